"""``compare --expect``: what is allowed does not fail, what is required and missing does, and mistakes have lines."""

import json
import re
from pathlib import Path

import pytest

from tests import build

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"
LONG = "ACC-2024-000815-0017"
PREFIX = """- capture: router
  path: PatientID
  kind: value.prefixed
  rule: prefix GH-
"""
CUT = """- capture: router
  path: AccessionNumber
  kind: value.truncated
  rule: truncate 16
"""
ISSUER = """- capture: router
  path: IssuerOfPatientID
  kind: value.added
"""


def write(folder: Path, number: int, *, writer: str, **attributes) -> None:
    folder.mkdir(exist_ok=True)
    own = {"SOPInstanceUID": f"{build.ROOT}.4.{number}", "InstanceNumber": number, "PixelData": bytes([number]) * 48}
    content = build.file(build.ct(**{**own, **attributes}), ImplementationVersionName=writer)
    (folder / f"{number}.dcm").write_bytes(content)


@pytest.fixture
def chain(tmp_path, monkeypatch) -> Path:
    """Three instances; the router prefixes two Patient IDs, cuts all Accession Numbers and adds the issuer."""
    monkeypatch.chdir(tmp_path)
    for number in (1, 2, 3):
        patient = f"471{number}"
        own = {"PatientID": patient, "AccessionNumber": LONG, "IssuerOfPatientID": None}
        write(tmp_path / "a", number, writer="MODALITY", **own)
        prefixed = f"GH-{patient}" if number < 3 else patient
        own = {"PatientID": prefixed, "AccessionNumber": LONG[:16], "IssuerOfPatientID": "GH"}
        write(tmp_path / "b", number, writer="ROUTER", **own)
    return tmp_path


def compare(run, text: str, *options: str):
    Path("list.yaml").write_text(text)
    return run("compare", "modality=a", "router=b", "--expect", "list.yaml", *options)


def test_what_is_expected_does_not_fail(chain, run):
    assert compare(run, PREFIX + CUT + ISSUER).status == 0
    assert compare(run, PREFIX + CUT).status == 1
    assert run("compare", "modality=a", "router=b").status == 1


def test_a_rule_that_does_not_hold_allows_nothing(chain, run):
    assert compare(run, PREFIX.replace("GH-", "GX-") + CUT + ISSUER).status == 1


def test_an_unmet_requirement_fails_though_nothing_unexpected_changed(chain, run):
    done = compare(run, PREFIX + "  required: true\n" + CUT + ISSUER, "--format", "json")
    assert done.status == 1
    assert [
        (one["line"], one["allowed"], one["unmet"], one["lineages"]) for one in json.loads(done.out)["expectations"]
    ] == [
        (1, 2, 1, [3]),
        (6, 3, 0, []),
        (10, 3, 0, []),
    ]


def test_the_document_tells_by_which_entry_a_change_is_expected(chain, run):
    told = json.loads(compare(run, PREFIX, "--format", "json", "--level", "meaning").out)
    expected = {(change["path"], change["expected"]) for change in told["changes"]}
    assert expected == {
        ("(0010,0020)", "router: (0010,0020) Patient ID, value.prefixed, prefix GH-"),
        ("(0008,0050)", None),
        ("(0010,0021)", None),
    }
    assert {(group["path"], group["count"], group["expected"]) for group in told["summary"]} == {
        ("(0010,0020)", 2, 2),
        ("(0008,0050)", 3, 0),
        ("(0010,0021)", 3, 0),
    }


def test_expected_instances_do_not_fail(chain, run):
    write(chain / "b", 4, writer="ROUTER", PatientID="4714")
    every = PREFIX + CUT + ISSUER
    assert compare(run, every).status == 1
    assert compare(run, every + "- {capture: router, path: '*', kind: instance.added}\n").status == 0


def test_a_value_map_is_read_beside_the_list(chain, run):
    folder = chain / "lists"
    folder.mkdir()
    (folder / "ids.csv").write_text("before,after\n4711,GH-4711\n4712,GH-4712\n")
    (folder / "list.yaml").write_text(PREFIX.replace("prefix GH-", "map ids.csv") + CUT + ISSUER)
    assert run("compare", "modality=a", "router=b", "--expect", "lists/list.yaml").status == 0
    (folder / "ids.csv").write_text("4711,GH-4711\n")
    assert run("compare", "modality=a", "router=b", "--expect", "lists/list.yaml").status == 1
    (folder / "ids.csv").unlink()
    done = run("compare", "modality=a", "router=b", "--expect", "lists/list.yaml")
    assert done.status == 2
    assert done.err.splitlines()[1] == (
        "lists/list.yaml:4: ids.csv cannot be read (No such file or directory): put it beside this list."
    )


def test_every_mistake_has_its_line_and_nothing_is_compared(chain, run):
    done = compare(run, "- capture: ruoter\n  path: PatientId\n  kind: value.prefixed\n- capture: modality\x1b\n")
    assert (done.status, done.out) == (2, "")
    done = compare(run, "- capture: ruoter\n  path: PatientId\n  kind: value.prefixed\n- capture: modality\n")
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines() == [
        "dicomcheck: --expect: the list cannot be used",
        "list.yaml:1: There is no capture 'ruoter': did you mean router?",
        "list.yaml:2: There is no attribute 'PatientId' in PS3.6: did you mean PatientID or PatientSize?",
        "list.yaml:4: The entry has no path and no kind: add 'path: …'.",
        "list.yaml:4: No hop leads to 'modality', the first capture: name the one after the hop.",
    ]


def test_a_list_too_large_is_not_read_to_its_end(chain, run):
    done = compare(run, "#" * 300_000)
    assert done.status == 2
    assert done.err.splitlines()[1] == "list.yaml:1: The file is larger than 262,144 bytes: shorten it."


def test_the_documented_example_is_true(chain, run):
    text = DOCUMENT.read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (told,) = re.findall(r"```\n(Expectations\n.*?)```", text, re.DOTALL)
    done = compare(run, example)
    assert done.status == 1
    assert done.out.endswith(told)
