"""``rules`` and ``explain``: the catalogue in the terminal."""

import json

import pytest

from validator.engine.catalogue import KINDS, RULES


def test_rules_lists_every_rule_and_kind(run):
    done = run("rules")
    assert done.status == 0
    first_words = [line.split()[0] for line in done.out.splitlines() if line.startswith("  ")]
    assert first_words == [*sorted(RULES, key=lambda code: (list_position(code), code)), *sorted(KINDS)]
    assert "UID003" in RULES


def list_position(code: str) -> int:
    families = ["FIL", "VRV", "UID", "CHR", "IDN", "IOD", "PIX", "GEO", "MFR", "SRD", "PRV", "DIR", "OPS", "CON", "ENG"]
    return families.index(code[:3])


def test_rules_as_json_have_their_pages(run):
    catalogue = json.loads(run("rules", "--format", "json").out)
    assert [rule["code"] for rule in catalogue["rules"]] == sorted(RULES)
    assert [kind["kind"] for kind in catalogue["kinds"]] == sorted(KINDS)
    rule = next(rule for rule in catalogue["rules"] if rule["code"] == "UID003")
    assert rule["severity"] == "error"
    assert set(rule["page"]) == {"what", "why", "example", "fix"}


@pytest.mark.parametrize("name", ["UID003", "uid003"])
def test_explain_shows_the_page_of_a_rule(run, name):
    done = run("explain", name)
    rule = RULES["UID003"]
    assert done.status == 0
    assert done.out.startswith(f"UID003  {rule.name}\nerror, {rule.reference}\n\n")
    headings = [line for line in done.out.splitlines() if line in ("Why it matters", "Example", "How to fix")]
    assert headings == ["Why it matters", "Example", "How to fix"]
    assert " ".join(rule.page.why.split()) in " ".join(done.out.split())


@pytest.mark.parametrize("name", ["uid.regenerated", "UID.Regenerated"])
def test_explain_shows_the_page_of_a_kind_of_change(run, name):
    done = run("explain", name)
    kind = KINDS["uid.regenerated"]
    assert done.status == 0
    assert done.out.startswith(f"uid.regenerated  {kind.title}\na change of meaning\n\n")


def test_every_rule_and_kind_can_be_explained(run):
    assert [name for name in [*RULES, *KINDS] if run("explain", name).status != 0] == []


def test_explain_suggests_what_was_meant(run):
    done = run("explain", "UID03")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("dicomcheck: 'UID03' is no rule, kind of change, attribute or IOD: did you mean UID0")


def test_explain_points_to_the_list_where_nothing_is_near(run):
    done = run("explain", "qqqqqqqq")
    assert done.err == (
        "dicomcheck: 'qqqqqqqq' is no rule, kind of change, attribute or IOD: "
        '"dicomcheck rules" lists all rules and kinds.\n'
    )
