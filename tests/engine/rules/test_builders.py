"""The well-formed instances of the tests are what they are called: nothing at all is found in them."""

from collections.abc import Callable

import pytest
from pydicom import Dataset

from tests import build, multiframe
from tests.engine.rules import documents, presentations
from tests.engine.rules.harness import Flag, conforms

WELL_FORMED = (
    build.ct,
    build.secondary_capture,
    build.colour,
    build.sr,
    multiframe.film,
    multiframe.page_film,
    multiframe.segmentation,
    multiframe.slide,
    multiframe.nuclear,
    documents.report,
    documents.with_evidence,
    documents.selection,
    presentations.state,
)


@pytest.mark.parametrize("builder", WELL_FORMED, ids=lambda builder: builder.__name__)
def test_a_well_formed_instance_conforms_to_its_iod(builder: Callable[[], Dataset]):
    conforms(builder())


@pytest.mark.parametrize(
    ("syntax", "told"),
    [
        (build.IMPLICIT_LITTLE, []),
        (build.DEFLATED, [("OPS038", "(0002,0010)")]),
        (build.EXPLICIT_BIG, [("UID019", "(0002,0010)")]),
    ],
)
@pytest.mark.parametrize("builder", [build.ct, build.colour, build.sr], ids=lambda builder: builder.__name__)
def test_it_does_so_in_every_encoding(builder: Callable[[], Dataset], syntax: str, told: list[Flag]):
    conforms(build.file(builder(), syntax=syntax), *told)
