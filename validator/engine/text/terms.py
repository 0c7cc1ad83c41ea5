"""The terms of Specific Character Set: which repertoire each names, and how they are misspelt (PS3.3 C.12.1.1.2)."""

import re
from enum import StrEnum
from typing import NamedTuple

from validator.engine.text.repertoires import EXTENDED_TERMS, REPERTOIRES, SINGLE_TERMS


class LabelProblemKind(StrEnum):
    """What can be wrong with the values of Specific Character Set."""

    UNKNOWN = "unknown"
    """The value names nothing that DICOM knows; it is read as the default repertoire."""
    MISSPELT = "misspelt"
    """No defined term, but it is plain which one is meant."""
    DEFAULT_NAMED = "default-named"
    """``ISO_IR 6`` names the default repertoire, which has no term without code extension: leave the attribute out."""
    NOT_ALONE = "not-alone"
    """UTF-8, GB18030 and GBK must be the only value."""
    FORM = "form"
    """``ISO_IR`` among several values, or ``ISO 2022 IR`` as the only one."""
    MULTIBYTE_FIRST = "multibyte-first"
    """A set of two bytes a character may stand from value 2 on only."""
    REPEATED = "repeated"
    EMPTY_LATER = "empty-later"
    """Only value 1 may be empty."""


class LabelProblem(NamedTuple):
    """One thing wrong with one value of Specific Character Set."""

    kind: LabelProblemKind
    value: str
    """As written."""
    meant: str = ""
    """The defined term to write instead, where that is plain."""


ALIASES = {
    "UTF8": "192", "UNICODE": "192", "ISO10646": "192", "10646": "192", "UNICODE11UTF8": "192",
    "ASCII": "6", "USASCII": "6", "ISO646": "6", "646": "6", "NONE": "6",
    "LATIN1": "100", "88591": "100", "LATIN2": "101", "88592": "101", "LATIN3": "109", "88593": "109",
    "LATIN4": "110", "88594": "110", "88595": "144", "88596": "127", "88597": "126", "88598": "138",
    "LATIN5": "148", "88599": "148", "LATIN9": "203", "885915": "203", "885911": "166", "TIS620": "166",
    "GB18030": "GB18030", "18030": "GB18030", "GBK": "GBK", "CP936": "GBK", "GB2312": "GBK",
    "14": "13", "JISX0201": "13", "JISX0208": "87", "JISX0212": "159", "KSX1001": "149", "EUCKR": "149",
}  # fmt: skip
"""Names seen in the wild, by their letters and digits, and the repertoire they mean."""


def meant(value: str) -> str | None:
    """The repertoire that a value which is no defined term means."""
    letters = re.sub(r"[^A-Z0-9]", "", value.upper())
    bare = re.sub(r"^IR", "", re.sub(r"^ISO2022|^ISO(?=IR|8859|10646|646)", "", letters))
    return bare if bare in REPERTOIRES else ALIASES.get(bare)


def understand(value: str, *, alone: bool) -> tuple[str | None, list[LabelProblem]]:
    """The repertoire that one value names (``None``: nothing known) and what is wrong with its spelling."""
    if value in EXTENDED_TERMS:
        number = EXTENDED_TERMS[value]
        proper = term_of(number, alone=alone)
        problem = [LabelProblem(LabelProblemKind.FORM, value, proper)] if alone and proper != value else []
        return number, problem
    if value in SINGLE_TERMS:
        number = SINGLE_TERMS[value]
        if alone and number == "6":
            return number, [LabelProblem(LabelProblemKind.DEFAULT_NAMED, value)]
        if alone or not REPERTOIRES[number].extends:
            return number, []
        return number, [LabelProblem(LabelProblemKind.FORM, value, term_of(number, alone=False))]
    found = meant(value)
    if found is None:
        return None, [LabelProblem(LabelProblemKind.UNKNOWN, value)]
    return found, [LabelProblem(LabelProblemKind.MISSPELT, value, term_of(found, alone=alone))]


def term_of(number: str, *, alone: bool) -> str:
    """The defined term of a repertoire where it is the only value, or one of several."""
    repertoire = REPERTOIRES[number]
    if not repertoire.extends and not number.isdigit():
        return number
    if repertoire.extends and (not alone or repertoire.multibyte):
        return f"ISO 2022 IR {number}"
    return "" if number == "6" else f"ISO_IR {number}"
