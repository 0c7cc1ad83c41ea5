"""``charset.*`` and ``encoding.charset``: what happened to a text and to its label, proven on the bytes.

How to call it, in the order of CHANGES "Which kind, when several fit":

1. For (0008,0005) itself: ``name_label(before, after, texts)`` with the values of the label (``None``: absent) and
   the pairs of texts which it governs, each a pair of ``Side``.
2. For every other element whose VR is among ``text.TEXT_VRS``, also where the bytes are the same but the label is
   not: ``name_text(before, after)``. It answers ``encoding.charset`` (level encoding), a ``charset.*`` kind, or
   ``None``: then no character set has to do with it, and the kinds of values follow. A pair that differs in padding
   only is answered ``None`` too.

A kind is only given when the bytes prove it. ``Change.before`` and ``Change.after`` are the two readings, each under
the label of its capture. The evidence is what a page needs to show how one became the other:

- ``label_before``, ``label_after``: as written, empty where absent.
- ``bytes_before``, ``bytes_after``: up to 48 bytes in hexadecimal, around the first that is beyond ASCII;
  ``bytes_from``: where in the value they begin, left out where that is its beginning.
- ``fits``: the label or code page that the later bytes are written in, where it is not the one they have.
- ``written_in``, ``read_as``: of misread texts, what the bytes were and what they were taken for.
- ``reversal``: the steps that lead from the later bytes back to the text (``read as ISO_IR 192``, ``write in
  windows-1252``, ``read as ISO_IR 192``); left out where there is no way back.
- ``recoverable``: whether the later capture alone is enough to get the text back.
- ``recovered``: the original text, at most 256 characters of it; known from the earlier capture where the later one
  is not enough.

``encoding.charset`` has the labels and the bytes alone. The label itself has ``texts_affected`` and
``texts_damaged``; where texts read differently also ``fits``, and one of them as an example: ``example_bytes``,
``example_before``, ``example_after``.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

from validator.engine.compare.classify.charset_kinds import (
    CHARACTERS_DROPPED,
    ENCODING_CHARSET,
    ESCAPES_LOST,
    LABEL_ADDED,
    LABEL_CHANGED,
    LABEL_REMOVED,
    QUESTION_MARKS,
    REINTERPRETED,
    RELABELLED,
    TRANSLITERATED,
    TRUNCATED_MID_CHARACTER,
)
from validator.engine.compare.classify.charset_loss import (
    controls_in_place,
    is_compatible,
    is_dropped,
    is_stripped,
    is_transliterated,
    is_written_out,
    placeholder_used,
    units,
)
from validator.engine.compare.classify.charset_misreading import lenient_text, mislabelled_text, misread_text
from validator.engine.compare.classify.charset_sides import (
    CONVINCING,
    PADDING,
    Side,
    bytes_of,
    evidence_of,
    labels,
    original_text,
)
from validator.engine.compare.classify.naming import Naming
from validator.engine.text import (
    LabelProblemKind,
    TextFaultKind,
    best_reading,
    character_set,
    decode,
    plausibility,
    shorten,
    show_text,
)
from validator.engine.text.iso2022 import ESCAPE

LOOK_ALIKES = str.maketrans("〜‖−¢£¬—＼", "～∥－￠￡￢―\\")
"""Characters of JIS X 0208 for which converters use two code points each (Unicode's and Microsoft's)."""
EXAMPLE = 64
"""Characters of a text that is shown as an example."""
FILTERED = (b"", b"?", b" ", b".", b"_")
"""What filters of control characters leave in place of an ESC."""


def name_text(before: Side, after: Side) -> Naming | None:
    """What happened to a text as far as character sets explain it; ``None`` where they do not."""
    if before.bare == after.bare:
        return None if _reads_alike(before, after) else _reinterpreted(before, after)
    if before.bare.isascii() and b"\x1b" not in before.raw:
        return None  # nothing in it can have been damaged
    if not after.bare:
        return None
    old, new = before.text, after.text
    if old.sound and new.sound and canonical(old.text) == canonical(new.text):
        return Naming(
            ENCODING_CHARSET,
            detail=f"{before.charset} to {after.charset}",
            evidence=(*labels(before, after), *bytes_of(before, after)),
        )
    for name in (_escapes_lost, mislabelled_text, _cut, _lost):
        naming = name(before, after)
        if naming is not None:
            return naming
    if old.sound and new.sound and canonical(old.text).startswith(canonical(new.text)):
        return None  # the beginning of what stood there: it was cut, whatever else its bytes could be taken for
    return misread_text(before, after)


def canonical(text: str) -> str:
    """A text in the form in which canonically equivalent and look-alike characters are equal."""
    return unicodedata.normalize("NFC", text).translate(LOOK_ALIKES)


def _reads_alike(before: Side, after: Side) -> bool:
    """Whether the same bytes say the same under both labels."""
    if before.bare.isascii() and b"\x1b" not in before.raw and before.charset.lower is after.charset.lower:
        return True
    if before.charset == after.charset:
        return True
    old, new = before.text, after.text
    return old.sound and new.sound and old.text == new.text


def _reinterpreted(before: Side, after: Side) -> Naming:
    fits, recovered = _right_reading(before, after)
    detail = f"the same bytes under {after.charset} instead of {before.charset}"
    if fits is not None:
        detail += f"; they fit {fits}"
    reversal = (f"read as {fits}",) if recovered is not None else ()
    evidence = evidence_of(
        before, after, recovered=recovered, recoverable=recovered is not None, fits=fits, reversal=reversal
    )
    return Naming(REINTERPRETED, detail=detail, evidence=evidence)


def _right_reading(before: Side, after: Side) -> tuple[str | None, str | None]:
    """Which label or code page the bytes fit, and what they say there.

    The labels of the two captures come first; between them UTF-8, then what looks clearly more like writing, then
    the earlier one. Another reading is only taken where both look wrong.
    """
    found = [
        (side.charset.codec == "utf-8", plausibility(side.text.text) + bonus, side)
        for side, bonus in ((before, CONVINCING), (after, 0.0))
        if not side.text.faults
    ]
    certain, likely, side = max(found, key=lambda entry: entry[:2], default=(False, -1.0, None))
    reading = None if certain or likely >= CONVINCING else best_reading(before.bare, before.vr)
    if reading is not None and (side is None or reading.plausibility > likely + CONVINCING):
        return reading.label, reading.text
    return (None, None) if side is None else (str(side.charset), side.text.text)


def _escapes_lost(before: Side, after: Side) -> Naming | None:
    if b"\x1b" not in before.raw or not before.charset.extended:
        return None
    only_escapes = any(_holds(after, before.bare.replace(b"\x1b", left)) for left in FILTERED)
    if not only_escapes and not _holds(after, ESCAPE.sub(b"", before.bare)):
        return None
    count = len(ESCAPE.findall(before.bare))
    what = "ESC characters" if only_escapes else "escape sequences"
    reversal = ("put the ESC characters back", f"read as {before.charset}") if only_escapes else ()
    evidence = evidence_of(before, after, recovered=original_text(before), recoverable=only_escapes, reversal=reversal)
    return Naming(ESCAPES_LOST, detail=f"{count} {what} gone", evidence=evidence)


def _holds(after: Side, raw: bytes) -> bool:
    """Whether a text is these bytes, as they are or each taken for a character of Latin-1."""
    bare = raw.rstrip(PADDING)
    return after.bare == bare or (not bare.isascii() and lenient_text(after) == bare.decode("latin-1"))


def _cut(before: Side, after: Side) -> Naming | None:
    """A text that ends inside a character or an escape sequence, and begins as before."""
    old, new = before.text, after.text
    faults = [fault for fault in new.faults if fault.kind is not TextFaultKind.NOT_RESET]
    last = max(faults, default=None)
    if last is None:
        return None
    in_escape = last.kind is TextFaultKind.ESCAPE_UNKNOWN and last.offset + len(last.raw) == len(after.bare)
    if last.kind is not TextFaultKind.TRUNCATED and not in_escape:
        return None
    # Each byte that is left of the character is a fault of its own.
    start = last.offset if in_escape else min(fault.offset for fault in faults if fault.kind is last.kind)
    kept = decode(after.bare[:start], after.charset, after.vr)
    if not kept.sound or not old.text.startswith(kept.text) or len(kept.text) >= len(old.text):
        return None
    where = "an escape sequence" if in_escape else "a character"
    evidence = evidence_of(before, after, recovered=original_text(before), recoverable=False)
    return Naming(TRUNCATED_MID_CHARACTER, detail=f"cut at {len(after.bare)} bytes, inside {where}", evidence=evidence)


def _lost(before: Side, after: Side) -> Naming | None:
    """Characters beyond ASCII replaced by placeholders, respelt or left out; perhaps in another case too."""
    old, text = before.text, controls_in_place(lenient_text(after))
    parts = units(old.text, sound=old.sound)
    for fold, also in ((str, ()), (str.lower, ("value.case",))):
        loss = _loss_of([fold(part) for part in parts], fold(text), sound=old.sound)
        if loss is not None:
            evidence = evidence_of(
                before,
                after,
                recovered=original_text(before),
                recoverable=loss.recoverable,
                reversal=("resolve the character references",) if loss.recoverable else (),
            )
            return Naming(loss.kind, (*loss.also, *also), detail=loss.detail, evidence=evidence)
    return None


class _Loss(NamedTuple):
    kind: str
    detail: str
    recoverable: bool = False
    also: tuple[str, ...] = ()


def _loss_of(parts: list[str], text: str, *, sound: bool) -> _Loss | None:
    sign = placeholder_used(parts, text)
    if sign is not None:
        name = {" ": "spaces", "\ufffd": "replacement characters (U+FFFD)"}.get(sign, f"“{sign}”")
        return _Loss(QUESTION_MARKS, f"characters replaced by {name}")
    if is_dropped(parts, text):
        return _Loss(CHARACTERS_DROPPED, f"{len(parts) - len(text)} characters left out")
    if not sound:
        return None
    if is_written_out(parts, text):
        return _Loss(TRANSLITERATED, "characters written by their numbers or names", recoverable=True)
    if is_transliterated(parts, text):
        return _Loss(TRANSLITERATED, "letters respelt in ASCII")
    if is_stripped("".join(parts), text):
        return _Loss(CHARACTERS_DROPPED, "accents taken off, other characters left out", also=(TRANSLITERATED,))
    if is_compatible("".join(parts), text):
        return _Loss(TRANSLITERATED, "characters replaced by compatible forms")
    return None


def name_label(
    before: tuple[str, ...] | None, after: tuple[str, ...] | None, texts: Iterable[tuple[Side, Side]]
) -> Naming:
    """What happened to Specific Character Set, judged by the texts under it.

    ``before`` and ``after`` are the values of the attribute, ``None`` where it is absent; an empty one counts as
    absent. ``texts`` are the pairs of texts of the level (and of the items that inherit from it).
    """
    told = ((pair, name_text(*pair)) for pair in texts)
    named = [(pair, naming) for pair, naming in told if naming is not None]
    namings = [naming for _, naming in named]
    reinterpreted = [(pair, naming) for pair, naming in named if naming.kind == REINTERPRETED]
    converted = sum(naming.kind == ENCODING_CHARSET for naming in namings)
    damaged = len(namings) - len(reinterpreted) - converted
    evidence: tuple[tuple[str, Any], ...] = (("texts_affected", len(reinterpreted)), ("texts_damaged", damaged))
    if reinterpreted:
        evidence += _example(*reinterpreted[0])
    detail = _told(len(reinterpreted), converted, damaged) + _misspelt(before, after)
    if not any(after or ()):
        return Naming(LABEL_REMOVED, detail=detail, evidence=evidence)
    if not any(before or ()):
        return Naming(LABEL_ADDED, detail=detail, evidence=evidence)
    return Naming(RELABELLED if reinterpreted else LABEL_CHANGED, detail=detail, evidence=evidence)


def _misspelt(before: tuple[str, ...] | None, after: tuple[str, ...] | None) -> str:
    """What is said of values that came with this hop and are no defined terms, however plain their meaning is."""
    known = set(before or ())
    wrong = [
        problem.value
        for problem in character_set(after or ()).problems
        if problem.kind in (LabelProblemKind.MISSPELT, LabelProblemKind.UNKNOWN) and problem.value not in known
    ]
    return f"; “{shorten(wrong[0], EXAMPLE)}” is no defined term" if wrong else ""


def _example(pair: tuple[Side, Side], naming: Naming) -> tuple[tuple[str, Any], ...]:
    """One of the texts that read differently: its bytes, both readings, and what the bytes fit."""
    evidence = dict(naming.evidence)
    before, after = (show_text(side.bare, side.charset, side.vr, limit=EXAMPLE) for side in pair)
    facts = (
        ("example_bytes", evidence["bytes_before"]),
        ("example_before", shorten(before, EXAMPLE)),
        ("example_after", shorten(after, EXAMPLE)),
    )
    return (("fits", evidence["fits"]), *facts) if "fits" in evidence else facts


def _told(reinterpreted: int, converted: int, damaged: int) -> str:
    """What a change of the label did to the texts, in a few words."""
    parts = [
        (reinterpreted, "read differently", "reads differently"),
        (converted, "were converted", "was converted"),
        (damaged, "were damaged", "was damaged"),
    ]
    told = [f"1 text {one}" if count == 1 else f"{count} texts {many}" for count, many, one in parts if count]
    return ", ".join(told) or "no text is affected"
