"""The overlay of types."""

from pathlib import Path

import pytest

from tools.standard.overlay import OverlayError
from tools.standard.sources import SourceError, highdicom
from tools.standard.types import overrides


def test_a_type_is_told_by_place(tmp_path: Path) -> None:
    path = tmp_path / "types.txt"
    path.write_text("# a reason\ngeneral-series/Modality: 3\npatient/PatientSex: 2C\n", encoding="utf-8")
    assert overrides(path) == {"general-series/Modality": "3", "patient/PatientSex": "2C"}


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("patient/PatientSex: 3", OverlayError, "types.txt:1: a block of lines starts with its reason"),
        ("# a reason\npatient/PatientSex: 4", OverlayError, "types.txt:2: a line is"),
        ("# a reason\npatient/PatientSex: 1\npatient/PatientSex: 2", OverlayError, "types.txt:3: a line is"),
        ("# a reason\npatient/Sex: 1", LookupError, "Sex is no keyword"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(text: str, error: type[Exception], message: str, tmp_path: Path) -> None:
    path = tmp_path / "types.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=message):
        overrides(path)


def test_every_override_is_of_an_attribute_that_has_another_type() -> None:
    try:
        tables = highdicom("module_attribute_map")
    except SourceError as error:
        pytest.skip(str(error))
    for place, type_ in overrides().items():
        module, _, path = place.partition("/")
        types = {row["type"] for row in tables[module] if ".".join((*row["path"], row["keyword"])) == path}
        assert types - {type_}, place
