"""The digest of a comparison: the same for the same files, wherever they lie and however they were listed."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from validator.engine.model import Change, ChangeGroup, Facts, Lineage, Presence
from validator.engine.report.contents import CaptureSize
from validator.engine.report.records import (
    Record,
    capture_record,
    change_record,
    group_record,
    lineage_record,
    plain,
    presence_record,
)

COMPARE_SCHEMA = "dicomcheck.compare/1"


class DigestReader:
    """Takes the digest of a comparison while somebody else reads its changes."""

    def __init__(self, captures: Sequence[CaptureSize], facts: Facts) -> None:
        """With what pairing told of the case; the other facts may come at the end."""
        self._labels = tuple(capture.label for capture in captures)
        self._digest = Digest()
        self._digest.exhaust("ambiguous", map(plain, facts.ambiguous))
        self._digest.exhaust("breakdown", map(plain, facts.breakdown))
        self._digest.exhaust("captures", map(capture_record, captures))

    def changes(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Pass all changes on; to be read to the end."""
        self._digest.begin_rows("changes")
        for change in changes:
            self._digest.row(change_record(change))
            yield change
        self._digest.end_rows()

    def hexdigest(
        self, facts: Facts, *, groups: Iterable[ChangeGroup], lineages: Iterable[Lineage], presence: Iterable[Presence]
    ) -> str:
        """The digest, once the changes were read."""
        digest = self._digest
        digest.exhaust("deidentifications", map(plain, facts.deidentifications))
        digest.exhaust("delta", map(plain, facts.delta))
        digest.exhaust("discrepancies", map(plain, facts.discrepancies))
        digest.exhaust("expectations", map(plain, facts.expectations))
        digest.exhaust("lineages", (lineage_record(lineage, self._labels) for lineage in lineages))
        digest.exhaust("presence", map(presence_record, presence))
        digest.exhaust("reconciled", map(plain, facts.reconciled))
        digest.exhaust("reference_links", map(plain, facts.references.links))
        digest.exhaust("reference_nodes", map(plain, facts.references.nodes))
        digest.exhaust("rules", map(plain, facts.rules))
        digest.value("sampling", plain(facts.sampling))
        digest.value("schema", COMPARE_SCHEMA)
        digest.exhaust("studies", map(plain, facts.studies))
        digest.exhaust("summary", map(group_record, in_order(groups, self._labels)))
        digest.exhaust("uids", map(plain, facts.uids))
        return digest.hexdigest()


def in_order(groups: Iterable[ChangeGroup], labels: Sequence[str]) -> list[ChangeGroup]:
    """By hop, place and kind."""
    return sorted(groups, key=lambda group: (labels.index(group.capture), group.path, group.kind))


class Digest:
    """Hashes the members of an object as canonical JSON; they must come in the order of their names."""

    def __init__(self) -> None:
        self._hash = sha256()
        self._separator = "{"
        self._between = "["

    def value(self, name: str, value: Any) -> None:
        self._begin(name)
        self._update(_canonical(value))

    def rows(self, name: str, rows: Iterable[Record]) -> Iterator[Record]:
        """Pass the rows on and hash them as they go by."""
        self.begin_rows(name)
        for row in rows:
            self.row(row)
            yield row
        self.end_rows()

    def exhaust(self, name: str, rows: Iterable[Record]) -> None:
        for _row in self.rows(name, rows):
            pass

    def begin_rows(self, name: str) -> None:
        """A member that is a list, row by row."""
        self._begin(name)
        self._between = "["

    def row(self, row: Record) -> None:
        self._update(self._between + _canonical(row))
        self._between = ","

    def end_rows(self) -> None:
        self._update("]" if self._between == "," else "[]")

    def hexdigest(self) -> str:
        self._update("}")
        return self._hash.hexdigest()

    def _begin(self, name: str) -> None:
        self._update(f"{self._separator}{_canonical(name)}:")
        self._separator = ","

    def _update(self, text: str) -> None:
        self._hash.update(text.encode("ascii"))


_canonical: Callable[[Any], str] = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
