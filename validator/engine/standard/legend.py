"""What the letters and numbers of the tables mean, in words: types, usages, item counts, lists of values."""

from validator.engine.standard.iods import Values
from validator.engine.standard.wording import clause

USAGES = {"M": "mandatory", "C": "conditional", "U": "optional"}
"""Of modules and functional groups (PS3.3 A.1.3)."""
TYPES = {
    "1": "required, with a value",
    "1C": "required with a value where its condition holds",
    "2": "required, may be empty",
    "2C": "required where its condition holds, may be empty",
    "3": "optional",
}
"""Of attributes (PS3.5 7.4)."""


def item_count(items: tuple[int, int | None] | None) -> str:
    """``1 or more items``; empty where the standard does not say."""
    if items is None:
        return ""
    least, most = items
    if most is None:
        return f"{least} or more items" if least else "any number of items"
    if least == most:
        return _items(least)
    return f"up to {_items(most)}" if not least else f"{least} to {_items(most)}"


def heading(values: Values) -> str:
    """``Enumerated Values of value 3, if Modality is MR``"""
    kind = "Enumerated Values" if values.kind == "enumerated" else "Defined Terms"
    position = f" of value {values.position}" if values.position else ""
    return f"{kind}{position}{f', if {clause(values.condition)}' if values.condition else ''}"


def _items(count: int) -> str:
    return f"{count} item{'' if count == 1 else 's'}"
