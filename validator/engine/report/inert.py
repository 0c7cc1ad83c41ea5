r"""Text from files made harmless where it is shown: what a value contains is never obeyed.

Control characters, the invisible ones that turn the direction of writing around, and lone surrogates are written as
escapes (``\x1b``, ``\u202e``): a terminal does not obey them, XML may not contain them, and a reader sees them.
"""

import re

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
"""How a cell begins that a spreadsheet calculates; white space in front does not stop it."""


def visible(text: str) -> str:
    """The text with every character escaped that would do something instead of being seen."""
    # All that is unsafe is not printable; most texts are.
    return text if text.isprintable() else UNSAFE.sub(_escape, text)


def cell(text: str) -> str:
    """The text as a CSV cell that no spreadsheet takes for a formula: an apostrophe stands before one."""
    return ("'" if FORMULA.match(text) else "") + visible(text)


def markup(text: str) -> str:
    """The text as character data or a quoted attribute of HTML and XML."""
    import html

    return html.escape(visible(text))


def _escape(match: re.Match[str]) -> str:
    point = ord(match[0])
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}"
