"""The language in which the overlays write conditions, and its translation into the data that the engine evaluates.

    Modality is MR and ScanningSequence is EP|SE ; else forbidden

A condition says when an attribute (of Type 1C or 2C), a module or a functional group is required, and after ``; else``
whether it may be there otherwise: ``allowed``, ``forbidden``, or another expression. Nothing stands for a text that is
silent: PS3.5 7.4.2 forbids the attribute then, but few heed it, so it is told apart from what is forbidden in words.

    expression  any ``and`` / ``or`` / ``not`` of tests, with brackets
    tests       present(REF)  absent(REF)          the element is there, with a value or without; or is not
                filled(REF)                        it is there and holds a value or an item
                REF is A|B|"C D"                   one of its values is one of these; never true of an absent attribute
                REF[2] is A|B                      its second value is
                REF is not A|B                     it has values and none is one of these; unknown where it is absent
                REF > 1   REF >= 1  REF < 1  REF <= 1  REF = 1  REF != 1      its first number; false where it is absent
                items(REF) > 1                     the number of items of a sequence; 0 where it is absent
                values(REF) > 1                    the number of values; 0 where it is absent
                REF code is 121058^DCM|113000^DCM  the code of an item of a code sequence
                iod is ct-image|mr-image           the IOD of the instance, by its key in the tables
                class is CTImageStorage|…          the SOP Class, by its keyword in PS3.6
                module is contrast-bolus           a module is in use in this instance
                encapsulated                       pixel data are encapsulated
                cites                              other instances are referenced, outside the lists of references
                unknown "the body part is paired"  what no machine can tell, in a few words of ours that complete
                                                   the sentence "required if …"
                always   never

    REF         a keyword, or a path of keywords through the first items: PatientSex,
                AnatomicRegionSequence.CodeValue. It is looked for where the conditioned attribute stands, then in the
                levels around it, whose tables decide where it belongs. ``root:Modality`` is the top of the data set,
                ``parent:ValueType`` the level around, ``here:CodeValue`` this level and no other, ``frame:FrameType``
                a functional group of the same frame (its own, else the shared one).

Translated, a condition is nested lists, with keywords still in place of tags: the builder resolves them.
"""

import re
from typing import Any, NamedTuple

