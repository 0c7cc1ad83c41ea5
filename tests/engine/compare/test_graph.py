"""The graph of references: a study whose objects cite its CT series, sent through hops that renew UIDs."""

from collections.abc import Callable
from functools import partial

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import Capture, Traced, trace
from tests.engine.compare.study import CT_NAMES, FIRST, SECOND, SLICES, THIRD, Naming, only, slice_of_ct, study
from validator.engine.compare import reference_graph
from validator.engine.compare.chains import chains_of
from validator.engine.compare.references import follow_references
from validator.engine.model import ReferenceGraph, ReferenceState

RESOLVED, REMAPPED, STRAYED = ReferenceState.RESOLVED, ReferenceState.REMAPPED, ReferenceState.STRAYED
WRONG, DANGLING, STALE = ReferenceState.WRONG_GENERATION, ReferenceState.DANGLING, ReferenceState.CONTEXT_STALE
OUTSIDE = ReferenceState.OUTSIDE

INSTANCES = {
    "pr": [f"(0008,1115)[0].(0008,1140)[{at}].(0008,1155)" for at in range(3)]
    + ["(0070,005A)[0].(0008,1140)[0].(0008,1155)"],
    "seg": [f"(0008,1115)[0].(0008,114A)[{at}].(0008,1155)" for at in range(3)]
    + [f"(5200,9230)[{at}].(0008,9124)[0].(0008,2112)[0].(0008,1155)" for at in range(3)],
    "rt": [f"(3006,0010)[0].(3006,0012)[0].(3006,0014)[0].(3006,0016)[{at}].(0008,1155)" for at in range(3)]
    + ["(3006,0039)[0].(3006,0040)[0].(3006,0016)[0].(0008,1155)"],
    "kos": ["(0040,A375)[0].(0008,1115)[0].(0008,1199)[0].(0008,1155)", "(0040,A730)[0].(0008,1199)[0].(0008,1155)"],
    "sr": [f"(0040,A375)[0].(0008,1115)[0].(0008,1199)[{at}].(0008,1155)" for at in range(2)]
    + ["(0040,A730)[0].(0008,1199)[0].(0008,1155)", "(0040,A730)[1].(0040,A730)[0].(0008,1199)[0].(0008,1155)"],
}
"""Where each object cites the slices."""
SERIES = {
    "pr": "(0008,1115)[0].(0020,000E)",
    "seg": "(0008,1115)[0].(0020,000E)",
    "rt": "(3006,0010)[0].(3006,0012)[0].(3006,0014)[0].(0020,000E)",
    "kos": "(0040,A375)[0].(0008,1115)[0].(0020,000E)",
    "sr": "(0040,A375)[0].(0008,1115)[0].(0020,000E)",
}
STUDY = {
    "rt": "(3006,0010)[0].(3006,0012)[0].(0008,1155)",
    "kos": "(0040,A375)[0].(0020,000D)",
    "sr": "(0040,A375)[0].(0020,000D)",
}
FRAME = {"rt": ["(3006,0010)[0].(0020,0052)", "(3006,0020)[0].(3006,0024)"]}
CITED = {"pr": 3, "seg": 3, "rt": 3, "kos": 1, "sr": 2}
"""How many slices each object cites."""
NODE_OF = {"pr": "PR", "seg": "SEG", "rt": "RTSTRUCT", "kos": "KO", "sr": "SR"}

Link = tuple[str, str, str, ReferenceState, int]


def graph(traced: Traced) -> ReferenceGraph:
    return reference_graph(traced.captures, traced.pairing, traced.survey)


def links(traced: Traced, capture: str) -> set[Link]:
    """Source, target, entity, state and count, nodes by their modality or else by what they are."""
    drawn = graph(traced)
    names = {0: "outside"} | {node.id: node.modality or node.entity for node in drawn.nodes}
    found = [
        (names[link.source], names[link.target], link.entity, link.state, link.count)
        for link in drawn.links
        if link.capture == capture
    ]
    assert len(found) == len(set(found))
    return set(found)


def references(traced: Traced, capture: str) -> set[tuple[str, str, str]]:
    """File, path and kind of the changes of references on a hop."""
    return {
        (file, path, kind) for at, file, path, kind in traced.of_meaning() if at == capture and "reference." in kind
    }


def expected_links(
    instance: ReferenceState, series: ReferenceState, within: ReferenceState, frame: ReferenceState = RESOLVED
) -> set[Link]:
    """All links, where all objects fare alike; ``within`` tells of the study."""
    found = {(NODE_OF[name], "CT", "instance", instance, count) for name, count in CITED.items()}
    found |= {(NODE_OF[name], "CT", "series", series, 1) for name in CITED}
    found |= {(NODE_OF[name], "study", "study", within, 1) for name in STUDY}
    return found | {("RTSTRUCT", "frame-of-reference", "frame-of-reference", frame, 1)}


