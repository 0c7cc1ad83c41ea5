"""A judgement that is remembered is the one that would be made anew."""

import random
import struct
from collections.abc import Iterator

import pytest
from pydicom import Dataset

from tests import build, multiframe
from tests.engine.rules import documents
from tests.engine.rules.conformance.tables import header
from tests.engine.rules.presentations import state
from validator.engine.model import Element, Header
from validator.engine.rules.conformance import judge
from validator.engine.rules.conformance.deviation import Deviation, Difference
from validator.engine.rules.conformance.judge import Judge
from validator.engine.rules.level import Level

SEED = 20261120
OTHER = {"US": b"\3\0", "FD": bytes(8), "UL": b"\5\0\0\0"}
"""Another value by VR; of the others a text."""
Steps = tuple[int, ...]
"""The way to an element: its index, or the index of a sequence, of its item, and so on."""


def judged(by: Judge, read: Header, *, sop_class: str, is_cut: bool = False) -> tuple[Deviation, ...]:
    top = Level(read.elements, little=read.encoding.little)
    return by.judgement(top, sop_class=sop_class, encapsulated=False, is_cut=is_cut).deviations


def changes(read: Header, *, count: int) -> Iterator[Header]:
    """The header with one element deleted, emptied or given another value, at any depth."""
    rng = random.Random(SEED)
    ways = list(_ways(read.elements))
    for _ in range(count):
        elements = _changed(read.elements, rng.choice(ways), rng.choice(("delete", "empty", "other")))
        yield read._replace(elements=elements)


def _ways(elements: tuple[Element, ...], above: Steps = ()) -> Iterator[Steps]:
    for index, element in enumerate(elements):
        yield (*above, index)
        for number, item in enumerate(element.items or ()):
            yield from _ways(item.elements, (*above, index, number))


def _changed(elements: tuple[Element, ...], way: Steps, kind: str) -> tuple[Element, ...]:
    index, *inner = way
    element = elements[index]
    if inner:
        number, *rest = inner
        items = list(element.items or ())
        items[number] = items[number]._replace(elements=_changed(items[number].elements, tuple(rest), kind))
        new = [element._replace(items=tuple(items))]
    elif kind == "delete":
        new = []
    elif element.items is not None:
        new = [element._replace(items=())]
    else:
        new = [element._replace(value=b"" if kind == "empty" else OTHER.get(element.vr, b"ODD "), length=0)]
    return (*elements[:index], *new, *elements[index + 1 :])


@pytest.mark.parametrize(
    "dataset",
    [build.ct(), multiframe.segmentation(2), documents.with_evidence(documents.text(), documents.number())],
    ids=["ct", "segmentation", "report"],
)
def test_of_each_instance_of_a_series_that_differ_from_each_other(dataset: Dataset):
    remembering = Judge()
    whole = header(dataset)
    headers = [whole, *changes(whole, count=150), whole]
    for read in headers:
        anew = judged(Judge(), read, sop_class=dataset.SOPClassUID)
        assert judged(remembering, read, sop_class=dataset.SOPClassUID) == anew
        assert judged(remembering, read, sop_class=dataset.SOPClassUID) is judged(
            remembering, read, sop_class=dataset.SOPClassUID
        )
    assert len({str(judged(Judge(), read, sop_class=dataset.SOPClassUID)) for read in headers}) > 40


def test_the_second_of_equal_instances_is_remembered(monkeypatch: pytest.MonkeyPatch):
    walks = []
    monkeypatch.setattr(judge, "Walk", lambda *given: walks.append(given) or _Nothing())
    by = Judge()
    for number in range(5):
        read = header(build.ct(InstanceNumber=number, SOPInstanceUID=f"{build.ROOT}.4.{number}"))
        judged(by, read, sop_class=build.CT_IMAGE)
    assert len(walks) == 2


class _Nothing:
    def deviations(self) -> Iterator[Deviation]:
        return iter(())


def test_one_odd_instance_is_judged_by_itself_and_so_are_those_after_it():
    by = Judge()
    usual, odd = header(build.ct()), header(build.ct(PatientSex="X"))
    found = [judged(by, read, sop_class=build.CT_IMAGE) for read in (usual, odd, usual, odd)]
    assert [
        [(one.difference, one.path) for one in deviations if one.difference.name != "UNDECIDED"] for deviations in found
    ] == [
        [],
        [(Difference.NOT_ENUMERATED, "(0010,0040)")],
        [],
        [(Difference.NOT_ENUMERATED, "(0010,0040)")],
    ]


def test_no_more_judgements_are_kept_than_agreed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(judge, "REMEMBERED", 3)
    by = Judge()
    kinds = [header(build.ct(PatientSex=sex)) for sex in ("M", "F", "O", "X", "Y", "M")]
    for read in kinds * 2:
        assert judged(by, read, sop_class=build.CT_IMAGE) == judged(Judge(), read, sop_class=build.CT_IMAGE)
        assert len(by._judged) <= 3


def test_a_damaged_file_is_judged_by_itself():
    by = Judge()
    read = header(build.ct(RescaleSlope=None))
    whole = judged(by, read, sop_class=build.CT_IMAGE)
    cut = judged(by, header(build.ct(PixelData=None)), sop_class=build.CT_IMAGE, is_cut=True)
    assert (Difference.TYPE_1_MISSING, "(0028,1053)") in {(one.difference, one.path) for one in whole}
    assert cut == judged(Judge(), header(build.ct(PixelData=None)), sop_class=build.CT_IMAGE, is_cut=True)


def test_a_class_without_an_iod_is_not_judged():
    assert judged(Judge(), header(build.ct(Rows=None)), sop_class=f"{build.ROOT}.9.1") == ()
    assert judged(Judge(), header(build.ct(Rows=None)), sop_class="") == ()


def test_the_same_bytes_in_another_byte_order_are_other_numbers():
    big = build.ct()
    swapped = {int(element.tag): ("US", struct.pack(">H", element.value)) for element in big if element.VR == "US"}
    little = build.file(big, raw=swapped)
    by = Judge()
    for source in (build.file(big, syntax=build.EXPLICIT_BIG), little):
        read = header(source)
        assert judged(by, read, sop_class=build.CT_IMAGE) == judged(Judge(), read, sop_class=build.CT_IMAGE)


def test_an_empty_sequence_is_another_thing_than_an_empty_value():
    by = Judge()
    for vr in ("SQ", "UN"):
        read = header(build.file(state(), raw={0x00081115: (vr, b"")}))
        sop_class = str(state().SOPClassUID)
        assert judged(by, read, sop_class=sop_class) == judged(Judge(), read, sop_class=sop_class)
