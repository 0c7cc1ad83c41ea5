"""The tables that pinned packages carry, read as they stand: highdicom's (newest, types only) and dicom-standard's
(April 2020, with the text of conditions, terms and functional groups).

Neither package is imported: their data lie beside their code.
"""

import json
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

FIRST_EDITION = "PS3.3 of April 2020"


class SourceError(Exception):
    """A package whose tables are needed is not installed; says which."""


class Older(NamedTuple):
    """A row of dicom-standard's tables."""

    owner: str
    """The module or macro."""
    path: tuple[str, ...]
    """Tags as eight hex digits."""
    type: str
    row: dict[str, Any]
    """As it stands: ``description`` is HTML."""


def highdicom(name: str) -> Any:
    """One of highdicom's tables: ``iod_module_map``, ``module_attribute_map``, ``sop_class_iod_map``."""
    found = find_spec("highdicom")
    if found is None or not found.submodule_search_locations:
        raise SourceError("highdicom is not installed")
    return _json(Path(next(iter(found.submodule_search_locations))) / "_standard" / f"{name}.json")


@cache
def dicom_standard(name: str) -> Any:
    """One of dicom-standard's tables, which pip installs beside the interpreter's own folders."""
    path = Path(sys.prefix) / "standard" / f"{name}.json"
    if not path.exists():
        raise SourceError("dicom-standard is not installed")
    return _json(path)


@cache
def older_rows() -> tuple[Older, ...]:
    """Every attribute of every module, then of every macro, of the older tables."""
    return tuple(_older("module_to_attributes", "moduleId")) + older_macro_rows()


@cache
def older_macro_rows() -> tuple[Older, ...]:
    """Every attribute of every macro of the older tables; some macros have the key of a module."""
    return tuple(_older("macro_to_attributes", "macroId"))


def named() -> tuple[str, ...]:
    """What the tables were made from, for the artefact and its readers."""
    return (
        f"highdicom {version('highdicom')}: IODs, modules, attributes and their types",
        f"dicom-standard {version('dicom-standard')}: texts of conditions, values, functional groups ({FIRST_EDITION})",
        "conditions, values and newer modules written by hand",
    )


def _older(table: str, owner: str) -> Iterator[Older]:
    for row in dicom_standard(table):
        key, *path = row["path"].split(":")
        yield Older(row.get(owner, key), tuple(path), row["type"] or "", row)


@cache
def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
