"""Every rule is documented, tested in a good and a bad case, and can be looked up by its code."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import validator.engine.contract
import validator.engine.rules
from validator.engine.catalogue import CODE, FAMILIES, RULES, Rule, Scope
from validator.engine.rules.subject import READS

BAD = {"flags", "collection_flags"}
GOOD = {"allows", "collection_allows"}
PACKAGE = Path(validator.engine.rules.__file__).parent
EVENTS = {"ENG001", "ENG002"}
"""Rules about what happens while rules run: no file has a good and a bad case of them (see test_runner)."""
CHAIN = {rule.code for rule in RULES.values() if rule.scope is Scope.CHAIN}
"""Rules about what came of a comparison: their cases are in tests/engine/contract."""
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def _codes_given_to(functions: set[str]) -> set[str]:
    """Every rule code that stands inside a call of these functions in the tests beside this one."""
    codes = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
                codes |= {
                    inner.value
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and CODE.fullmatch(inner.value)
                }
    return codes


def test_every_rule_has_a_bad_case():
    assert set(RULES) - EVENTS - CHAIN - _codes_given_to(BAD) == set()


def test_every_rule_has_a_good_case():
    assert set(RULES) - EVENTS - CHAIN - _codes_given_to(GOOD) == set()


@every_rule
def test_codes_lead_to_their_rule_and_family(rule: Rule):
    assert RULES[rule.code] is rule
    assert rule.family in FAMILIES


@every_rule
def test_a_rule_lives_in_the_module_of_its_family(rule: Rule):
    room = "contract" if rule.scope is Scope.CHAIN else "rules"
    assert rule.check.__module__.removeprefix(f"validator.engine.{room}.").split(".")[0] == rule.family.lower()


@every_rule
def test_pages_are_written_in_sentences(rule: Rule):
    for part in rule.page:
        assert part[0] == part[0].upper(), part
        assert part.endswith((".", '"', ")")), part


@every_rule
def test_references_name_a_section_of_the_standard(rule: Rule):
    if rule.family == "ENG":
        assert rule.reference == "none: this is about the tool"
    elif rule.family == "CON":
        assert rule.reference == "none: this is the owner's own demand"
    else:
        assert re.match(r"PS3\.\d+ [A-Z0-9]", rule.reference), rule.reference


@every_rule
def test_messages_use_named_fields_only(rule: Rule):
    fields = [field for _, field, _, _ in Formatter().parse(rule.message) if field is not None]
    assert all(field.isidentifier() for field in fields)
    assert rule.message.endswith((".", "?"))


@every_rule
def test_names_are_short_phrases(rule: Rule):
    assert len(rule.name) <= 60
    assert not rule.name.endswith(".")


def test_only_element_rules_choose_their_value_representations():
    assert set(READS) <= {rule.check for rule in RULES.values() if rule.scope is Scope.ELEMENT}


def test_no_two_rules_share_a_name():
    names = [rule.name for rule in RULES.values()]
    assert sorted(names) == sorted(set(names))


def test_each_module_of_rules_is_imported():
    modules = {rule.check.__module__ for rule in RULES.values() if rule.scope is not Scope.CHAIN}
    written = {
        ".".join(("validator.engine.rules", *path.relative_to(PACKAGE).with_suffix("").parts))
        for path in PACKAGE.rglob("*.py")
        if "@rule(" in path.read_text(encoding="utf-8") and path.name != "runner.py"
    }
    assert written == modules