def expected(kind: str, *, instances: bool = True, series: bool = True, study: bool = True, frame: bool = False) -> set:
    """All changes of references, where all are of one kind."""
    found = {(name, path, kind) for name, paths in INSTANCES.items() for path in paths if instances}
    found |= {(name, path, kind) for name, path in SERIES.items() if series}
    found |= {(name, path, kind) for name, path in STUDY.items() if study}
    return found | {(name, path, kind) for name, paths in FRAME.items() for path in paths if frame}


def test_what_nobody_touches_leads_where_it_always_did() -> None:
    traced = trace(study(), study(), study())
    assert traced.of_meaning() == []
    for capture in "abc":
        assert links(traced, capture) == expected_links(RESOLVED, RESOLVED, RESOLVED)


def test_the_nodes_are_series_and_what_is_cited_beside_them() -> None:
    drawn = graph(trace(study(), study(SECOND)))
    assert [(node.id, node.entity, node.modality, node.counts) for node in drawn.nodes] == [
        (1, "series", "CT", (3, 3)),
        (2, "series", "PR", (1, 1)),
        (3, "series", "SEG", (1, 1)),
        (4, "series", "RTSTRUCT", (1, 1)),
        (5, "series", "KO", (1, 1)),
        (6, "series", "SR", (1, 1)),
        (7, "study", "", (8, 8)),
        (8, "frame-of-reference", "", (4, 4)),
    ]
    images, within, frame = drawn.nodes[0], drawn.nodes[6], drawn.nodes[7]
    assert (images.uid, images.study, images.sop_class) == (FIRST("ct"), FIRST("study"), build.CT_IMAGE)
    assert (within.uid, within.study, within.sop_class) == (FIRST("study"), FIRST("study"), "")
    assert (frame.uid, frame.study, frame.sop_class) == (FIRST("frame"), "", "")


def test_a_hop_that_renews_the_images_and_forgets_the_references_shows_exactly_the_dangling_ones() -> None:
    traced = trace(study(), study(only(CT_NAMES, SECOND), FIRST))
    assert references(traced, "b") == expected("reference.dangling", study=False)
    assert {change.impact for change in traced.changes if change.kind == "reference.dangling"} == {"breaks"}
    assert links(traced, "a") == expected_links(RESOLVED, RESOLVED, RESOLVED)
    assert links(traced, "b") == expected_links(WRONG, WRONG, RESOLVED)


def test_a_hop_that_renews_everything_and_forgets_the_references() -> None:
    traced = trace(study(), study(SECOND, FIRST))
    assert references(traced, "b") == expected("reference.dangling", frame=True)
    assert links(traced, "b") == expected_links(WRONG, WRONG, WRONG, WRONG)
    series = {link.example for link in graph(traced).links if link.capture == "b" and link.entity == "series"}
    assert series == {(FIRST("ct"), SECOND("ct"))}


def test_a_hop_that_renews_everything_with_care_leaves_nothing_dangling() -> None:
    traced = trace(study(), study(SECOND), study(SECOND))
    assert references(traced, "b") == expected("reference.remapped", frame=True)
    assert links(traced, "b") == expected_links(REMAPPED, REMAPPED, REMAPPED, REMAPPED)
    assert references(traced, "c") == set()
    assert links(traced, "c") == expected_links(RESOLVED, RESOLVED, RESOLVED)


@pytest.mark.parametrize("name", CITED)
def test_one_object_is_remapped_and_the_others_are_forgotten(name: str) -> None:
    renewed = only(CT_NAMES, SECOND)
    traced = trace(study(), study(renewed, FIRST, **{name: renewed}))
    followed = {(name, path, "reference.remapped") for path in (*INSTANCES[name], SERIES[name])}
    left = {entry for entry in expected("reference.dangling", study=False) if entry[0] != name}
    assert references(traced, "b") == followed | left
    mine = {
        (NODE_OF[name], "CT", "instance", REMAPPED, CITED[name]),
        (NODE_OF[name], "CT", "series", REMAPPED, 1),
    }
    others = {link for link in expected_links(WRONG, WRONG, RESOLVED) if link[0] != NODE_OF[name] or link[1] != "CT"}
    assert links(traced, "b") == mine | others


def test_an_object_that_is_remapped_in_part_has_both_links() -> None:
    renewed = only(CT_NAMES, SECOND)
    traced = trace(study(), study(renewed, FIRST, kos=only(("ct 3",), SECOND)))
    assert {link for link in links(traced, "b") if link[:2] == ("KO", "CT")} == {
        ("KO", "CT", "instance", REMAPPED, 1),
        ("KO", "CT", "series", STALE, 1),
    }
    assert {entry for entry in references(traced, "b") if entry[0] == "kos"} == {
        ("kos", INSTANCES["kos"][0], "reference.remapped"),
        ("kos", INSTANCES["kos"][1], "reference.remapped"),
        ("kos", SERIES["kos"], "reference.context-stale"),
    }


