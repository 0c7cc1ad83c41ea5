"""A text before and after a hop, and the facts that every ``charset.*`` kind gives in evidence."""

from typing import Any, NamedTuple

from validator.engine.text import CharacterSet, Text, decode, shorten

PADDING = b" \0"
CONVINCING = 0.5
"""The plausibility from which a reading is not doubted, and by which another must surpass one that is."""
BYTES_SHOWN = 48
BYTES_AHEAD = 8
"""How many of the bytes shown stand before the first one beyond ASCII."""


class Side(NamedTuple):
    """A text as one capture holds it."""

    raw: bytes
    charset: CharacterSet
    vr: str

    @property
    def bare(self) -> bytes:
        return self.raw.rstrip(PADDING)

    @property
    def text(self) -> Text:
        return decode(self.bare, self.charset, self.vr)


def labels(before: Side, after: Side) -> tuple[tuple[str, Any], ...]:
    return (("label_before", before.charset.text), ("label_after", after.charset.text))


def bytes_of(before: Side, after: Side) -> tuple[tuple[str, Any], ...]:
    """The bytes of both captures around the first one beyond ASCII, in hexadecimal, and where they begin."""
    start = max(min(_first_foreign(before.bare), _first_foreign(after.bare)) - BYTES_AHEAD, 0)
    shown = (side.bare[start : start + BYTES_SHOWN].hex(" ").upper() for side in (before, after))
    facts: list[tuple[str, Any]] = list(zip(("bytes_before", "bytes_after"), shown, strict=True))
    return (*facts, ("bytes_from", start)) if start else tuple(facts)


def _first_foreign(raw: bytes) -> int:
    return next((at for at, byte in enumerate(raw) if byte > 0x7F or byte == 0x1B), len(raw))


def evidence_of(
    before: Side,
    after: Side,
    *,
    recovered: str | None,
    recoverable: bool,
    fits: str | None = None,
    reversal: tuple[str, ...] = (),
) -> tuple[tuple[str, Any], ...]:
    facts = [*labels(before, after), *bytes_of(before, after), ("recoverable", recoverable)]
    if fits is not None:
        facts.append(("fits", fits))
    if recovered is not None:
        facts.append(("recovered", shorten(recovered)))
    if reversal:
        facts.append(("reversal", reversal))
    return tuple(facts)


def original_text(before: Side) -> str | None:
    text = before.text
    return text.text if text.sound else None
