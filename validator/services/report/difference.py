"""What differs inside a value, as pieces that a page can mark.

Pure text in, plain pieces out: nothing here knows HTML. Every piece is already visible text, so that a control
character, an undecodable byte or a direction override can neither hide nor act.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import NamedTuple

LONGEST_COMPARED = 600
"""Characters of a value that are aligned; alignment is quadratic, and nobody reads more in a cell."""
ALIKE = 0.4
"""Values that share less than this part of their text were replaced: nothing inside them is worth marking."""
LONGEST_WHOLE_WORD = 4
"""A replaced word up to this long is marked whole: ``ISO_IR 192`` reads better than ``ISO_IR 1`` and ``92``."""
SHORTEST_BLOCK = 6
"""Characters that stayed side by side, from which on they are worth showing as kept."""
WORD = re.compile(r"\d+|[^\W\d_]+|.", re.DOTALL)
UNREADABLE = re.compile(r"(‹(?:U\+)?[0-9A-F]{2,6}›|[␀-␡])")
"""What stands for a byte that is no character, and for a character that would not show."""
LONGEST_UID = 24
"""Characters of a UID that a cell shows; the rest is left out in its middle."""
LONG_UID = re.compile(r"(?=.{20})[0-2](\.\d+){2,}")
LONGEST_TAIL, SHORT_TAIL = 12, 8
"""A last component up to this long is shown whole, of a longer one only so many digits."""
MISREAD = frozenset(
    {"charset.reinterpreted", "charset.double-encoded", "charset.mojibake", "charset.question-marks",
     "charset.truncated-mid-character", "charset.escapes-lost"}
)  # fmt: skip
"""Kinds after which a text reads wrongly: what is wrong is marked, rather than shown as an edit."""


class Piece(NamedTuple):
    """A run of a value that is marked in one way."""

    mark: str
    """``""`` unchanged, ``"del"``, ``"ins"``, ``"mark"`` (misread), ``"strong"``, ``"control"`` or
    ``"none"`` (words that stand for a missing value)."""
    text: str


class Run(NamedTuple):
    """What stands at one place before and after; both the same where nothing changed."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        return self.old == self.new


def difference(before: str, after: str, *, kind: str) -> tuple[Piece, ...]:
    """The later value with what was taken out and put in, or the later value plain where it was replaced whole."""
    before, after = before[:LONGEST_COMPARED], after[:LONGEST_COMPARED]
    if kind.startswith(("uid.", "reference.", "sop-class.")):
        return uid_pieces(after)
    if kind in MISREAD:
        runs = _letters(before, after)
        return visible_pieces([Piece("" if run.same else "mark", run.new or "…") for run in runs])
    runs = _runs(before, after)
    if not _is_alike(runs, before, after, kind=kind):
        return visible_pieces([Piece("", after)])
    return visible_pieces([piece for run in runs for piece in _edited(run)])


