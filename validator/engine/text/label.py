"""Specific Character Set (0008,0005): what its values say, mean and get wrong (PS3.3 C.12.1.1.2)."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from validator.engine.model import Element
from validator.engine.text.repertoires import IR_6, REPERTOIRES, CodeSet, Repertoire
from validator.engine.text.terms import LabelProblem, LabelProblemKind, term_of, understand

SPECIFIC_CHARACTER_SET = 0x00080005


class CharacterSet(NamedTuple):
    """A parsed Specific Character Set: how the texts under it are to be read.

    Two are equal when every text reads the same under both, however they are spelt.
    """

    coding: str
    """The sets in force and those declared, by name: the one thing that decides how bytes read."""
    label: tuple[str, ...]
    """The values as written, without padding; empty where the attribute is absent."""
    terms: tuple[str, ...]
    """The values as understood, defined terms only; ``""`` is the default repertoire."""
    problems: tuple[LabelProblem, ...]
    codec: str
    """Of an encoding that stands alone (``utf-8``, ``gb18030``, ``gbk``); else empty."""
    lower: CodeSet
    """G0 at the start of each value and after each delimiter."""
    upper: CodeSet | None
    """G1 at the start of each value and after each delimiter."""
    declared: frozenset[CodeSet]
    """What escape sequences may designate; empty where code extension is not announced."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CharacterSet) and self.coding == other.coding

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.coding)

    @property
    def extended(self) -> bool:
        """Whether escape sequences are announced (PS3.5 6.1.2.4)."""
        return bool(self.declared)

    @property
    def text(self) -> str:
        """The label as one string: ``\\ISO 2022 IR 87``; empty where it is absent or empty."""
        return "\\".join(self.label)

    def __str__(self) -> str:
        """The label as it is understood, in defined terms: fit for messages whatever a file says."""
        return "\\".join(self.terms) or "the default repertoire"


@lru_cache(maxsize=1024)
def character_set(values: tuple[str, ...]) -> CharacterSet:
    """Parse the values of Specific Character Set; an empty tuple stands for an absent attribute.

    What cannot be understood is read as the default repertoire and listed among the problems: a label never
    raises, and an absent or unknown one is never taken for Latin-1.
    """
    label = tuple(value.strip(" \0") for value in values)
    if not any(label):
        return CharacterSet(IR_6.name + "/", label[:1], ("",) * len(label[:1]), (), "", IR_6, None, frozenset())
    problems: list[LabelProblem] = []
    repertoires: list[Repertoire] = []
    numbers: list[str] = []
    alone = len(label) == 1
    for position, value in enumerate(label):
        if value:
            number, wrong = understand(value, alone=alone)
        else:
            number, wrong = "6", [LabelProblem(LabelProblemKind.EMPTY_LATER, value)] if position else []
        problems += wrong
        if number is None:
            number = "6"
        elif number in numbers and value:
            problems.append(LabelProblem(LabelProblemKind.REPEATED, value))
        elif REPERTOIRES[number].multibyte and position == 0:
            problems = [problem for problem in problems if problem.kind is not LabelProblemKind.FORM]
            problems.append(LabelProblem(LabelProblemKind.MULTIBYTE_FIRST, value, f"\\ISO 2022 IR {number}"))
        numbers.append(number)
        repertoires.append(REPERTOIRES[number])
    problems += [
        LabelProblem(LabelProblemKind.NOT_ALONE, value)
        for value, repertoire in zip(label, repertoires, strict=True)
        if not alone and not repertoire.extends
    ]
    return _assemble(label, numbers, repertoires, tuple(problems))


def _assemble(
    label: tuple[str, ...],
    numbers: Sequence[str],
    repertoires: Sequence[Repertoire],
    problems: tuple[LabelProblem, ...],
) -> CharacterSet:
    first = repertoires[0]
    alone = len(label) == 1
    terms = tuple(term_of(number, alone=alone) if value else "" for number, value in zip(numbers, label, strict=True))
    if not first.extends:
        return CharacterSet(first.codec, label, terms, problems, first.codec, IR_6, None, frozenset())
    halves = {code_set.half: code_set for code_set in first.sets}
    # Of a misplaced two-byte set only G1 can be in force from the start: G0 must be able to write the delimiters.
    lower = halves.get(0, IR_6)
    lower = lower if lower.width == 1 else IR_6
    extended = not alone or first.multibyte or (alone and label[0].upper().startswith("ISO 2022"))
    declared = {code_set for repertoire in repertoires for code_set in repertoire.sets} | {IR_6} if extended else ()
    upper = halves.get(1)
    coding = "/".join([lower.name, upper.name if upper else "", *sorted(code_set.name for code_set in declared)])
    return CharacterSet(coding, label, terms, problems, "", lower, upper, frozenset(declared))


DEFAULT = character_set(())
"""No label: the default repertoire."""


def label_of(element: Element) -> tuple[str, ...]:
    """The values of a Specific Character Set element, without padding."""
    return tuple(value.strip(" \0") for value in (element.value or b"").decode("latin-1").split("\\"))


def charset_of(elements: Iterable[Element], inherited: CharacterSet = DEFAULT) -> CharacterSet:
    """The character set in force in a data set or item: its own where it has one, else its parent's.

    ``elements`` are those of one level, in file order. An attribute that is there but empty means the default
    repertoire (PS3.5 7.5.3, PS3.3 C.12.1.1.2).
    """
    for element in elements:
        if element.tag == SPECIFIC_CHARACTER_SET:
            return character_set(label_of(element))
    return inherited
