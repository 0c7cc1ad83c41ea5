"""A text before and after a hop, and the facts that every ``charset.*`` kind gives in evidence."""

from typing import Any, NamedTuple

from validator.engine.text import CharacterSet, Text, decode

PADDING = b" \0"


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


def evidence_of(
    before: Side, after: Side, *, recovered: str | None, recoverable: bool, fits: str | None = None
) -> tuple[tuple[str, Any], ...]:
    facts = [*labels(before, after), ("recoverable", recoverable)]
    if fits is not None:
        facts.append(("fits", fits))
    if recovered is not None:
        facts.append(("recovered", recovered))
    return tuple(facts)


def original_text(before: Side) -> str | None:
    text = before.text
    return text.text if text.sound else None
