"""The proof of what happened to a text, ready to be shown: bytes, readings, the way back."""

from typing import NamedTuple

from validator.engine.compare.classify.charset_proof import Reading, Role, Sample, Stage, prove
from validator.services.report.difference import Piece, visible_pieces
from validator.services.report.groups import ChangeExample

KINDS_OF_TEXT = ("charset.", "encoding.charset")
LABEL = "(0008,0005)"
NO_LABEL = "no label"
BYTES_OF_A_STAGE = 48
ROLES = {
    Role.LABELLED: "under its label",
    Role.MISREAD: "what the hop took it for",
    Role.FITS: "what the bytes fit",
    Role.TRIED: "tried too",
}

Pieces = tuple[Piece, ...]


class BytesLine(NamedTuple):
    """The bytes of one capture, or of both where they are the same."""

    capture: str
    label: str
    pieces: Pieces
    start: int


class ReadingLine(NamedTuple):
    """What the bytes say under one label."""

    capture: str
    label: str
    pieces: Pieces
    words: str
    state: str
    """``sound``, ``broken`` (bytes that are no characters), ``fits`` or ``tried``."""


class StageLine(NamedTuple):
    """One step of the way back, and what it gives."""

    done: str
    pieces: Pieces


class ProofTold(NamedTuple):
    """The whole proof."""

    bytes: tuple[BytesLine, ...]
    readings: tuple[ReadingLine, ...]
    stages: tuple[StageLine, ...]
    recoverable: bool | None
    """``None`` where nothing was lost."""
    recovered: Pieces
    """Empty where the original text is not known."""
    still_at: str
    """Where the later capture is not enough: the capture that still holds the text."""
    example: bool
    """Whether it is shown on one of the texts under a label."""


def charset_proof(
    example: ChangeExample, kind: str, *, captures: tuple[str, str], vr: str, values: tuple[bytes, bytes]
) -> ProofTold | None:
    """The proof of one change between two captures; ``None`` where there is nothing to prove.

    ``values`` are the bytes of the attribute at both, empty where they are not at hand.
    """
    if not kind.startswith(KINDS_OF_TEXT):
        return None
    is_label = example.path.endswith(LABEL)
    proof = prove(
        example.evidence,
        vr=vr,
        labels=(example.before or "", example.after or ""),
        values=(b"", b"") if is_label else values,
    )
    if proof is None:
        return None
    before, after = captures
    held = [_bytes_line(before, proof.before), _bytes_line(after, proof.after)]
    if proof.same_bytes:
        held = [held[1]._replace(capture=f"{before} and {after}", label="")]
    fitting = str(example.evidence.get("fits", ""))
    return ProofTold(
        bytes=tuple(held),
        readings=tuple(_reading_line(reading, captures, fitting) for reading in proof.readings),
        stages=tuple(map(_stage_line, proof.way_back)),
        recoverable=proof.recoverable,
        recovered=visible_pieces([Piece("", proof.recovered)]) if proof.recovered else (),
        still_at=before if proof.recoverable is False and proof.recovered else "",
        example=is_label,
    )


def _bytes_line(capture: str, sample: Sample) -> BytesLine:
    return BytesLine(capture, sample.label or NO_LABEL, hex_pieces(sample.raw), sample.start)


def hex_pieces(raw: bytes) -> Pieces:
    """Bytes in hexadecimal, those beyond ASCII marked."""
    pieces: list[Piece] = []
    for byte in raw:
        mark = "strong" if byte > 0x7F or byte == 0x1B else ""
        if pieces and pieces[-1].mark == mark:
            pieces[-1] = Piece(mark, f"{pieces[-1].text} {byte:02X}")
        elif mark and pieces:
            pieces[-1] = Piece("", f"{pieces[-1].text} ")
            pieces.append(Piece(mark, f"{byte:02X}"))
        else:
            pieces.append(Piece(mark, f"{' ' if pieces else ''}{byte:02X}"))
    return tuple(pieces)


def _reading_line(reading: Reading, captures: tuple[str, str], fitting: str) -> ReadingLine:
    words, state = ROLES[reading.role], reading.role.value
    if reading.role in (Role.LABELLED, Role.MISREAD):
        state = "sound" if reading.sound else "broken"
        if not reading.sound:
            words = f"{words}: not all of it is text"
        elif reading.label == fitting:
            words, state = f"{words}, and what the bytes fit", "fits"
    return ReadingLine(
        capture=captures[reading.of_later],
        label=reading.label or NO_LABEL,
        pieces=visible_pieces([Piece("", reading.text)]),
        words=words,
        state=state,
    )


def _stage_line(stage: Stage) -> StageLine:
    if stage.raw is not None:
        return StageLine(stage.done, hex_pieces(stage.raw[:BYTES_OF_A_STAGE]))
    return StageLine(stage.done, visible_pieces([Piece("", stage.text)]) if stage.text is not None else ())
