"""Frames of a multi-frame instance are found again by what they say, wherever they stand now."""

import time
from collections.abc import Sequence as Frames

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import kinds
from tests.engine.header.test_faults import dicom
from validator.engine.compare.items import align_items
from validator.engine.header import scan
from validator.engine.model import Header, Item

PER_FRAME = "(5200,9230)"
ADDED, REMOVED, REORDERED = "sequence.item-added", "sequence.item-removed", "sequence.item-reordered"
MANY = 10_000


def frame(place: float, *, index: int | None = None, time: int = 1, window: int = 40) -> Dataset:
    """One frame at a place, that counts itself where an ``index`` is given."""
    content, position, voi = Dataset(), Dataset(), Dataset()
    if index is not None:
        content.StackID, content.InStackPositionNumber = "1", index
        content.TemporalPositionIndex = time
        content.DimensionIndexValues = [time, index]
    position.ImagePositionPatient = [-125, -125, place]
    voi.WindowCenter, voi.WindowWidth = window, 400
    found = Dataset()
    found.FrameContentSequence = Sequence([content])
    found.PlanePositionSequence = Sequence([position])
    found.FrameVOILUTSequence = Sequence([voi])
    return found


def numbered(places: Frames[float], **more: int) -> list[Dataset]:
    """Frames that are counted from 1 on."""
    return [frame(place, index=number, **more) for number, place in enumerate(places, 1)]


def image(frames: Frames[Dataset]) -> bytes:
    return build.file(build.ct(PerFrameFunctionalGroupsSequence=Sequence(frames)))


def partners(before: Frames[Dataset], after: Frames[Dataset]) -> list[tuple[int | None, int | None]]:
    return list(align_items(items(before), items(after), str).pairs)


def items(frames: Frames[Dataset]) -> tuple[Item, ...]:
    return per_frame(scan(image(frames)))


def per_frame(header: Header) -> tuple[Item, ...]:
    (element,) = [element for element in header.elements if element.tag == 0x52009230]
    return element.items or ()


PLACES = [2.5 * number for number in range(12)]


def test_a_frame_that_was_left_out_is_the_only_difference() -> None:
    frames = numbered(PLACES)
    assert kinds(image(frames), image(frames[:4] + frames[5:])) == [(f"{PER_FRAME}[4]", REMOVED)]


def test_a_frame_that_was_put_in_is_the_only_difference() -> None:
    frames = numbered(PLACES)
    assert kinds(image(frames[:4] + frames[5:]), image(frames)) == [(f"{PER_FRAME}[4]", ADDED)]


def test_frames_in_another_order_are_one_difference() -> None:
    frames = numbered(PLACES)
    assert kinds(image(frames), image(frames[::-1])) == [(PER_FRAME, REORDERED)]


def test_frames_counted_anew_keep_their_places() -> None:
    left = PLACES[:4] + PLACES[5:]
    found = kinds(image(numbered(PLACES)), image(numbered(left)))
    assert (f"{PER_FRAME}[4]", REMOVED) in found
    counted = {"(0020,9157)", "(0020,9057)"}
    assert {path[-11:] for path, kind in found if kind != REMOVED} == counted
    assert len(found) == 1 + len(counted) * len(left[4:])


def test_frames_reordered_and_counted_anew_are_found_by_their_places() -> None:
    assert partners(numbered(PLACES), numbered(PLACES[::-1])) == [(11 - at, at) for at in range(12)]


def test_frames_whose_places_moved_are_found_by_their_index() -> None:
    before, after = numbered(PLACES), numbered([place + 1 for place in PLACES])
    assert partners(before, after[3:]) == [(at + 3, at) for at in range(9)] + [(0, None), (1, None), (2, None)]


def test_places_written_with_other_digits_are_the_same() -> None:
    before, after = [frame(place) for place in PLACES], [frame(place, window=50) for place in PLACES[2:]]
    for each in after:
        x, y, z = each.PlanePositionSequence[0].ImagePositionPatient
        each.PlanePositionSequence[0].ImagePositionPatient = [f"{x:.4f}", f"{y:.4f}", f"{z:.4f}"]
    assert partners(before, after) == [(at + 2, at) for at in range(10)] + [(0, None), (1, None)]


def test_frames_of_several_moments_at_one_place_are_told_apart() -> None:
    before = numbered(PLACES[:3]) + numbered(PLACES[:3], time=2)
    after = numbered(PLACES[:3], window=50) + numbered(PLACES[:3], time=2, window=50)
    assert partners(before, after[1:]) == [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (0, None)]


def test_a_value_changed_in_every_frame_is_told_frame_by_frame_also_when_one_is_gone() -> None:
    found = kinds(image(numbered(PLACES)), image(numbered(PLACES, window=50)[1:]))
    assert (f"{PER_FRAME}[0]", REMOVED) in found
    others = [path for path, kind in found if kind != REMOVED]
    assert others == [f"{PER_FRAME}[{at}].(0028,9132)[0].(0028,1050)" for at in range(11)]


def test_ten_thousand_frames_counted_anew_are_paired_in_seconds() -> None:
    before, after = bare_frames(range(MANY)), bare_frames(range(1, MANY))
    started = time.process_time()
    pairs = align_items(before, after, str).pairs
    assert time.process_time() - started < 5
    assert pairs == (*((at + 1, at) for at in range(MANY - 1)), (0, None))


def bare_frames(places: Frames[int]) -> tuple[Item, ...]:
    """So many frames that pydicom would take long to write them."""
    written = [
        build.item(
            build.sequence(0x00209111, build.item(build.element(0x00209157, "UL", number.to_bytes(4, "little")))),
            build.sequence(0x00209113, build.item(build.element(0x00200032, "DS", f"-125\\-125\\{place:5} ".encode()))),
        )
        for number, place in enumerate(places, 1)
    ]
    return per_frame(scan(dicom(build.sequence(0x52009230, *written))))
