"""Expectations held against changes: what they allow, what they require, and what they leave alone."""

from tests import build
from tests.engine.compare.harness import Capture, trace
from validator.engine.catalogue import RULES
from validator.engine.contract import Chain, Expectations, ExpectationTally, load_expectations, unmet_finding
from validator.engine.model import Change, CollectionFinding, Impact, Level, Lineage, Presence, Severity
from validator.engine.text.display import shorten

PREFIXED = Change(
    capture_before="a",
    capture="b",
    lineage=1,
    file_before="1.dcm",
    file_after="1.dcm",
    path="(0010,0020)",
    keyword="PatientID",
    kind="value.prefixed",
    level=Level.MEANING,
    before="4711",
    after="GH-4711",
    impact=Impact.BREAKS,
)
NESTED = PREFIXED._replace(path="(0040,0275)[1].(0008,0050)", kind="value.truncated", before="A-123456", after="A-1234")


def expecting(*entries: str) -> Expectations:
    return load_expectations("".join(f"- {{{entry}}}\n" for entry in entries).encode(), Chain(("a", "b", "c")))


def expected(change: Change, *entries: str) -> str | None:
    return expecting(*entries).judge(change).expected


def numbers(results, *names: str) -> list[tuple]:
    return [tuple(getattr(result, name) for name in names) for result in results]


def test_an_entry_allows_the_change_that_it_describes():
    entry = "capture: b, path: PatientID, kind: value.prefixed, rule: prefix GH-"
    assert expected(PREFIXED, entry) == "b: (0010,0020) Patient ID, value.prefixed, prefix GH-"
    assert expected(PREFIXED._replace(capture="c"), entry) is None
    assert expected(PREFIXED._replace(path="(0010,0021)"), entry) is None
    assert expected(PREFIXED._replace(kind="value.replaced"), entry) is None
    assert expected(PREFIXED._replace(after="GX-4711"), entry) is None


def test_stars_and_families_allow_more():
    for entry in (
        "capture: b, path: '*', kind: value.*",
        "capture: '*', path: PatientID, kind: '*'",
        "capture: '*', path: '*', kind: '*'",
    ):
        assert expected(PREFIXED, entry) is not None
    assert expected(PREFIXED._replace(kind="uid.regenerated"), "capture: b, path: '*', kind: value.*") is None
    assert expected(PREFIXED, "capture: b, path: '*', kind: uid.*") is None


def test_paths_without_numbers_mean_every_item():
    for path in (
        "RequestAttributesSequence.AccessionNumber",
        "'(0040,0275)[*].(0008,0050)'",
        "'00400275[1].00080050'",
        "RequestAttributesSequence.*",
    ):
        assert expected(NESTED, f"capture: b, path: {path}, kind: value.truncated") is not None
    for path in ("'00400275[0].00080050'", "AccessionNumber", "RequestAttributesSequence", "ContentSequence.*"):
        assert expected(NESTED, f"capture: b, path: {path}, kind: value.truncated") is None


def test_a_path_to_a_sequence_means_it_and_its_items_but_nothing_inside():
    item = PREFIXED._replace(path="(0040,0275)[2]", kind="sequence.item-removed")
    whole = PREFIXED._replace(path="(0040,0275)", kind="sequence.removed")
    entry = "capture: b, path: RequestAttributesSequence, kind: '*'"
    assert [expected(change, entry) is not None for change in (item, whole, NESTED)] == [True, True, False]
    entry = "capture: b, path: RequestAttributesSequence.*, kind: '*'"
    assert [expected(change, entry) is not None for change in (item, whole, NESTED)] == [False, False, True]


def test_the_first_entry_that_fits_is_told():
    entries = ("capture: b, path: '*', kind: '*', note: first", "capture: b, path: PatientID, kind: value.prefixed")
    assert expected(PREFIXED, *entries) == "b: every attribute, any kind (first)"
    assert expected(PREFIXED, *reversed(entries)) == "b: (0010,0020) Patient ID, value.prefixed"


def test_what_else_was_done_to_the_value_must_be_allowed_too():
    change = PREFIXED._replace(kind="value.case", also=("value.truncated",), before="accession", after="ACC")
    case, cut = "capture: b, path: PatientID, kind: value.case", "capture: b, path: '*', kind: value.truncated"
    assert expected(change, case) is None
    assert expected(change, cut, case) == "b: (0010,0020) Patient ID, value.case"
    assert expected(change, "capture: b, path: PatientID, kind: value.*") is not None
    assert expected(change, f"{case}, rule: [upper, truncate 3]") is not None
    assert expected(change, f"{case}, rule: upper") is None
    assert expected(change._replace(also=("encoding.padding",)), case) is not None


def test_another_name_for_the_same_act_need_not_be_allowed():
    values = {"before": "RAD-2026-1", "after": "RAD-2026"}
    cut = PREFIXED._replace(kind="value.truncated", also=("value.suffix-removed",), **values)
    assert expected(cut, "capture: b, path: PatientID, kind: value.truncated") is not None
    assert expected(cut._replace(also=("value.overlong",)), "capture: b, path: '*', kind: value.truncated") is None


def test_changes_of_encoding_may_be_expected():
    syntax = PREFIXED._replace(path="(0002,0010)", kind="encoding.file-meta", level=Level.ENCODING)
    whole = PREFIXED._replace(path="", keyword="", kind="encoding.vr", level=Level.ENCODING)
    assert expected(syntax, "capture: b, path: TransferSyntaxUID, kind: encoding.*") is not None
    assert expected(whole, "capture: b, path: '*', kind: encoding.vr") is not None