def test_a_second_hop_that_repairs_is_remapped() -> None:
    renewed = only(CT_NAMES, SECOND)
    traced = trace(study(), study(renewed, FIRST), study(renewed))
    assert references(traced, "c") == expected("reference.remapped", study=False)
    assert links(traced, "b") == expected_links(WRONG, WRONG, RESOLVED)
    assert links(traced, "c") == expected_links(REMAPPED, REMAPPED, RESOLVED)


def test_a_second_renewal_leaves_references_two_generations_behind_and_is_not_told_again() -> None:
    traced = trace(study(), study(only(CT_NAMES, SECOND), FIRST), study(only(CT_NAMES, THIRD), FIRST))
    assert references(traced, "c") == set()
    assert links(traced, "c") == expected_links(WRONG, WRONG, RESOLVED)
    example = {link.example for link in graph(traced).links if link.capture == "c" and link.entity == "series"}
    assert example == {(FIRST("ct"), THIRD("ct"))}


def test_an_object_that_arrives_later_and_cites_an_earlier_generation() -> None:
    renewed = only(CT_NAMES, SECOND)
    images = {name: content for name, content in study().items() if name.startswith("ct")}
    moved = {name: content for name, content in study(renewed).items() if name.startswith("ct")}
    traced = trace(images, moved | {"pr": study(renewed, FIRST)["pr"]})
    assert links(traced, "a") == set()
    assert links(traced, "b") == {("PR", "CT", "instance", WRONG, 3), ("PR", "CT", "series", WRONG, 1)}


def test_a_study_that_is_scattered_by_instance_leaves_its_context_behind() -> None:
    """What modifying instance by instance does: each slice has its own study and series now."""
    after = study()
    for number in SLICES:
        own = only(("ct", "study"), partial(_of_slice, number))
        after[f"ct{number}"] = study(own)[f"ct{number}"]
    traced = trace(study(), after)
    assert references(traced, "b") == {
        *((name, path, "reference.context-stale") for name, path in SERIES.items()),
        *((name, path, "reference.context-stale") for name, path in STUDY.items() if name != "rt"),
    }
    assert links(traced, "b") == {
        *((NODE_OF[name], "CT", "instance", RESOLVED, count) for name, count in CITED.items()),
        *((NODE_OF[name], "CT", "series", STALE, 1) for name in CITED),
        *((NODE_OF[name], "study", "study", STALE, 1) for name in STUDY if name != "rt"),
        ("RTSTRUCT", "study", "study", RESOLVED, 1),
        ("RTSTRUCT", "frame-of-reference", "frame-of-reference", RESOLVED, 1),
    }


def _of_slice(number: int, name: str) -> str:
    return SECOND(f"{name} of {number}")


def test_images_that_are_lost_leave_dangling_references() -> None:
    after = {name: content for name, content in study().items() if not name.startswith("ct")}
    traced = trace(study(), after)
    assert references(traced, "b") == expected("reference.dangling", study=False)
    # The frame of reference is there still: the segmentation has it too.
    assert links(traced, "b") == expected_links(DANGLING, DANGLING, RESOLVED, RESOLVED)


def test_references_that_are_rewritten_to_what_nobody_has_stay_dangling() -> None:
    traced = trace(study(), study(FIRST, only(CT_NAMES, THIRD)), study(FIRST, only(CT_NAMES, THIRD)))
    assert references(traced, "b") == expected("reference.dangling", study=False)
    assert references(traced, "c") == set()
    for capture in "bc":
        assert links(traced, capture) == expected_links(DANGLING, DANGLING, RESOLVED)


def test_references_that_are_rewritten_to_other_slices_have_strayed() -> None:
    def shifted(name: str) -> str:
        return FIRST(f"ct {int(name[3:]) % 3 + 1}") if name.startswith("ct ") else FIRST(name)

    traced = trace(study(), study(FIRST, FIRST, kos=shifted))
    assert {link for link in links(traced, "b") if link[0] == "KO"} == {
        ("KO", "CT", "instance", STRAYED, 1),
        ("KO", "CT", "series", RESOLVED, 1),
        ("KO", "study", "study", RESOLVED, 1),
    }
    strayed = [change for change in traced.changes if ("strayed", True) in change.evidence]
    assert [(change.file_after, change.path) for change in strayed] == [("kos", path) for path in INSTANCES["kos"]]


def test_what_the_case_never_held_is_outside() -> None:
    traced = trace({"kos": study()["kos"]}, {"kos": study()["kos"]})
    assert references(traced, "b") == set()
    for capture in "ab":
        # Its study is its own; the series and the slice were never seen.
        assert links(traced, capture) == {("KO", "outside", "", OUTSIDE, 2), ("KO", "study", "study", RESOLVED, 1)}


