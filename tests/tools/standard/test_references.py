"""Keywords become tags, and places to look for them."""

from typing import Any

import pytest

from tools.standard.grammar import parse
from tools.standard.modules import Node
from tools.standard.references import Resolver
from tools.standard.tags import tag_of

ROOT, FRAME = -1, -2


def node(*path: str, **children: Node) -> Node:
    return Node(path[-1], tag_of(path[-1]), "3", path, None, is_certain=True, children=children)


def tree(levels: dict[str, Any], path: tuple[str, ...] = ()) -> dict[str, Node]:
    """The nodes of a module, from keywords in keywords."""
    return {keyword: node(*path, keyword, **tree(inner, (*path, keyword))) for keyword, inner in (levels or {}).items()}


FRAMES = {"FrameContentSequence": {"FrameType": {}}, "PixelMeasuresSequence": {"PixelSpacing": {}}}
RESOLVER = Resolver(
    {
        "own": tree(
            {
                "Modality": {},
                "SegmentSequence": {
                    "SegmentLabel": {},
                    "AnatomicRegionSequence": {"CodeValue": {}, "AnatomicRegionModifierSequence": {"CodeValue": {}}},
                },
            }
        ),
        "frames": tree({"PerFrameFunctionalGroupsSequence": FRAMES}),
    }
)
SEGMENT = ("SegmentSequence",)
REGION = (*SEGMENT, "AnatomicRegionSequence")
MEASURES = ("PerFrameFunctionalGroupsSequence", "PixelMeasuresSequence")


def up(text: str, *path: str, module: str = "own") -> int:
    """How far around the reference of a test is looked for."""
    return int(RESOLVER.resolved(parse(text).required, module, path)[1][0])


@pytest.mark.parametrize(
    ("keyword", "path", "where"),
    [
        ("Modality", (), 0),
        ("Modality", SEGMENT, ROOT),
        ("Modality", REGION, ROOT),
        ("SegmentLabel", SEGMENT, 0),
        ("SegmentLabel", REGION, 1),
        ("CodeValue", REGION, 0),
        ("CodeValue", (*REGION, "AnatomicRegionModifierSequence"), 0),
        ("PatientSex", (), 0),
        ("PatientSex", REGION, ROOT),
    ],
)
def test_an_attribute_is_looked_for_where_the_tables_list_it_from_the_inside_out(
    keyword: str, path: tuple[str, ...], where: int
) -> None:
    assert up(f"present({keyword})", *path) == where


def test_in_functional_groups_it_may_be_in_another_group_of_the_frame() -> None:
    assert up("present(FrameType)", *MEASURES, module="frames") == FRAME
    assert up("present(PixelSpacing)", *MEASURES, module="frames") == 0
    assert up("present(Modality)", *MEASURES, module="frames") == ROOT


@pytest.mark.parametrize(
    ("place", "path", "where"),
    [("here", REGION, 0), ("parent", REGION, 1), ("root", REGION, ROOT), ("root", (), 0), ("frame", REGION, FRAME)],
)
def test_a_place_that_is_named_is_taken(place: str, path: tuple[str, ...], where: int) -> None:
    assert up(f"present({place}:SegmentLabel)", *path) == where


def test_paths_and_classes_and_what_is_inside_of_others() -> None:
    text = "not SegmentSequence.SegmentLabel is A and class is CTImageStorage|MRImageStorage and iod is own"
    assert RESOLVER.resolved(parse(text).required, "own", ()) == [
        "all",
        ["not", ["is", [0, 0x00620002, 0x00620005], 0, ["A"]]],
        ["class", ["1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4"]],
        ["iod", ["own"]],
    ]


def test_tags_of_keywords_and_of_repeating_groups() -> None:
    assert tag_of("Modality") == 0x00080060
    assert tag_of("OverlayRows") == 0x60000010
    with pytest.raises(LookupError, match="Nonsense"):
        tag_of("Nonsense")
