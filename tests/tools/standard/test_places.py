"""Overlays by place: how they are read, and that each place is one of the tables."""

from pathlib import Path

import pytest

from tools.standard import places
from tools.standard.grammar import parse
from tools.standard.modules import modules
from tools.standard.overlay import OverlayError
from tools.standard.sources import highdicom


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "NEWER", tmp_path)
    return tmp_path


def test_conditions_of_attributes_and_modules_by_place(newer: Path) -> None:
    (newer / "attributes.txt").write_text("# why\n\nown/A.B: Modality is CT ; else allowed\n")
    (newer / "modules.txt").write_text("own/contrast-bolus: never\n")
    (newer / "in-use.txt").write_text("contrast-bolus: present(ContrastBolusAgent)\n")
    assert places.attributes() == {"own/A.B": parse("Modality is CT ; else allowed")}
    assert places.modules() == {"own/contrast-bolus": parse("never")}
    assert places.in_use() == {"contrast-bolus": parse("present(ContrastBolusAgent)")}


def test_usage_and_condition_of_functional_groups(newer: Path) -> None:
    (newer / "groups.txt").write_text("own/FrameContentSequence: M\nown/PlanePositionSequence: C Modality is CT\n")
    assert places.groups() == {
        "own": {"FrameContentSequence": ("M", None), "PlanePositionSequence": ("C", parse("Modality is CT"))}
    }


def test_a_step_in_brackets_may_be_left_out(newer: Path) -> None:
    (newer / "includes.txt").write_text("own/[ContentSequence.]GraphicData: 1C ValueType is SCOORD\nown/Modality: 3\n")
    graphic = ("1C", parse("ValueType is SCOORD"))
    assert places.includes() == {
        "own/GraphicData": graphic,
        "own/ContentSequence.GraphicData": graphic,
        "own/Modality": ("3", None),
    }


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("attributes.txt", "own/A always", places.attributes),
        ("attributes.txt", "own/A: sometimes", places.attributes),
        ("includes.txt", "own/A: 4 always", places.includes),
        ("groups.txt", "own/A: C sometimes", places.groups),
    ],
)
def test_a_line_that_says_nothing_is_refused(newer: Path, name: str, text: str, read: object) -> None:
    (newer / name).write_text(text)
    with pytest.raises(OverlayError):
        read()  # type: ignore[operator]


def test_what_is_not_there_says_nothing(newer: Path) -> None:
    assert newer.exists()
    assert places.attributes() == {}


@pytest.fixture(scope="module")
def listed(sources: None) -> frozenset[str]:
    """Every place of the tables: ``module/A.B``, ``*/A.B`` for any module, ``**/A.B`` and ``**/B`` for any end."""
    found = set()
    for module, tree in modules():
        waiting = list(tree.values())
        while waiting:
            node = waiting.pop()
            waiting.extend(node.children.values())
            path = ".".join(node.path)
            ends = {f"**/{'.'.join(node.path[-length:])}" for length in (1, 2)}
            found |= {f"{module}/{path}", f"*/{path}", *ends}
    return frozenset(found)


def test_every_condition_by_place_is_of_an_attribute_of_the_tables(listed: frozenset[str]) -> None:
    assert set(places.attributes()) - listed == set()


def test_every_include_is_an_attribute_of_the_tables(listed: frozenset[str]) -> None:
    assert set(places.includes()) - listed == set()


@pytest.mark.usefixtures("sources")
def test_every_module_by_place_is_a_conditional_one_of_its_iod() -> None:
    conditional = {
        f"{iod}/{row['key']}"
        for iod, rows in highdicom("iod_module_map").items()
        for row in rows
        if row["usage"] == "C"
    }
    assert set(places.modules()) - conditional == set()


@pytest.mark.usefixtures("sources")
def test_every_module_whose_use_is_told_is_one_that_need_not_be_there() -> None:
    optional = {row["key"] for rows in highdicom("iod_module_map").values() for row in rows if row["usage"] != "M"}
    assert set(places.in_use()) - optional == set()


@pytest.mark.usefixtures("sources")
def test_every_group_is_one_of_an_iod() -> None:
    assert set(places.groups()) - set(highdicom("iod_module_map")) == set()
