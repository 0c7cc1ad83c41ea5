"""The proof of a ``charset.*`` kind: the bytes, what they say under each label, and the way back.

``charset`` decides the kind and leaves facts in ``Change.evidence``; here they are carried out again on the bytes.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from validator.engine.compare.classify.charset_misreading import MISREADINGS, lenient_text
from validator.engine.compare.classify.charset_sides import Side
from validator.engine.text import (
    DEFAULT,
    TEXT_VRS,
    CharacterSet,
    character_set,
    code_pages,
    decode,
    encode_misread,
    fitting,
    shorten,
)
from validator.engine.text.proof import CODE_PAGES

READ_AS, WRITE_IN = "read as ", "write in "
ANY_TEXT = "LO"
"""What the example of a label is read by, whose own VR is not told."""
MOST_TRIED = 3
"""Readings that are shown besides those that the evidence names."""


class Role(StrEnum):
    """Why a reading is shown."""

    LABELLED = "labelled"
    """It is what the capture's own label makes of the bytes."""
    MISREAD = "misread"
    """It is what the hop took the bytes for."""
    FITS = "fits"
    """The bytes are text in this set, and look like writing."""
    TRIED = "tried"
    """It was tried and looks less like writing."""


class Sample(NamedTuple):
    """The bytes of one capture, or the part of them around the first one beyond ASCII."""

    label: str
    """As written; empty where it is absent."""
    raw: bytes
    start: int
    """Where in the value they begin."""


class Reading(NamedTuple):
    """What the bytes of a capture say under one label or code page."""

    of_later: bool
    """Whether the bytes of the later capture are read."""
    label: str
    """Empty: the default repertoire, for want of a label."""
    text: str
    role: Role
    sound: bool
    """Whether every byte is a character there."""


class Stage(NamedTuple):
    """One step of the way back from the later bytes, and what stands there after it."""

    done: str
    """``read as ISO_IR 192``"""
    text: str | None
    """``None`` where the step gives bytes, or could not be carried out here."""
    raw: bytes | None


class CharsetProof(NamedTuple):
    """All of it."""

    before: Sample
    after: Sample
    same_bytes: bool
    readings: tuple[Reading, ...]
    way_back: tuple[Stage, ...]
    recoverable: bool | None
    """Whether the later capture alone is enough to get the text back; ``None`` where nothing was lost."""
    recovered: str
    """The original text; empty where it is not known."""


def prove(
    evidence: Mapping[str, Any],
    *,
    vr: str,
    labels: tuple[str, str] = ("", ""),
    values: tuple[bytes, bytes] = (b"", b""),
) -> CharsetProof | None:
    """The proof from the evidence of a change; ``None`` where that has no bytes to show.

    ``values`` are the whole values of both captures where they are at hand: the evidence may hold a part of them.
    ``labels`` are those of a change of the label itself, whose evidence tells of one text under it as an example.
    """
    shown = [
        bytes.fromhex(str(evidence.get(name) or evidence.get("example_bytes", "")))
        for name in ("bytes_before", "bytes_after")
    ]
    if not any(shown):
        return None
    if vr not in TEXT_VRS:
        vr = ANY_TEXT
    start = int(evidence.get("bytes_from", 0))
    named = str(evidence.get("label_before", labels[0])), str(evidence.get("label_after", labels[1]))
    sides = [
        Side(value or part, character_set(tuple(label.split("\\"))), vr)
        for value, part, label in zip(values, shown, named, strict=True)
    ]
    recovered = str(evidence.get("recovered") or "")
    readings = tuple(_readings(evidence, sides[0], sides[1]))
    recoverable, steps = evidence.get("recoverable"), evidence.get("reversal") or ()
    if "example_bytes" in evidence:  # of a label: nothing is done to the text but to read it by what it fits
        recovered = _read_as(sides[1], str(evidence["fits"])) or "" if "fits" in evidence else ""
        recoverable, steps = bool(recovered), (f"{READ_AS}{evidence.get('fits')}",)
    return CharsetProof(
        before=Sample(named[0], shown[0], start),
        after=Sample(named[1], shown[1], start),
        same_bytes=sides[0].bare == sides[1].bare,
        readings=readings,
        way_back=tuple(_stages(sides[1], steps)) if recoverable else (),
        recoverable=None if recoverable is None else bool(recoverable),
        recovered=recovered,
    )