def test_a_rule_is_not_judged_on_values_that_are_not_shown_to_the_end():
    long = PREFIXED._replace(before=shorten("x" * 400), after=shorten("GH-" + "x" * 400))
    entry = "capture: b, path: PatientID, kind: value.prefixed, rule: prefix GH-, required: true"
    tally = ExpectationTally(expecting(entry))
    tally.follow([Lineage(1, "sop-instance-uid", (("1",), ("1",), ()))], ("a", "b", "c"))
    assert tally.judge(long).expected is None
    assert numbers(tally.results(), "allowed", "undecided", "unmet") == [(0, 1, 0)]
    assert expected(long, "capture: b, path: PatientID, kind: value.prefixed") is not None


def test_a_rule_is_not_judged_on_the_size_of_a_value():
    bulk = PREFIXED._replace(path="(7FE0,0010)", before="512 bytes", after="512 bytes")
    tally = ExpectationTally(expecting("capture: b, path: '*', kind: '*', rule: constant 512 bytes"))
    assert tally.judge(bulk).expected is None
    assert tally.judge(PREFIXED._replace(after="512 bytes")).expected is not None
    assert numbers(tally.results(), "allowed", "undecided") == [(1, 1)]


def test_instances_may_be_allowed_to_come_and_go():
    added = Presence("b", "instance.added", 3, "sr.dcm")
    entry = "capture: b, path: '*', kind: instance.added"
    assert expecting(entry).judge_presence(added).expected == "b: every attribute, instance.added"
    assert expecting(entry).judge_presence(added._replace(kind="instance.missing")).expected is None
    assert expecting(entry).judge_presence(added._replace(capture="c")).expected is None
    tally = ExpectationTally(expecting(entry))
    assert tally.judge_presence(added) == expecting(entry).judge_presence(added)
    assert numbers(tally.results(), "allowed") == [(1,)]


def test_who_passed_the_hop_without_the_required_change_is_told():
    entry = "capture: b, path: PatientID, kind: value.prefixed, rule: prefix GH-, required: true"
    tally = ExpectationTally(expecting("capture: b, path: PatientID, kind: value.*", entry))
    lineages = [
        Lineage(1, "sop-instance-uid", (("1",), ("1",), ("1",))),
        Lineage(2, "sop-instance-uid", (("2",), ("2",), ())),
        Lineage(3, "single", ((), ("3",), ())),
        Lineage(4, "sop-instance-uid", (("4",), (), ("4",))),
        Lineage(5, "sop-instance-uid", (("5",), ("5",), ())),
        Lineage(6, "sop-instance-uid", (("6",), ("6",), ())),
    ]
    tally.follow(lineages, ("a", "b", "c"), left_out={6})
    tally.judge(PREFIXED)
    tally.judge(PREFIXED._replace(lineage=5, after="GX-4711"))
    assert numbers(tally.results(), "number", "line", "required", "allowed", "unmet", "lineages") == [
        (1, 1, False, 2, 0, ()),
        (2, 2, True, 1, 2, (2, 5)),
    ]
    assert tally.unmet(1) == []
    assert tally.unmet(2) == [2, 5]


def test_a_hop_over_a_gap_counts_where_the_instance_comes_back():
    tally = ExpectationTally(expecting("capture: c, path: PatientID, kind: value.*, required: true"))
    tally.follow([Lineage(4, "sop-instance-uid", (("4",), (), ("4",)))], ("a", "b", "c"))
    assert tally.unmet(1) == [4]
    tally.judge(PREFIXED._replace(capture="c", lineage=4))
    assert tally.unmet(1) == []


def test_the_finding_names_the_entry_and_the_files_but_no_value():
    entry = "capture: b, path: PatientID, kind: value.prefixed, rule: constant DOE^JOHN, required: true"
    tally = ExpectationTally(expecting("capture: b, path: '*', kind: uid.*", entry))
    tally.follow([Lineage(2, "sop-instance-uid", (("2.dcm",), ("b/2.dcm",), ()))], ("a", "b", "c"))
    allowed, unmet = tally.results()
    assert unmet_finding(allowed, []) is None
    assert unmet_finding(unmet, ["b/2.dcm"]) == CollectionFinding(
        "CON001",
        Severity.ERROR,
        "(0010,0020)",
        "1 of the instances that reached b came without the change that entry 2 of the expectations (line 2) requires "
        "there: value.prefixed.",
        ("b/2.dcm",),
    )
    assert RULES["CON001"].page.fix


def chain() -> tuple[Capture, Capture]:
    first = {f"{n}": build.ct(SOPInstanceUID=f"{build.ROOT}.4.{n}", PatientID=f"P{n}") for n in range(3)}
    after = {f"{n}": build.ct(SOPInstanceUID=f"{build.ROOT}.4.{n}", PatientID=f"GH-P{n}") for n in range(3)}
    after["2"] = build.ct(SOPInstanceUID=f"{build.ROOT}.4.2", PatientID="P2")
    return (
        {name: build.file(content) for name, content in first.items()},
        {name: build.file(content) for name, content in after.items()},
    )


def test_a_chain_of_files_is_judged_from_end_to_end():
    traced = trace(*chain())
    entry = "capture: b, path: PatientID, kind: value.prefixed, rule: prefix GH-, required: true"
    tally = ExpectationTally(expecting(entry))
    tally.follow(traced.pairing.lineages, ("a", "b"))
    judged = [tally.judge(change) for change in traced.changes]
    assert [(change.path, change.expected is not None) for change in judged if change.level is Level.MEANING] == [
        ("(0010,0020)", True),
        ("(0010,0020)", True),
    ]
    (result,) = tally.results()
    assert (result.allowed, result.unmet, result.path, result.kind, result.capture) == (
        2,
        1,
        "(0010,0020)",
        "value.prefixed",
        "b",
    )
