"""How characters are lost on the way: as patterns between the text before and the text after."""

import re
import unicodedata
from html.entities import codepoint2name
from urllib.parse import quote

PLACEHOLDERS = "?\ufffd_*#.¿□ "
"""What systems write in place of a character that they cannot store."""
SPELLINGS: dict[str, tuple[str, ...]] = {
    "Ä": ("Ae",), "Ö": ("Oe",), "Ü": ("Ue",), "ä": ("ae",), "ö": ("oe",), "ü": ("ue",), "ß": ("ss", "s", "sz", "b"),
    "Å": ("Aa",), "å": ("aa",), "Æ": ("Ae", "A"), "æ": ("ae", "a"), "Ø": ("Oe", "O"), "ø": ("oe", "o"), "Œ": ("Oe",),
    "œ": ("oe",), "Ł": ("L",), "ł": ("l",), "Đ": ("D", "Dj"), "đ": ("d", "dj"), "Ð": ("D",), "ð": ("d",),
    "Þ": ("Th",), "þ": ("th",), "ı": ("i",), "Ħ": ("H",), "ħ": ("h",), "Ŧ": ("T",), "ŧ": ("t",),
    "‘": ("'",), "’": ("'",), "“": ('"',), "”": ('"',), "„": ('"',), "–": ("-",), "—": ("-", "--"), "…": ("...",),
    "а": ("a",), "б": ("b",), "в": ("v", "w"), "г": ("g", "h"), "д": ("d",), "е": ("e", "ye", "je"),
    "ё": ("e", "yo", "jo", "io"), "ж": ("zh", "z", "j"), "з": ("z",), "и": ("i", "y"), "й": ("y", "j", "i"),
    "к": ("k",), "л": ("l",), "м": ("m",), "н": ("n",), "о": ("o",), "п": ("p",), "р": ("r",), "с": ("s",), "т": ("t",),
    "у": ("u",), "ф": ("f",), "х": ("kh", "h", "x"), "ц": ("ts", "c", "tc"), "ч": ("ch", "c"), "ш": ("sh", "s"),
    "щ": ("shch", "sch", "sc"), "ъ": ("", "ie"), "ы": ("y",), "ь": ("", "'"), "э": ("e",), "ю": ("yu", "iu", "ju"),
    "я": ("ya", "ia", "ja"), "і": ("i",), "ї": ("i", "yi", "ji"), "є": ("ie", "ye", "je"), "ґ": ("g",),
    "α": ("a",), "β": ("v", "b"), "γ": ("g",), "δ": ("d",), "ε": ("e",), "ζ": ("z",), "η": ("i", "e"), "θ": ("th",),
    "ι": ("i",), "κ": ("k",), "λ": ("l",), "μ": ("m",), "ν": ("n",), "ξ": ("x", "ks"), "ο": ("o",), "π": ("p",),
    "ρ": ("r", "rh"), "σ": ("s",), "ς": ("s",), "τ": ("t",), "υ": ("y", "u"), "φ": ("f", "ph"), "χ": ("ch", "h", "x"),
    "ψ": ("ps",), "ω": ("o",),
}  # fmt: skip
"""How letters are written in ASCII when they cannot be written as they are, beyond leaving the accent out."""
UNREADABLE = re.compile("‹[0-9A-F]{2}›|.", re.DOTALL)
SHOWN_CONTROL = re.compile("‹([01][0-9A-F]|7F)›")
ACCENTS = "'`^\"~,"
"""What some converters put in front of a letter in place of its accent."""


def units(text: str, *, sound: bool) -> list[str]:
    """The characters of a text; in one that is not sound, each undecodable byte (``‹84›``) is one unit."""
    return list(text) if sound else UNREADABLE.findall(controls_in_place(text))


def controls_in_place(text: str) -> str:
    """The text with the control characters of ASCII themselves where they stand in brackets (``‹1B›``)."""
    return SHOWN_CONTROL.sub(lambda match: chr(int(match[1], 16)), text)


def is_foreign(unit: str) -> bool:
    return unit > "\x7f"


def placeholder_used(before: list[str], after: str) -> str | None:
    """The sign that stands in place of characters beyond ASCII, where that is all that happened; else ``None``.

    One sign a character, or as many as each run of them had bytes.
    """
    for sign in PLACEHOLDERS:
        if sign in after and (_replaced_each(before, after, sign) or _replaced_runs(before, after, sign)):
            return sign
    return None


