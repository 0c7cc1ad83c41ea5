"""What the evidence of a change says, in words: the engine's facts by name, the reader's lines in order."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from validator.services.report.difference import visible

LETTERS_SHOWN = 200
Evidence = Mapping[str, Any]


class Fact(NamedTuple):
    """One line of evidence."""

    name: str
    value: str


DECLARED = {
    "yes": "yes, in Original Attributes Sequence",
    "no": "no Original Attributes Sequence tells of it",
    "false-record": "falsely: the recorded original is not what the earlier capture held",
}
"""Whether a change is on record, in words."""
PLAIN = {
    "read_as": "Taken for",
    "fits": "Bytes fit",
    "texts_affected": "Texts misread",
    "texts_damaged": "Texts damaged",
    "reverts_to": "Back to",
    "copied_from": "Copied from",
    "same_as": "Same as",
}
"""Facts whose value is shown as it is."""
RECORDED = {
    "modifying_system": "Modified by",
    "reason": "Reason",
    "source_of_previous": "Values from",
    "modified_at": "Modified at",
    "contributing_equipment": "Equipment",
    "coerced_at": "Coerced at",
}
"""What the instance itself tells of who worked on it."""
REASONS = {
    "COERCE": "COERCE: a value was brought into line with what the receiver knows",
    "CORRECT": "CORRECT: a wrong value was put right",
}
"""Reason for the Attribute Modification (0400,0565), PS3.3 C.12.1."""
MOMENTS = frozenset({"modified_at", "coerced_at"})
MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:\.\d+)?([+-]\d{4})?")
SAYS = {
    "declared": "Lossy Image Compression",
    "ratio": "the ratio",
    "method": "the method",
    "derived": "Image Type DERIVED",
    "renewed": "a new SOP Instance UID",
}
"""How an instance tells of a lossy compression (PS3.3 C.7.6.1.1.5)."""


def facts_of(evidence: Evidence) -> tuple[Fact, ...]:
    """Every fact that the detail of the change does not tell already."""
    found = [*_plain(evidence), *_pixels(evidence), *_loss(evidence)]
    return tuple(Fact(name, visible(value)[:LETTERS_SHOWN]) for name, value in found)


def records_of(evidence: Evidence) -> tuple[Fact, ...]:
    """Who changed it, why and when, as far as the instance itself tells."""
    return tuple(
        Fact(words, visible(_told(name, str(evidence[name])))[:LETTERS_SHOWN])
        for name, words in RECORDED.items()
        if evidence.get(name)
    )


def _told(name: str, value: str) -> str:
    if name in MOMENTS:
        return moment_text(value)
    return REASONS.get(value, value) if name == "reason" else value


def moment_text(value: str) -> str:
    """``20261120113000+0100`` as ``2026-11-20 11:30:00 +0100``; what is no DT stays as it is."""
    match = MOMENT.fullmatch(value.strip())
    if match is None:
        return value
    year, month, day, hour, minute, second, zone = match.groups()
    clock = ":".join(part for part in (hour, minute, second) if part)
    return " ".join(filter(None, (f"{year}-{month}-{day}", clock, zone)))


def _plain(evidence: Evidence) -> Iterator[tuple[str, str]]:
    for name, words in PLAIN.items():
        value = evidence.get(name)
        if value in (None, "", 0, [], ()):
            continue
        yield words, ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _pixels(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """How far the samples lie apart, and where."""
    if "largest" not in evidence:
        return
    yield "Largest difference", f"{evidence['largest']:,}"
    yield "Mean difference", f"{evidence.get('mean', 0):.3g}"
    if evidence.get("psnr") is not None:
        yield "PSNR", f"{evidence['psnr']:.1f} dB"
    yield "Samples", f"{evidence.get('samples_differing', 0):,} of {evidence.get('samples', 0):,} differ"
    if evidence.get("frames", 1) > 1:
        yield (
            "Frames",
            f"{evidence['frames_differing']:,} of {evidence['frames']:,} differ, first {evidence['first_frame']:,}",
        )


def _loss(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """What the instance says of its compression, and what it leaves unsaid."""
    known = [name for name in SAYS if name in evidence]
    for heading, wanted in (("It says", True), ("It does not say", False)):
        said = [SAYS[name] for name in known if bool(evidence[name]) is wanted]
        if said:
            yield heading, ", ".join(said)