Expression = list[Any]
TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*")
          |(?P<number>-?\d+(?:\.\d+)?(?![\w.^|-]))
          |(?P<operator>>=|<=|!=|[=<>()\[\]|])
          |(?P<word>[A-Za-z0-9_.:^/+\-*]+))""",
    re.VERBOSE,
)
COMPARISONS = {"=", "!=", ">", ">=", "<", "<="}
ABOUT_AN_ATTRIBUTE = {"present", "filled", "items", "values", "is", "is-not", "number", "code"}
PLACES = ("root", "parent", "here", "frame")


class GrammarError(Exception):
    """An overlay says something that is no condition."""


class Condition(NamedTuple):
    """When something is required, and whether it may be there otherwise."""

    required: Expression
    otherwise: Expression
    """``["always"]`` where it may, ``["never"]`` where it may not, ``["silent"]`` where nothing is said."""


def parse(text: str) -> Condition:
    """Translate a line of an overlay; raises ``GrammarError`` with the place."""
    required, _, otherwise = text.partition(";")
    otherwise = otherwise.strip()
    if otherwise and not otherwise.startswith("else "):
        raise GrammarError(f"after ';' stands 'else': {text}")
    rest = otherwise.removeprefix("else").strip()
    words = {"allowed": ["always"], "forbidden": ["never"], "": ["silent"]}
    return Condition(_Reader(required).whole(), words[rest] if rest in words else _Reader(rest).whole())


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while text[at:].strip():
            match = TOKEN.match(text, at)
            if match is None:
                raise GrammarError(f"cannot read {text[at:]!r} in {text!r}")
            self.tokens.append((str(match.lastgroup), match[match.lastgroup or 0]))
            at = match.end()
        self.at = 0

    def whole(self) -> Expression:
        expression = self._either()
        if self.at < len(self.tokens):
            raise self._error("nothing more")
        return expression

    def _either(self) -> Expression:
        parts = [self._both()]
        while self._takes("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else ["any", *parts]

    def _both(self) -> Expression:
        parts = [self._negated()]
        while self._takes("and"):
            parts.append(self._negated())
        return parts[0] if len(parts) == 1 else ["all", *parts]

    def _negated(self) -> Expression:
        if self._takes("not"):
            return ["not", self._negated()]
        if self._takes("("):
            inner = self._either()
            self._expect(")")
            return inner
        return self._test()

    def _test(self) -> Expression:
        word = self._word()
        if word in ("always", "never", "encapsulated", "cites"):
            return [word]
        if word == "unknown":
            return ["unknown", self._value()]
        if word in ("present", "absent", "filled"):
            reference = self._bracketed()
            return ["not", ["present", reference]] if word == "absent" else [word, reference]
        if word in ("items", "values"):
            reference = self._bracketed()
            return [word, reference, self._comparison(), self._number()]
        if word in ("iod", "class", "module"):
            self._expect("is")
            negated = self._takes("not")
            test = [word, self._choices()]
            return ["not", test] if negated else test
        return self._about(_reference(word))

    def _about(self, reference: list[str]) -> Expression:
        if self._takes("code"):
            self._expect("is")
            negated = self._takes("not")
            codes = [choice.split("^", 1) for choice in self._choices()]
            if any(len(code) != 2 for code in codes):
                raise self._error("codes as VALUE^SCHEME")
            return ["not", ["code", reference, codes]] if negated else ["code", reference, codes]
        position = 0
        if self._takes("["):
            position = int(self._number())
            self._expect("]")
        if self._takes("is"):
            return ["is-not" if self._takes("not") else "is", reference, position, self._choices()]
        return ["number", reference, self._comparison(), self._number()]

    def _choices(self) -> list[str]:
        choices = [self._value()]
        while self._takes("|"):
            choices.append(self._value())
        return choices

    def _value(self) -> str:
        kind, token = self._next("a value")
        if kind == "operator":
            raise self._error("a value")
        return token.strip('"')

    def _bracketed(self) -> list[str]:
        self._expect("(")
        reference = _reference(self._word())
        self._expect(")")
        return reference

    def _comparison(self) -> str:
        _, token = self._next("a comparison")
        if token not in COMPARISONS:
            raise self._error("a comparison")
        return token

    def _number(self) -> float:
        kind, token = self._next("a number")
        if kind != "number":
            raise self._error("a number")
        return float(token) if "." in token else int(token)

    def _word(self) -> str:
        kind, token = self._next("a word")
        if kind != "word":
            raise self._error("a word")
        return token

    def _takes(self, token: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] in (("word", token), ("operator", token)):
            self.at += 1
            return True
        return False

    def _expect(self, token: str) -> None:
        if not self._takes(token):
            raise self._error(repr(token))

    def _next(self, wanted: str) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise self._error(wanted)
        self.at += 1
        return self.tokens[self.at - 1]

    def _error(self, wanted: str) -> GrammarError:
        return GrammarError(f"{wanted} expected at token {self.at} of {self.text!r}")


def _reference(word: str) -> list[str]:
    """``root:A.B`` as ``["root", "A", "B"]``; the place is empty where the tables decide."""
    place, colon, path = word.rpartition(":")
    if colon and place not in PLACES:
        raise GrammarError(f"no such place: {place}")
    return [place, *path.split(".")]


def keywords(expression: Expression, place: str | None = None) -> set[str]:
    """Every keyword that an expression names; of references to a place (``here``), the first of each."""
    if expression[0] in ("all", "any", "not"):
        return set().union(*(keywords(part, place) for part in expression[1:]))
    if expression[0] not in ABOUT_AN_ATTRIBUTE:
        return set()
    if place is None:
        return set(expression[1][1:])
    return {expression[1][1]} if expression[1][0] == place else set()