def test_an_image_that_arrives_later_is_found_from_then_on() -> None:
    kos = {"kos": study()["kos"]}
    traced = trace(kos, kos | {"ct3": study()["ct3"]})
    assert {link[2:] for link in links(traced, "b")} == {
        ("instance", RESOLVED, 1),
        ("series", RESOLVED, 1),
        ("study", RESOLVED, 1),
    }


def test_a_link_tells_where_its_references_stand() -> None:
    traced = trace(study(), study(only(CT_NAMES, SECOND), FIRST))
    (segmented,) = [
        link
        for link in graph(traced).links
        if link.capture == "b" and link.state is WRONG and link.entity == "instance" and link.source == 3
    ]
    assert segmented.places == (
        "(0008,1115)[*].(0008,114A)[*].(0008,1155)",
        "(5200,9230)[*].(0008,9124)[*].(0008,2112)[*].(0008,1155)",
    )
    assert [traced.pairing.lineages[lineage - 1].files[1] for lineage in segmented.lineages] == [("seg",)]


WAYS: dict[str, Callable[[Naming], Capture]] = {
    "cared": study,
    "forgot": lambda own: study(own, FIRST),
    "images only": lambda own: study(only(CT_NAMES, own), FIRST),
    "one remapped": lambda own: study(only(CT_NAMES, own), FIRST, seg=only(CT_NAMES, own)),
    "series only": lambda own: study(only(("ct",), own), FIRST),
    "study only": lambda own: study(only(("study",), own), FIRST),
}


@pytest.mark.parametrize("second", WAYS)
@pytest.mark.parametrize("first", WAYS)
def test_changes_and_graph_tell_the_same(first: str, second: str) -> None:
    """A reference that was changed or broke on a hop is in the state, behind it, that the change says."""
    traced = trace(study(), WAYS[first](SECOND), WAYS[second](THIRD))
    told = [change for change in traced.changes if change.kind.startswith("reference.")]
    assert {(change.capture, change.file_after, change.after): change.kind for change in told} == events(traced)


def events(traced: Traced) -> dict[tuple[str, str, str], str]:
    """What the states of references at neighbouring captures say of the hop: by capture, file and UID, the kind.

    A study or series around instances that led nowhere before is not told again.
    """
    found = {}
    for chain in chains_of(traced.captures, traced.pairing):
        broken: set[str] = set()
        for position, references in follow_references(chain, traced.survey):
            capture, outline = traced.captures[position][0], chain[position]
            around = {
                outline.cited[at] for at, _, within in outline.contexts if {outline.cited[i] for i in within} <= broken
            }
            for each in references:
                if each.state is REMAPPED:
                    found[capture, outline.file, each.uid] = "reference.remapped"
                elif not position or not each.state.is_broken or each.uid in broken:
                    continue
                elif each.state is STALE:
                    found[capture, outline.file, each.uid] = "reference.context-stale"
                elif each.uid not in around:
                    found[capture, outline.file, each.uid] = "reference.dangling"
            broken = {each.uid for each in references if each.state.is_broken}
    return found


def test_what_a_hop_says_an_instance_was_made_from_is_no_broken_reference() -> None:
    """A lossy compression gives the instance a new UID and cites the old one (PS3.3 C.7.6.1.1.3)."""
    names = ("ct 1", "ct 2", "ct 3")
    before, after = study(), study(only(names, SECOND), only(names, SECOND))
    for number in SLICES:
        made = slice_of_ct(number, only(names, SECOND))
        source = Dataset()
        source.ReferencedSOPClassUID, source.ReferencedSOPInstanceUID = made.SOPClassUID, FIRST(f"ct {number}")
        made.SourceImageSequence = Sequence([source])
        after[f"ct{number}"] = build.file(made)
    traced = trace(before, after, after)
    for capture in ("b", "c"):
        assert ("CT", "CT", "instance", ReferenceState.PREDECESSOR, 3) in links(traced, capture)
        assert not [link for link in links(traced, capture) if link[3].is_broken]
    assert not [change for change in traced.changes if change.kind == "reference.dangling"]


def test_a_citation_of_oneself_that_was_forgotten_is_a_broken_reference() -> None:
    def image(own: Naming) -> bytes:
        made = slice_of_ct(1, own)
        source = Dataset()
        source.ReferencedSOPClassUID, source.ReferencedSOPInstanceUID = made.SOPClassUID, FIRST("ct 1")
        made.SourceImageSequence = Sequence([source])
        return build.file(made)

    traced = trace({"ct": image(FIRST)}, {"ct": image(only(("ct 1",), SECOND))})
    assert links(traced, "b") == {("CT", "CT", "instance", WRONG, 1)}
