"""The JSON documents ``dicomcheck.check/1`` and ``dicomcheck.compare/1``, written while they are computed.

Both functions are generators of text: joined, the chunks are one JSON object. Nothing but the row at hand is held,
so a document may be larger than memory.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from validator.engine.report.contents import CheckReport, CompareReport
from validator.engine.report.digest import COMPARE_SCHEMA, Digest, in_order
from validator.engine.report.records import (
    Record,
    capture_record,
    change_record,
    collection_record,
    file_record,
    group_record,
    lineage_record,
    plain,
    presence_record,
    run_record,
)

CHECK_SCHEMA = "dicomcheck.check/1"


def check_document(report: CheckReport) -> Iterator[str]:
    """The findings of a check as one JSON object, a line for each file and for each collection finding."""
    yield "{" + _member("schema", CHECK_SCHEMA) + ",\n"
    yield _member("standard_edition", report.standard_edition) + ",\n"
    yield from _array("files", map(file_record, report.files))
    yield ",\n"
    yield from _array("collection", map(collection_record, report.collection))
    yield "}\n"


def compare_document(report: CompareReport) -> Iterator[str]:
    """The changes of a comparison as one JSON object, a line for each row.

    ``digest`` comes last because it is known last: the SHA-256, in hexadecimal, of the same object without ``run``
    and ``digest``, written in ASCII with sorted keys and no white space.
    """
    labels = tuple(capture.label for capture in report.captures)
    captures = [capture_record(capture) for capture in report.captures]
    digest = Digest()
    yield "{" + _member("schema", COMPARE_SCHEMA) + ",\n"
    yield _member("run", run_record(report)) + ",\n"
    yield from _table("ambiguous", report.facts.ambiguous, digest)
    yield from _table("breakdown", report.facts.breakdown, digest)
    yield from _array("captures", digest.rows("captures", captures))
    yield ",\n"
    yield from _array("lineages", (lineage_record(lineage, labels) for lineage in report.lineages))
    yield ",\n"
    yield from _array("changes", digest.rows("changes", map(change_record, report.changes)))
    yield ",\n"
    yield from _table("deidentifications", report.facts.deidentifications, digest)
    yield from _table("delta", report.facts.delta, digest)
    yield from _table("discrepancies", report.facts.discrepancies, digest)
    yield from _table("expectations", report.facts.expectations, digest)
    digest.exhaust("lineages", (lineage_record(lineage, labels) for lineage in report.lineages))
    yield from _array("presence", digest.rows("presence", map(presence_record, report.presence)))
    yield ",\n"
    yield from _table("reconciled", report.facts.reconciled, digest)
    yield from _table("reference_links", report.facts.references.links, digest)
    yield from _table("reference_nodes", report.facts.references.nodes, digest)
    yield from _table("rules", report.facts.rules, digest)
    sampling = plain(report.facts.sampling)
    digest.value("sampling", sampling)
    yield _member("sampling", sampling) + ",\n"
    digest.value("schema", COMPARE_SCHEMA)
    yield from _table("studies", report.facts.studies, digest)
    groups = in_order(report.groups, labels)
    yield from _array("summary", digest.rows("summary", map(group_record, groups)))
    yield ",\n"
    yield from _table("uids", report.facts.uids, digest)
    yield _member("digest", digest.hexdigest()) + "}\n"


def _table(name: str, values: Iterable[Any], digest: "Digest") -> Iterator[str]:
    """Facts about the whole case: each value with the fields it has in the engine's model."""
    yield from _array(name, digest.rows(name, map(plain, values)))
    yield ",\n"


_readable: Callable[[Any], str] = json.JSONEncoder().encode


def _member(name: str, value: Any) -> str:
    return f"{_readable(name)}: {_readable(value)}"


def _array(name: str, rows: Iterable[Record]) -> Iterator[str]:
    yield f"{_readable(name)}: ["
    separator = "\n"
    for row in rows:
        yield f"{separator} {_readable(row)}"
        separator = ",\n"
    yield "]"
