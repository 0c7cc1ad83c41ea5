"""docs/command-line.md is true: its documents have the fields that the command writes."""

import json
import re
from pathlib import Path

from tests import build
from tests.engine.report import reports
from tests.engine.report.reports import (
    CHECKED,
    CUT,
    GROUPS,
    INTRODUCED,
    LINEAGES,
    MISSING,
    SEGMENTATION,
    STALE,
    STUDY,
    TWICE,
    check_report,
    compare_report,
)
from validator.commandline.arguments import COMPARE_FORMATS, build_parser
from validator.engine.model import (
    BreakdownLine,
    DeltaState,
    Dimension,
    Discrepancy,
    DiscrepancyKind,
    Entity,
    Reconciliation,
    ReferenceGraph,
    ReferenceState,
    Sampling,
)
from validator.engine.report import FORMATS as RENDERERS
from validator.engine.report import check_document, compare_document

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
FACT_MEMBERS = (
    *("ambiguous", "breakdown", "deidentifications", "delta", "discrepancies", "expectations", "reconciled"),
    *("reference_links", "reference_nodes", "rules", "sampling", "studies", "uids"),
)
FACTS = reports.FACTS._replace(
    breakdown=(BreakdownLine(Dimension.MODALITY, "CT", *((1, 1), (1, 1), (5, 4), (0, 1), (0, 0), (0, 0), (0, 0))),),
    reconciled=(Reconciliation("index", "archive", Entity.STUDY, 10, 9, 1, 0, 0),),
    discrepancies=(Discrepancy("index", "archive", DiscrepancyKind.MISSING, Entity.STUDY, "1.2.5", 17),),
    sampling=Sampling(100_000, 3_000, "5f7a"),
)
ONE_OF_EACH = FACTS._replace(
    studies=(STUDY,), references=ReferenceGraph((SEGMENTATION,), (STALE,)), delta=(INTRODUCED,)
)


def shape(value: object) -> object:
    """The fields of a document, without what they hold."""
    if isinstance(value, dict):
        return {name: shape(held) for name, held in value.items()}
    if isinstance(value, list):
        return [shape(held) for held in value if isinstance(held, dict)]
    return "value"


def documented(schema: str) -> dict:
    blocks = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]
    return next(block for block in blocks if block["schema"] == schema)


def test_the_check_document_is_as_written():
    told = documented("dicomcheck.check/1")
    report = check_report(files=[CHECKED._replace(findings=CHECKED.findings[:1])], collection=[TWICE])
    assert shape(json.loads("".join(check_document(report)))) == shape(told)


def test_the_compare_document_is_as_written(tmp_path, run):
    told = documented("dicomcheck.compare/1")
    report = compare_report(
        captures=compare_report().captures[1:],
        lineages=(LINEAGES[0]._replace(files=(("CT1.dcm",),)),),
        changes=[CUT._replace(evidence=())],
        presence=(MISSING,),
        groups=GROUPS[:1],
        facts=ONE_OF_EACH,
    )
    written = json.loads("".join(compare_document(report)))
    told["lineages"][0]["files"] = {"archive": []}
    assert {**shape(written), "run": None} == {**shape(told), "run": None}
    (tmp_path / "ct.dcm").write_bytes(build.file(build.ct()))
    done = run("compare", f"a={tmp_path}", f"b={tmp_path}", "--format", "json")
    assert set(json.loads(done.out)["run"]) == set(told["run"])


def test_no_member_of_the_documents_stands_there_empty():
    for schema in ("dicomcheck.check/1", "dicomcheck.compare/1"):
        assert [name for name, rows in documented(schema).items() if rows in ([], {})] == []


def test_the_example_of_each_fact_is_of_the_same_types_as_what_is_written():
    """Down to the innermost list: ``[["1.2.3"], []]`` is not ``["1.2.3"]``."""
    written = json.loads("".join(compare_document(compare_report(facts=ONE_OF_EACH))))
    told = documented("dicomcheck.compare/1")
    for member in FACT_MEMBERS:
        assert types(told[member]) == types(written[member]), member


def types(value: object) -> object:
    """The same value with the names of types in place of what it holds; a list as the types that occur in it."""
    if isinstance(value, dict):
        return {name: types(held) for name, held in value.items()}
    if isinstance(value, list):
        return [json.loads(kind) for kind in sorted({json.dumps(types(held), sort_keys=True) for held in value})]
    return type(value).__name__


def test_every_state_and_every_record_is_written():
    assert [state for state in (*ReferenceState, *DeltaState) if f"`{state}`" not in TEXT] == []
    lines = map(json.loads, RENDERERS["ndjson"].compare(compare_report(facts=FACTS)))
    records = list(dict.fromkeys(line["record"] for line in lines))
    named = ", ".join(f"`{record}`" for record in records[:-1]) + f" and `{records[-1]}`"
    assert f"in this order, the records {named};" in " ".join(TEXT.split())


def test_the_digest_can_be_recomputed_as_written(tmp_path, run, monkeypatch):
    (tmp_path / "a.dcm").write_bytes(build.file(build.ct()))
    (tmp_path / "b.dcm").write_bytes(build.file(build.ct(AccessionNumber="A2024-08")))
    done = run("compare", f"a={tmp_path / 'a.dcm'}", f"b={tmp_path / 'b.dcm'}", "--format", "json")
    (tmp_path / "report.json").write_text(done.out)
    monkeypatch.chdir(tmp_path)
    (recipe,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(recipe, DOCUMENT.name, "exec"), {})


def test_every_format_and_option_is_written():
    table = TEXT.partition("| format | for | shape |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == sorted(
        COMPARE_FORMATS, key=list(written_order()).index
    )
    for action in build_parser()._subparsers._group_actions[0].choices.values():
        options = {option for one in action._actions for option in one.option_strings if option.startswith("--")}
        assert [option for option in options - {"--help"} if option not in TEXT] == []


def written_order() -> tuple[str, ...]:
    """People's formats first."""
    return ("text", "html", "json", "ndjson", "csv", "junit", "sarif", "xlsx", "pdf")
