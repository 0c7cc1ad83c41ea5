"""Says a condition in plain words: ``Modality is MR and Scanning Sequence contains EP``.

What is said are names of PS3.6, terms of the standard and numbers; never a value of an instance. A clause completes the
sentence "required if …". Negations are carried down to the single tests, where there are words for them.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from validator.engine.standard import iods
from validator.engine.standard.conditions import Reference
from validator.engine.standard.dictionary import lookup, name
from validator.engine.standard.uids import uid

Expression = Sequence[Any]
RECURRING = frozenset((0x0040A010, 0x0040A040, 0x0040A043, 0x0040A160))
"""Attributes of content items, which nest in one another: a condition must say which level it means (PS3.3 C.17.3)."""
OPPOSITES = {"=": "!=", "!=": "=", ">": "<=", ">=": "<", "<": ">=", "<=": ">"}
COMPARED = {"=": "", "!=": "not ", ">": "greater than ", ">=": "at least ", "<": "less than ", "<=": "at most "}


class _Shared(NamedTuple):
    """A test that several attributes can share one verb for: ``A and B are absent``."""

    name: str
    within: str
    """The sequences that lead to it."""
    singular: str
    plural: str


def clause(expression: Expression) -> str:
    """When it holds, to follow "required if"."""
    return _said(_carried(expression, negated=False), nested=False)


def otherwise(condition: iods.Condition) -> str:
    """Whether it may be there when the condition does not hold; empty where that cannot be told either."""
    required, alternative = condition
    if required[0] == "never":
        return _allowed(alternative, "")
    if required[0] == "always" or (alternative[0] in ("never", "silent") and not _is_decidable(required)):
        return ""
    return _allowed(alternative, " otherwise")


def sentence(condition: iods.Condition) -> str:
    """The whole condition: ``Required if Modality is MR. Must not be present otherwise.``"""
    required, rest = condition.required, otherwise(condition)
    rest = f"{rest[0].upper()}{rest[1:]}." if rest else ""
    if required[0] == "never":
        return rest
    if required[0] == "always":
        return "Required."
    return f"Required if {clause(required)}. {rest}".rstrip()


def listed(words: Iterable[str], conjunction: str) -> str:
    """``A, B or C``"""
    *first, last = words
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def _allowed(alternative: Expression, otherwise_: str) -> str:
    if alternative[0] == "always":
        return f"may be present{otherwise_}"
    if alternative[0] in ("never", "silent"):
        return f"must not be present{otherwise_}"
    return f"may be present{otherwise_} only if {clause(alternative)}"


def _is_decidable(expression: Expression) -> bool:
    if expression[0] in ("all", "any", "not"):
        return any(_is_decidable(part) for part in expression[1:])
    return bool(expression[0] != "unknown")


def _carried(expression: Expression, *, negated: bool) -> Expression:
    """The same condition with ``not`` before single tests only, and no list of one or within its like."""
    word = expression[0]
    if word == "not":
        return _carried(expression[1], negated=not negated)
    if word in ("all", "any"):
        joint = {"all": "any", "any": "all"}[word] if negated else word
        parts: list[Expression] = []
        for part in expression[1:]:
            carried = _carried(part, negated=negated)
            parts.extend(carried[1:] if carried[0] == joint else [carried])
        return parts[0] if len(parts) == 1 else [joint, *parts]
    if not negated:
        return expression
    if word == "is":
        return ["is-not", *expression[1:]]
    if word == "is-not":
        return ["is", *expression[1:]]
    if word in ("always", "never"):
        return ["never" if word == "always" else "always"]
    if word in ("items", "values") or (word == "number" and expression[2] in ("=", "!=")):
        return [word, expression[1], OPPOSITES[expression[2]], expression[3]]
    return ["not", expression]


def _said(expression: Expression, *, nested: bool) -> str:
    if expression[0] not in ("all", "any"):
        return _test(expression)
    both = expression[0] == "all"
    said = list(dict.fromkeys(_parts(expression[1:], both=both)))
    word = "and" if both else "or"
    if len(said) == 1:
        return said[0]
    before = "" if not nested else "either " if not both else "both " if len(said) == 2 else "all of "
    if any(" or " in part or " and " in part for part in said):
        has_lists = any(", " in part for part in said)
        comma = ";" if not nested and has_lists and (len(said) > 2 or not both) else ","
        return f"{before}{(comma + ' ').join(said[:-1])}{comma} {word} {said[-1]}"
    return before + listed(said, word)


def _parts(parts: Sequence[Expression], *, both: bool) -> list[str]:
    """What each part says; tests that several attributes share are said once."""
    rest = list(parts)
    said: list[str] = []
    while rest:
        part = rest.pop(0)
        exception = next((other for other in rest if both and _is_exception(part, other)), None)
        alike = [other for other in rest if _is_alike(part, other)]
        if exception is not None:
            rest.remove(exception)
            said.append(f"{_subject(part[1])} has a value other than {_terms(exception[3])}")
        elif alike:
            rest = [other for other in rest if other not in alike]
            said.append(_together([_shared(each) for each in (part, *alike)], both=both))
        else:
            said.append(_said(part, nested=True))
    return said


def _is_exception(part: Expression, other: Expression) -> bool:
    """Whether two parts say together that an attribute holds something else than a term."""
    return bool(part[0] == "filled" and other[0] == "is-not" and part[1] == other[1] and not other[2])


def _is_alike(part: Expression, other: Expression) -> bool:
    first, second = _bare(part), _bare(other)
    shareable = first[0] in ("present", "filled") and first[0] == second[0] and part[0] == other[0]
    return bool(shareable and _shared(part).singular == _shared(other).singular)


def _bare(part: Expression) -> Expression:
    inner: Expression = part[1] if part[0] == "not" else part
    return inner


def _together(tests: Sequence[_Shared], *, both: bool) -> str:
    """``A, B or C in S is present``; attributes of one sequence, or the same of several, are named together."""
    word = "and" if both else "or"
    names: dict[str, list[str]] = {}
    for test in dict.fromkeys(tests):
        names.setdefault(test.within, []).append(test.name)
    places: dict[tuple[str, ...], list[str]] = {}
    for within, named in names.items():
        places.setdefault(tuple(named), []).append(within)
    subjects = [f"{listed(named, word)}{_listed_places(held, word)}" for named, held in places.items()]
    joined = f", {word} ".join(subjects) if any(" in " in subject for subject in subjects) else listed(subjects, word)
    return f"{joined} {tests[0].plural if both and len(set(tests)) > 1 else tests[0].singular}"


def _listed_places(held: Sequence[str], word: str) -> str:
    """The sequences that the same attributes are looked for in: ``in S or T``."""
    if not any(held):
        return ""
    return f" in {listed((within.removeprefix(' in ') or 'the same item' for within in held), word)}"


def _shared(part: Expression) -> _Shared:
    test = _bare(part)
    named, within, negated = _named(test[1]), _within(test[1]), part[0] == "not"
    if test[0] == "present":
        word = "absent" if negated else "present"
        return _Shared(named, within, f"is {word}", f"are {word}")
    noun = "item" if _is_sequence(test[1]) else "value"
    article = "no" if negated else "an" if noun == "item" else "a"
    return _Shared(named, within, f"has {article} {noun}", f"have {'no ' if negated else ''}{noun}s")


def _test(expression: Expression) -> str:
    negated = expression[0] == "not"
    test = _bare(expression)
    if test[0] in ("present", "filled"):
        shared = _shared(expression)
        return f"{shared.name}{shared.within} {shared.singular}"
    return _WORDS[test[0]](test, negated)


def _is(test: Expression, _: bool) -> str:
    word, reference, position, terms = test
    negated = word == "is-not"
    subject = _subject(reference, position)
    if not position and _is_multiple(reference):
        return f"{subject} {'does not contain' if negated else 'contains'} {_terms(terms)}"
    if not negated:
        return f"{subject} is {_terms(terms)}"
    if len(terms) == 1:
        return f"{subject} is not {_terms(terms)}"
    if len(terms) == 2:
        return f"{subject} is neither {_terms(terms, 'nor')}"
    return f"{subject} is none of {_terms(terms)}"


def _number(test: Expression, negated: bool) -> str:
    _, reference, comparison, bound = test
    return f"{_subject(reference)} is {'not ' if negated else ''}{COMPARED[comparison]}{bound}"


def _amount(test: Expression, _: bool) -> str:
    word, reference, comparison, bound = test
    noun = word.removesuffix("s")
    if (comparison, bound) in (("=", 0), ("<", 1), ("<=", 0)):
        count = f"no {noun}"
    elif (comparison, bound) in ((">", 0), (">=", 1), ("!=", 0)):
        count = f"{'an' if noun == 'item' else 'a'} {noun}"
    else:
        amounts = {"=": "exactly ", "!=": "another number than ", ">": "more than ", "<": "fewer than "}
        count = f"{amounts.get(comparison, COMPARED[comparison])}{bound} {noun}{'' if bound == 1 else 's'}"
    return f"{_subject(reference)} has {count}"


def _code(test: Expression, negated: bool) -> str:
    codes = listed((f"({value}, {scheme})" for value, scheme in test[2]), "or")
    return f"{_subject(test[1])} {'does not hold' if negated else 'holds'} the code {codes}"


def _iod(test: Expression, negated: bool) -> str:
    names = [found.name if (found := iods.iod(key)) else key for key in test[1]]
    return f"the IOD is {'not ' if negated else ''}{listed(names, 'or')}"


def _class(test: Expression, negated: bool) -> str:
    return f"the SOP Class is {'not ' if negated else ''}{_terms(test[1])}"


def _module(test: Expression, negated: bool) -> str:
    names = listed((iods.module_name(key) or key for key in test[1]), "or")
    return f"the {names} module is {'not ' if negated else ''}in use"


def _subject(reference: Reference, position: int = 0) -> str:
    """The attribute, with the sequences that lead to it: ``Code Value in Anatomic Region Sequence``."""
    return f"{_named(reference)}{f' value {position}' if position else ''}{_within(reference)}"


def _named(reference: Reference) -> str:
    return name(reference[-1])


def _within(reference: Reference) -> str:
    up, *path, tag = reference
    above = "" if up < 1 or tag not in RECURRING else " one level up" if up == 1 else f" {up} levels up"
    return "".join(f" in {name(sequence)}" for sequence in reversed(path)) + above


def _terms(terms: Sequence[str], conjunction: str = "or") -> str:
    """``EP or SE``; well-known UIDs by their names."""
    return listed((entry.name if (entry := uid(term)) else term for term in terms), conjunction)


def _is_multiple(reference: Reference) -> bool:
    entry = lookup(reference[-1])
    return entry is not None and entry.vm != "1"


def _is_sequence(reference: Reference) -> bool:
    entry = lookup(reference[-1])
    return entry is not None and entry.vr == "SQ"


_WORDS: dict[str, Callable[[Expression, bool], str]] = {
    "is": _is,
    "is-not": _is,
    "number": _number,
    "items": _amount,
    "values": _amount,
    "code": _code,
    "iod": _iod,
    "class": _class,
    "module": _module,
    "cites": lambda _, negated: f"{'no ' if negated else ''}other instances are referenced",
    "encapsulated": lambda _, negated: f"the pixel data are {'not ' if negated else ''}encapsulated",
    "unknown": lambda test, negated: f"it is not so that {test[1]}" if negated else str(test[1]),
    "always": lambda _, __: "always",
    "never": lambda _, __: "never",
}