def _readings(evidence: Mapping[str, Any], before: Side, after: Side) -> Iterator[Reading]:
    """The readings that tell the story, each set once, the bytes of before first."""
    yield from _labelled(before, of_later=False)
    misread, fits = str(evidence.get("read_as", "")), str(evidence.get("fits", ""))
    if misread and (text := _taken_for(before, misread)) is not None:
        yield Reading(False, misread, text, Role.MISREAD, sound=True)
    same_bytes = before.bare == after.bare
    seen = {str(after.charset), *((str(before.charset),) if same_bytes else ())}
    if not same_bytes or before.charset != after.charset:
        yield from _labelled(after, of_later=True)
    if fits and fits not in seen and (text := _read_as(after, fits)) is not None:
        yield Reading(True, fits, text, Role.FITS, sound=True)
        seen.add(fits)
    if after.bare.isascii() and b"\x1b" not in after.bare:
        return  # reads the same in every set
    ranked = sorted((*fitting(after.bare, after.vr), *code_pages(after.bare)), key=lambda each: -each.plausibility)
    # Sets that read the bytes alike tell nothing apart.
    known = {text for label in (*seen, fits) if (text := _read_as(after, label)) is not None}
    others = {text: each.label for each in reversed(ranked) if (text := shorten(each.text)) not in known}
    for text, label in list(reversed(others.items()))[:MOST_TRIED]:
        yield Reading(True, label, text, Role.TRIED, sound=True)


def _labelled(side: Side, *, of_later: bool) -> Iterator[Reading]:
    text = side.text
    yield Reading(of_later, side.charset.text, shorten(text.text), Role.LABELLED, sound=text.sound)


def _read_as(side: Side, label: str) -> str | None:
    """The bytes under a label or in a code page; ``None`` where they are no text there."""
    codec = CODE_PAGES.get(label)
    if codec is not None:
        return _decoded(side.bare, codec)
    text = decode(side.bare, _set_named(label), side.vr)
    return shorten(text.text) if text.sound else None


def _taken_for(side: Side, label: str) -> str | None:
    """What a system made of the bytes that took them for this: control characters of 80H-9FH are passed on."""
    codec = MISREADINGS.get(label)
    return _read_as(side, label) if codec is None else _decoded(side.bare, codec)


def _decoded(raw: bytes, codec: str) -> str | None:
    try:
        return shorten(raw.decode(codec))
    except UnicodeDecodeError:
        return None


def _stages(after: Side, steps: Iterable[str]) -> Iterator[Stage]:
    """The steps carried out one after the other, as far as they can be."""
    raw: bytes | None = after.bare
    text: str | None = None
    for step in steps:
        if step.startswith(READ_AS) and raw is not None:
            label, side = step.removeprefix(READ_AS), Side(raw, after.charset, after.vr)
            whole = label in CODE_PAGES
            text = _decoded(raw, CODE_PAGES[label]) if whole else lenient_text(side._replace(charset=_set_named(label)))
            raw = None
        elif step.startswith(WRITE_IN) and text is not None:
            codec = MISREADINGS.get(step.removeprefix(WRITE_IN))
            raw, text = encode_misread(text, codec) if codec else None, None
        else:
            raw = text = None
        yield Stage(step, None if text is None else shorten(text), raw)


def _set_named(label: str) -> CharacterSet:
    """The set of a label as ``CharacterSet`` spells it."""
    return DEFAULT if label == str(DEFAULT) else character_set(tuple(label.split("\\")))