def both_sides(before: str, after: str, *, kind: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both values whole, each with what only it has: taken out on the left, put in on the right.

    Where nothing stayed there is nothing to mark: the whole values tell it.
    """
    runs, marks = _told_apart(before, after, kind=kind)
    if len(runs) == 1:
        marks = ("", "")
    left = [Piece("" if run.same else marks[0], run.old) for run in runs]
    right = [Piece("" if run.same else marks[1], run.new) for run in runs]
    return visible_pieces(left), visible_pieces(right)


def inline(before: str, after: str, *, kind: str) -> tuple[Piece, ...]:
    """Both values as one text: what was taken out, and behind it what was put in."""
    runs, marks = _told_apart(before, after, kind=kind)
    edit = "del", "mark" if marks[1] == "mark" else "ins"
    pieces = [
        Piece("" if run.same else mark, text)
        for run in runs
        for mark, text in zip(edit, (run.old,) if run.same else (run.old, run.new), strict=False)
    ]
    return visible_pieces(pieces)


def _told_apart(before: str, after: str, *, kind: str) -> tuple[list[Run], tuple[str, str]]:
    """What stayed and what did not, and how the latter is marked on both sides."""
    before, after = before[:LONGEST_COMPARED], after[:LONGEST_COMPARED]
    if before == after:
        return [Run(before, after)], ("", "")
    if kind in MISREAD:
        return _letters(before, after), ("", "mark")
    if kind.startswith(("uid.", "reference.", "sop-class.")) or (
        LONG_UID.fullmatch(before) and LONG_UID.fullmatch(after)
    ):
        at = _shared(list(before), list(after))
        return [Run(before[:at], before[:at]), Run(before[at:], after[at:])], ("strong", "strong")
    runs = _runs(before, after)
    return (runs if _is_alike(runs, before, after, kind=kind) else [Run(before, after)]), ("del", "ins")


def _is_alike(runs: list[Run], before: str, after: str, *, kind: str) -> bool:
    """Whether enough stayed that marking what did not is worth reading."""
    kept = sum(len(run.new) for run in runs if run.same)
    grew = bool(kept) and _one_sided(runs) and kind != "value.replaced"
    return grew or kept >= ALIKE * max(len(before), len(after))


def _edited(run: Run) -> list[Piece]:
    if run.same:
        return [Piece("", run.new)]
    return [Piece(mark, text) for mark, text in (("del", run.old), ("ins", run.new)) if text]


def uid_pieces(uid: str) -> tuple[Piece, ...]:
    """A UID shortened in its middle, with the end of it that tells two apart in bold."""
    last = uid.rpartition(".")[2]
    if last == uid:
        return visible_pieces([Piece("", uid)])
    tail = last if len(last) <= LONGEST_TAIL else last[-SHORT_TAIL:]
    head = uid[: -len(tail)]
    if len(uid) > LONGEST_UID:
        head = head[: LONGEST_UID - len(tail) - 1]
        if tail == last:
            head = head.rpartition(".")[0] + "."
        head += "…"
    return visible_pieces([Piece("", head), Piece("strong", tail)])


def visible_pieces(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The same pieces with every character that would not show, or would act, replaced by one that shows."""
    shown: list[Piece] = []
    for mark, text in pieces:
        for part in UNREADABLE.split(visible(text)):
            this = Piece(mark or ("control" if UNREADABLE.fullmatch(part) else ""), part)
            if shown and shown[-1].mark == this.mark:
                shown[-1] = Piece(this.mark, shown[-1].text + this.text)
            elif part:
                shown.append(this)
    return tuple(shown)


def visible(text: str) -> str:
    """The text with every character that would not show, or would act, replaced by one that shows."""
    return "".join(_symbol(character) or character for character in text)


def _symbol(character: str) -> str | None:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0xDC80 <= code <= 0xDCFF:
        return f"‹{code - 0xDC00:02X}›"
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return f"‹U+{code:04X}›"
    return None


def _runs(before: str, after: str) -> list[Run]:
    """Character by character where that leaves long runs; else word by word, so that words stay readable."""
    letters = _letters(before, after)
    if _one_sided(letters) or _one_block(letters):
        return letters
    return [part for run in _aligned(_words(before), _words(after)) for part in _narrowed(run)]


def _one_sided(runs: list[Run]) -> bool:
    """Whether the value only gained, or only lost."""
    changed = [run for run in runs if not run.same]
    return not any(run.old for run in changed) or not any(run.new for run in changed)


def _one_block(runs: list[Run]) -> bool:
    """Whether one long piece stayed in the middle: something was put in front and the rest cut off."""
    return len(runs) == 3 and runs[1].same and len(runs[1].new) >= SHORTEST_BLOCK


def _letters(before: str, after: str) -> list[Run]:
    return _aligned(_clusters(before), _clusters(after))


def _aligned(before: list[str], after: list[str]) -> list[Run]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [Run("".join(before[i:j]), "".join(after[k:m])) for _, i, j, k, m in matcher.get_opcodes()]


def _narrowed(run: Run) -> list[Run]:
    """A replaced word without the start and end that both sides share, where it is long enough to read on."""
    old, new = _clusters(run.old), _clusters(run.new)
    if run.same or min(len(old), len(new)) <= LONGEST_WHOLE_WORD:
        return [run]
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    parts = (
        Run("".join(old[:start]), "".join(new[:start])),
        Run("".join(old[start : len(old) - end]), "".join(new[start : len(new) - end])),
        Run("".join(old[len(old) - end :]), "".join(new[len(new) - end :])),
    )
    return [part for part in parts if part.old or part.new]


def _shared(old: list[str], new: list[str]) -> int:
    """How many parts both have in common from the start."""
    differ = (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    return next(differ, min(len(old), len(new)))


def _clusters(text: str) -> list[str]:
    """Characters with their combining marks: half a character is never marked."""
    return _joined(list(text))


def _words(text: str) -> list[str]:
    return _joined(WORD.findall(text))


def _joined(parts: list[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if joined and unicodedata.combining(part[0]):
            joined[-1] += part
        else:
            joined.append(part)
    return joined
