"""Chains built in memory, compared from end to end; what was found as plain tuples, for exact assertions."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from validator.engine.compare import (
    Outline,
    Pairing,
    Settlement,
    Survey,
    compare_lineage,
    outline,
    pair,
    settle,
    survey,
)
from validator.engine.header import scan
from validator.engine.model import Change, Header, Level
from validator.engine.pixels.decoding import SampleComparer

Capture = bytes | Sequence[bytes] | Mapping[str, bytes]
"""One file, several (named ``0``, ``1`` …), or files by name."""


class Traced(NamedTuple):
    """What comparing some captures gave."""

    pairing: Pairing
    changes: list[Change]
    captures: list[tuple[str, list[Outline]]]
    survey: Survey

    @property
    def presence(self) -> list[tuple[str, str, str]]:
        return [(entry.capture, entry.kind, entry.file) for entry in self.pairing.presence]

    def of_meaning(self) -> list[tuple[str, str, str, str]]:
        """Capture, file after, path and kind of each change of meaning."""
        return [
            (change.capture, change.file_after, change.path, change.kind)
            for change in self.changes
            if change.level is Level.MEANING
        ]

    def of_encoding(self) -> list[tuple[str, str, int]]:
        """Path, kind and count of each difference of encoding outside the File Meta Information."""
        return [
            (change.path, change.kind, change.count)
            for change in self.changes
            if change.level is Level.ENCODING and not change.path.startswith("(0002,")
        ]


def trace(*captures: Capture, comparer: SampleComparer | None = None) -> Traced:
    """Pair, survey, compare and settle captures ``a``, ``b`` … as a worker would: every value goes through JSON.

    Pixel data are decoded where there is a ``comparer``.
    """
    labels = [chr(ord("a") + position) for position in range(len(captures))]
    files = [_named(capture) for capture in captures]
    headers: dict[tuple[str, str], Header] = {}
    outlined: list[tuple[str, list[Outline]]] = []
    for label, named in zip(labels, files, strict=True):
        for name, content in named.items():
            headers[label, name] = scan(content)
        outlined.append((label, [outline(headers[label, name], named[name], file=name) for name in named]))
    outlined = [
        (label, [Outline.from_json(_through(each.to_json())) for each in each_of]) for label, each_of in outlined
    ]
    pairing = Pairing.from_json(_through(pair(outlined).to_json()))
    facts = Survey.from_json(_through(survey(outlined, pairing).to_json()))
    found: list[Change] = []
    for lineage in pairing.lineages:
        held = {label: names[0] for label, names in zip(labels, lineage.files, strict=True) if names}
        known = {
            label: next(each for each in dict(outlined)[label] if each.file == name) for label, name in held.items()
        }
        theirs = {label: headers[label, name] for label, name in held.items()}
        content = {label: files[labels.index(label)][name] for label, name in held.items()}
        samples = comparer.between(content, theirs) if comparer else None
        found += compare_lineage(lineage, theirs, facts, outlines=known, samples=samples)
    settlement = Settlement.from_json(_through(settle(found).to_json()))
    return Traced(pairing, [settlement.apply(change) for change in found], outlined, facts)


def changes(before: bytes, after: bytes) -> list[Change]:
    """The changes of meaning between two files that are one instance."""
    return [change for change in trace(before, after).changes if change.level is Level.MEANING]


def kinds(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """Path and kind of each change of meaning."""
    return [(change.path, change.kind) for change in changes(before, after)]


def encodings(before: bytes, after: bytes) -> list[tuple[str, str, int]]:
    """Path, kind and count of each difference of encoding outside the File Meta Information."""
    return trace(before, after).of_encoding()


def _named(capture: Capture) -> dict[str, bytes]:
    if isinstance(capture, bytes):
        return {"0": capture}
    if isinstance(capture, Mapping):
        return dict(capture)
    return {str(number): content for number, content in enumerate(capture)}


def _through(plain: Any) -> Any:
    return json.loads(json.dumps(plain))
