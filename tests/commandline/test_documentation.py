"""docs/command-line.md is true: its documents have the fields that the command writes."""

import json
import re
from pathlib import Path

from tests import build
from tests.engine.report.reports import CHECKED, CUT, GROUPS, LINEAGES, MISSING, TWICE, check_report, compare_report
from validator.commandline.arguments import FORMATS, build_parser
from validator.engine.report import check_document, compare_document

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")


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
    )
    written = json.loads("".join(compare_document(report)))
    told["lineages"][0]["files"] = {"archive": []}
    assert {**shape(written), "run": None} == {**shape(told), "run": None}
    (tmp_path / "ct.dcm").write_bytes(build.file(build.ct()))
    done = run("compare", f"a={tmp_path}", f"b={tmp_path}", "--format", "json")
    assert set(json.loads(done.out)["run"]) == set(told["run"])


def test_the_digest_can_be_recomputed_as_written(tmp_path, run, monkeypatch):
    (tmp_path / "a.dcm").write_bytes(build.file(build.ct()))
    (tmp_path / "b.dcm").write_bytes(build.file(build.ct(AccessionNumber="A2024-08")))
    done = run("compare", f"a={tmp_path / 'a.dcm'}", f"b={tmp_path / 'b.dcm'}", "--format", "json")
    (tmp_path / "report.json").write_text(done.out)
    monkeypatch.chdir(tmp_path)
    (recipe,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(recipe, DOCUMENT.name, "exec"), {})


def test_every_format_and_option_is_written():
    assert re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE) == sorted(FORMATS, key=list(written_order()).index)
    for action in build_parser()._subparsers._group_actions[0].choices.values():
        options = {option for one in action._actions for option in one.option_strings if option.startswith("--")}
        assert [option for option in options - {"--help"} if option not in TEXT] == []


def written_order() -> tuple[str, ...]:
    """People's formats first."""
    return ("text", "html", "json", "ndjson", "csv", "junit", "sarif")