def _replaced_each(before: list[str], after: str, sign: str) -> bool:
    if len(before) != len(after):
        return False
    pairs = list(zip(before, after, strict=True))
    changed = [(old, new) for old, new in pairs if old != new]
    return bool(changed) and all(is_foreign(old) and new == sign for old, new in changed)


def _replaced_runs(before: list[str], after: str, sign: str) -> bool:
    marked = "".join("\0" if is_foreign(unit) else unit for unit in before)
    if "\0" not in marked:
        return False
    runs = f"{re.escape(sign)}+"
    return re.sub(runs, sign, re.sub("\0+", sign, marked)) == re.sub(runs, sign, after)


def is_dropped(before: list[str], after: str) -> bool:
    """Whether leaving out characters beyond ASCII, and nothing else, gives the text after.

    With them the delimiters of a name may go that have nothing behind them any more.
    """
    position = 0
    for index, unit in enumerate(before):
        if after.startswith(unit, position):
            position += len(unit)
        elif not is_foreign(unit):
            rest = before[index:]
            return position == len(after) and after.isascii() and all(map(_is_foreign_or_delimiter, rest))
    whole = "".join(before)
    cut = whole.startswith(after) and not after.isascii()  # then only the end is missing
    return position == len(after) and len(after) < len(whole) and not cut


def _is_foreign_or_delimiter(unit: str) -> bool:
    return is_foreign(unit) or unit in "^="


def is_transliterated(before: list[str], after: str) -> bool:
    """Whether respelling letters beyond ASCII in plain ones, and nothing else, gives the text after."""
    # Ä may be Ae or A: where one choice leads into a dead end, the other is taken throughout.
    return any(_respelt(before, after, longest_first=longest) for longest in (True, False))


def _respelt(before: list[str], after: str, *, longest_first: bool) -> bool:
    position, respelt = 0, 0
    for unit in before:
        if after.startswith(unit, position):
            position += len(unit)
            continue
        if not is_foreign(unit):
            return False
        options = sorted(spellings(unit), key=len, reverse=longest_first)
        chosen = next((option for option in options if _stands(option, after, position)), None)
        if chosen is None:
            return False
        position += len(chosen)
        respelt += 1
    return position == len(after) and respelt > 0


def is_stripped(before: str, after: str) -> bool:
    """Whether accents were taken off and what is no ASCII letter then was left out: ``Größe`` becomes ``Groe``."""
    decomposed = unicodedata.normalize("NFKD", before)
    return before != after and decomposed.encode("ascii", "ignore").decode("ascii").rstrip() == after


def is_written_out(before: list[str], after: str) -> bool:
    """Whether characters beyond ASCII stand as references to them (``&#233;``, ``\\u00e9``), all else as before."""
    position, written = 0, 0
    for unit in before:
        if after.startswith(unit, position):
            position += len(unit)
            continue
        found = next((option for option in references(unit) if after.startswith(option, position)), None)
        if not is_foreign(unit) or found is None:
            return False
        position += len(found)
        written += 1
    return position == len(after) and written > 0


def references(character: str) -> list[str]:
    """The ways in which XML, HTML, JSON, Python and URIs write a character by its number or name."""
    number = ord(character[0])
    found = [f"&#{number};", f"&#x{number:X};", f"&#x{number:x};", quote(character)]
    if number in codepoint2name:
        found.append(f"&{codepoint2name[number]};")
    for width, letter in ((2, "x"), (4, "u"), (8, "U")):
        if number < 16**width:
            found += [f"\\{letter}{number:0{width}x}", f"\\{letter}{number:0{width}X}"]
    return found


def is_compatible(before: str, after: str) -> bool:
    """Whether two texts differ only in compatibility forms of characters: half and full width, ligatures."""
    return before != after and unicodedata.normalize("NFKC", before) == unicodedata.normalize("NFKC", after)


def _stands(option: str, after: str, position: int) -> bool:
    found = after[position : position + len(option)]
    # AE for Ä in capitals, but never another case of a single letter.
    return found == option or (len(option) > 1 and option[:1].isupper() and found == option.upper())


def spellings(letter: str) -> set[str]:
    """The ways to write one letter in ASCII."""
    lower = letter.lower()
    found = set(SPELLINGS.get(letter, ()))
    if lower != letter:
        found |= {spelling.capitalize() for spelling in SPELLINGS.get(lower, ())}
    decomposed = unicodedata.normalize("NFKD", letter)
    base = "".join(character for character in decomposed if not unicodedata.combining(character))
    if base and base.isascii():
        found |= {base, *(accent + base for accent in ACCENTS)}
    elif base and base != letter and len(base) == 1:
        found |= spellings(base)
    return found
