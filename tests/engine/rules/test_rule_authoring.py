"""The example in docs/rule-authoring.md is a rule that works."""

import re
from pathlib import Path

import pytest

from tests import build
from validator.engine import catalogue
from validator.engine.header import scan
from validator.engine.model import Severity
from validator.engine.rules.runner import Runner

PAGE = Path(__file__).parents[3] / "docs" / "rule-authoring.md"


def test_the_example_is_registered_and_finds_what_it_says(monkeypatch: pytest.MonkeyPatch):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.setattr(catalogue, "RULES", {})
    exec(compile(example, str(PAGE), "exec"), {})
    (rule,) = catalogue.RULES.values()
    runner = Runner([rule])
    narrow, usual = (build.file(build.ct(WindowWidth=width)) for width in ("2", "400"))
    (finding,) = runner.check_header(scan(narrow), file="a.dcm").findings
    assert (finding.code, finding.severity, finding.path) == ("OPS999", Severity.WARNING, "(0028,1051)")
    assert finding.message == "(0028,1051) Window Width is 2: the picture comes up in two shades."
    assert runner.check_header(scan(usual), file="a.dcm").findings == ()
