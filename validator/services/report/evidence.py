"""Where the evidence of each sentence of the verdict is shown: a tab, narrowed to the very lines it speaks of."""

from collections.abc import Collection

from validator.engine.catalogue import KINDS
from validator.engine.model import Evidence, Level, Sentence, Topic
from validator.models import Group
from validator.services import results
from validator.services.report.filters import Filters
from validator.services.report.run import Run

TABS = {
    Topic.CHANGES: "changes",
    Topic.DEIDENTIFICATION: "changes",
    Topic.EXPECTED: "changes",
    Topic.PRESENCE: "instances",
    Topic.COMPLETENESS: "instances",
    Topic.AMBIGUITY: "instances",
    Topic.REFERENCES: "references",
    Topic.DELTA: "findings",
    Topic.FINDINGS: "findings",
    Topic.UNMET: "findings",
    Topic.RECONCILED: "lists",
    Topic.UNREAD: "files",
}


def evidence_of(run: Run, number: int, sentence: Sentence) -> tuple[str, Filters]:
    """The tab and the filters for the sentence of this number, counted from 1."""
    tab = TABS[sentence.topic]
    position = next((capture.position for capture in run.captures if capture.label == sentence.capture), None)
    filters = Filters(run=None if run.latest else run.analysis.number)
    if tab == "changes":
        level = "expected" if sentence.topic is Topic.EXPECTED else _level(sentence.evidence)
        return tab, filters._replace(said=number, level=level)
    if tab == "references":
        return tab, filters._replace(hop=position)
    if sentence.topic is Topic.PRESENCE:
        return tab, filters._replace(hop=position, presence=sentence.kinds[0] if len(sentence.kinds) == 1 else "")
    if sentence.topic is Topic.DELTA:
        return tab, filters._replace(by="hop", hop=position)
    if tab == "findings":
        code = sentence.evidence[0].kind if len(sentence.evidence) == 1 else ""
        return tab, filters._replace(capture=position, row=code)
    if tab in ("files", "lists"):
        return tab, filters._replace(capture=position)
    return tab, filters


def _level(lines: Collection[Evidence]) -> str:
    levels = {KINDS[line.kind].level for line in lines if line.kind in KINDS}
    if levels == {Level.ENCODING}:
        return "encoding"
    return "all" if Level.ENCODING in levels else "meaning"


def sentence_said(run: Run, filters: Filters) -> Sentence | None:
    """The sentence that the filters narrow the report to."""
    if filters.said is None:
        return None
    sentences = results.sentences(run.analysis)
    return sentences[filters.said - 1] if 0 < filters.said <= len(sentences) else None


def speaks_of(run: Run, lines: Collection[Evidence], group: Group) -> bool:
    """Whether a line of changes is among those that a sentence speaks of."""
    return Evidence(run.label(group.capture), group.code, group.path) in lines
