"""Where the hop strip draws captures and hops."""

import pytest

from validator.services.report.strip import FULL_WIDTH, Stop, draw_strip


def stop(position: int, **more: object) -> Stop:
    plain = Stop(position, f"Point {position}", ("9 files",), kinds=0, changes=0, impact=None)
    return plain._replace(**more)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_up_to_six_captures_fit_the_page_without_touching(count: int) -> None:
    strip = draw_strip([stop(position) for position in range(count)])
    assert len(strip.nodes) == count
    assert [hop.position for hop in strip.hops] == list(range(1, count))
    assert strip.width <= FULL_WIDTH + 4
    for hop in strip.hops:
        assert hop.start + 42 < hop.end
        assert hop.x == (hop.start + hop.end) // 2


def test_many_captures_make_the_strip_wider_instead_of_illegible() -> None:
    strip = draw_strip([stop(position) for position in range(12)])
    assert strip.width > FULL_WIDTH
    assert {node.width for node in strip.nodes} == {142}


def test_with_many_captures_the_names_get_the_room() -> None:
    assert [draw_strip([stop(position) for position in range(count)]).nodes[0].width for count in (3, 5, 6)] == [
        259, 162, 143,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "captions"),
    [
        ({}, ("no change",)),
        ({"encoding": 644, "impact": "degrades"}, ("644 in encoding",)),
        ({"changes": 1}, ("1 change",)),
        ({"changes": 1714}, ("1,714 changes",)),
        ({"presence": ("2 missing",)}, ("2 missing",)),
        ({"changes": 3, "presence": ("2 missing", "1 added")}, ("3 changes", "2 missing", "1 added")),
        ({"expected": 1200}, ("1,200 expected",)),
        ({"changes": 3, "expected": 2}, ("3 changes", "2 expected")),
        ({"encoding": 644, "impact": "degrades", "expected": 2}, ("644 in encoding", "2 expected")),
    ],
)
def test_a_hop_is_captioned_by_what_it_did(more: dict[str, object], captions: tuple[str, ...]) -> None:
    hop = draw_strip([stop(0), stop(1, **more)]).hops[0]
    assert tuple(line.text for line in hop.captions) == captions


@pytest.mark.parametrize(
    ("more", "sign"),
    [({}, "✓"), ({"kinds": 3, "impact": "breaks"}, "3"), ({"encoding": 644, "impact": "degrades"}, "▲")],
)
def test_the_circle_holds_the_number_of_kinds_or_a_sign(more: dict[str, object], sign: str) -> None:
    assert draw_strip([stop(0), stop(1, **more)]).hops[0].sign == sign


def test_a_long_name_is_shortened_in_the_box_and_kept_whole_beside_it() -> None:
    strip = draw_strip([stop(position, label="Archive of the university hospital") for position in range(6)])
    assert [line.text for line in strip.nodes[0].lines] == ["Archive of", "the univers…"]
    assert strip.nodes[0].full_label == "Archive of the university hospital"


def test_a_name_is_broken_where_its_words_end_and_every_box_is_as_high() -> None:
    strip = draw_strip([stop(0, label="CT"), *(stop(position, label="04-gateway-strips") for position in range(1, 5))])
    assert [[line.text for line in node.lines] for node in strip.nodes[:2]] == [["CT"], ["04-gateway-", "strips"]]
    assert strip.node_height == 92
    assert strip.nodes[1].notes[-1].y < 14 + strip.node_height


def test_who_wrote_the_files_stands_under_their_number() -> None:
    strip = draw_strip([stop(0), stop(1, notes=("9 files", "by OFFIS_DCMTK_367 and 1 more"))])
    assert [note.text for note in strip.nodes[1].notes] == ["9 files", "by OFFIS_DCMTK_367 and 1 more"]
    assert strip.nodes[1].notes[1].y < 14 + strip.node_height
    assert len(draw_strip([stop(at, notes=("9", "by " + "X" * 99)) for at in range(6)]).nodes[0].notes[1].text) < 30


def test_a_name_in_wide_letters_is_broken_sooner() -> None:
    strip = draw_strip([stop(position, label="放射線科第二アーカイブ") for position in range(6)])
    assert [line.text for line in strip.nodes[0].lines] == ["放射線科第二ア", "ーカイブ"]


def test_captions_wider_than_the_gap_stand_below_the_boxes() -> None:
    stops = [stop(0), *(stop(position, encoding=388, impact="degrades") for position in range(1, 8))]
    strip = draw_strip(stops)
    foot_of_boxes = strip.node_height - strip.node_height // 2
    assert {hop.captions[0].y for hop in strip.hops} == {foot_of_boxes + 16}
    assert draw_strip(stops[:3]).hops[0].captions[0].y == 44


def test_a_hop_names_the_number_in_its_circle() -> None:
    hops = draw_strip([stop(0), stop(1, kinds=4, changes=120, impact="breaks"), stop(2)]).hops
    assert [hop.title for hop in hops] == [
        "Point 0 to Point 1: 4 kinds of change, 120 changes",
        "Point 1 to Point 2: no change",
    ]
