"""Coded values: sequences whose items are codes and nothing else (PS3.3 8.8, Code Sequence Macro)."""

from validator.engine.compare.noise import is_noise
from validator.engine.compare.reading import Side
from validator.engine.model import Element, Item
from validator.engine.text import charset_of, decode_value

CODE_VALUE = 0x00080100
CODE_VALUES = (CODE_VALUE, 0x00080119, 0x00080120)
"""Code Value, Long Code Value, URN Code Value: one of them is the code."""
CODING_SCHEME, CODE_MEANING = 0x00080102, 0x00080104
FIRST, LAST = CODE_VALUE, 0x00080122
"""All attributes of the macro lie between them."""


def is_coded(element: Element) -> bool:
    """Whether a sequence is a coded value: it has items, and each is a code without anything beside it."""
    return bool(element.items) and all(map(_is_code, element.items or ()))


def coded_text(element: Element, side: Side) -> str:
    """The codes of a coded value: ``Lossy compression (113040, DCM)``, several joined by a semicolon."""
    return "; ".join(_told(item, side) for item in element.items or ())


def _is_code(item: Item) -> bool:
    tags = [element.tag for element in item.elements if not is_noise(element.tag)]
    return any(tag in CODE_VALUES for tag in tags) and all(FIRST <= tag <= LAST for tag in tags)


def _told(item: Item, side: Side) -> str:
    charset = charset_of(item.elements, side.charset)
    found = {element.tag: decode_value(element, charset, little=side.little) for element in item.elements}
    code = next((found[tag] for tag in CODE_VALUES if found.get(tag)), "")
    return f"{found.get(CODE_MEANING, '')} ({code}, {found.get(CODING_SCHEME, '')})".strip()
