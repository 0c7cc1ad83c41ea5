"""What the rules about the form of values let pass without being asked, they let pass when they are asked."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import build
from validator.engine.catalogue import RULES
from validator.engine.header import scan
from validator.engine.rules.forms import FORMS, Form
from validator.engine.rules.runner import Runner
from validator.engine.rules.subject import READS, Value

ATTRIBUTES = [
    0x00080018,
    0x00080020,
    0x00080030,
    0x00080050,
    0x00080070,
    0x00200013,
    0x00200032,
    0x00280030,
    0x00091001,
]
UIDS = st.builds(
    lambda root, parts, padding: ".".join([root, *map(str, parts)]).encode() + padding,
    st.sampled_from(["1.0", "1.2", "1.3", "2.0", "2.25", "2.999"]),
    st.lists(st.one_of(st.integers(0, 20), st.integers(0, 1 << 128)), min_size=1, max_size=30),
    st.sampled_from([b"", b"\0"]),
).filter(lambda raw: FORMS["UI"].pattern.fullmatch(raw) is not None)
"""The pattern of a UID bounds its length, for which few of what is drawn from it would do."""


@pytest.mark.parametrize("vr", sorted(FORMS))
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_rule_yields_nothing_for_a_value_of_a_form_that_it_lets_pass(vr: str, data: st.DataObject):
    form = FORMS[vr]
    raw = data.draw(UIDS if vr == "UI" else st.from_regex(form.pattern, fullmatch=True))
    tag = data.draw(st.sampled_from(ATTRIBUTES))
    charset = data.draw(st.sampled_from([(), ("ISO_IR 100",), ("", "ISO 2022 IR 87")]))
    for code in form.passing:
        assert [*RULES[code].check(Value(tag, vr, vr, raw, charset, True))] == [], code


@pytest.mark.parametrize("vr", sorted(FORMS))
def test_every_rule_that_lets_a_form_pass_looks_at_such_values(vr: str):
    for code in FORMS[vr].passing:
        assert READS[RULES[code].check].covers(0x00080018, vr, is_plain=True)


def test_a_rule_that_lets_a_form_pass_is_asked_about_other_values_only(monkeypatch: pytest.MonkeyPatch):
    rule = RULES["UID003"]
    found = {"1.2.3": (), "1.2.03": ("UID003",)}
    assert codes(found) == found
    wide = Form(re.compile(rb"[0-9.]+\0?"), frozenset({rule.code}))
    monkeypatch.setitem(FORMS, "UI", wide)
    assert codes(found) == dict.fromkeys(found, ())


def codes(uids: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What UID003 says of series that have these UIDs, one after the other."""
    runner = Runner([RULES["UID003"]])
    found = {}
    for uid in ("1.2.4", *uids):
        header = scan(build.file(build.ct(), raw={0x0020000E: ("UI", uid.encode() + b"\0" * (len(uid) % 2))}))
        found[uid] = tuple(finding.code for finding in runner.check_header(header, file="a.dcm").findings)
    found.pop("1.2.4")
    return found
