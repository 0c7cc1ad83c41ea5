"""A real file and two more and more damaged copies of it, taken through every room of the engine."""

import json
import random
from collections.abc import Iterator

from tests.engine.header.mutations import damaged, undamaged_contents
from validator.engine.compare import Survey, compare_lineage, outline, pair, settle, summarise, survey
from validator.engine.header import scan
from validator.engine.model import Change
from validator.engine.report import CaptureSize, CheckReport, CompareReport, check_document, compare_document
from validator.engine.rules import check_collection, check_header, identify
from validator.engine.verdict import sentences

LABELS = ("source", "router", "archive")


def damaged_chains(seed: int, count: int) -> Iterator[tuple[str, tuple[bytes, bytes, bytes]]]:
    """By the name of the file: its content, the content damaged, and that damaged again."""
    rng = random.Random(seed)
    contents = {name: content for name, content in undamaged_contents().items() if scan(content).is_dicom}
    for _ in range(count):
        name = rng.choice(sorted(contents))
        once = damaged(contents[name], rng)
        yield name, (contents[name], once, damaged(once, rng))


def check_and_compare(chain: tuple[bytes, bytes, bytes]) -> tuple[dict, dict]:
    """The two documents of a chain whose captures hold one file each."""
    headers = [scan(content) for content in chain]
    checked = [check_header(header, file=label) for label, header in zip(LABELS, headers, strict=True)]
    joint = check_collection(identify(header, file=label) for label, header in zip(LABELS, headers, strict=True))
    outlines = [
        (label, [outline(header, content, file="ct.dcm")])
        for label, header, content in zip(LABELS, headers, chain, strict=True)
    ]
    pairing = pair(outlines)
    facts = Survey.from_json(json.loads(json.dumps(survey(outlines, pairing).to_json())))
    changes: list[Change] = []
    for lineage in pairing.lineages:
        here = [at for at, names in enumerate(lineage.files) if names]
        changes += compare_lineage(
            lineage,
            {LABELS[at]: headers[at] for at in here},
            facts,
            outlines={LABELS[at]: outlines[at][1][0] for at in here},
        )
    settled = [settle(changes).apply(change) for change in changes]
    report = CompareReport(
        captures=tuple(CaptureSize(label, 1) for label in LABELS),
        lineages=pairing.lineages,
        changes=settled,
        presence=pairing.presence,
        groups=summarise(settled),
        sentences=sentences(settled, labels=LABELS, lineages=pairing.lineages, presence=pairing.presence),
        run={},
    )
    return (
        json.loads("".join(check_document(CheckReport(checked, joint, "test")))),
        json.loads("".join(compare_document(report))),
    )


def crashes(document: dict) -> list[str]:
    """What ENG001 says of rules that crashed."""
    return [
        finding["message"] for file in document["files"] for finding in file["findings"] if finding["code"] == "ENG001"
    ]
