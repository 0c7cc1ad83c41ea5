"""Expectations of a case: kept version by version, checked, and held against the next run."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import build
from tests.web.conftest import Api
from validator.models import Analysis, AuditEvent, Case, ExpectationList, Group, Posting, Row
from validator.services import analysis, captures, cases, expectations, results
from validator.services.errors import Forbidden, Invalid
from validator.services.expectations import Draft, Unusable

ANYBODY = AnonymousUser()
PREFIX = "- {capture: router, path: PatientID, kind: value.prefixed, rule: prefix GH-, required: true}\n"
CUT = "- {capture: router, path: AccessionNumber, kind: value.truncated}\n"
LONG = "ACC-2024-000815-0017"


def file(number: int, **attributes: Any) -> bytes:
    own = {"SOPInstanceUID": f"{build.ROOT}.4.{number}", "InstanceNumber": number, "PixelData": bytes([number]) * 48}
    return build.file(build.ct(**{**own, **attributes}))


@pytest.fixture
def case(api: Api) -> Case:
    """Three instances; the router prefixes two Patient IDs and cuts all Accession Numbers."""
    number = api.new_case("modality", "router")
    source = {f"{n}.dcm": file(n, PatientID=f"471{n}", AccessionNumber=LONG) for n in (1, 2, 3)}
    target = {f"{n}.dcm": file(n, PatientID=f"GH-471{n}", AccessionNumber=LONG[:16]) for n in (1, 2)}
    target["3.dcm"] = file(3, PatientID="4713", AccessionNumber=LONG[:16])
    api.send(number, 0, source)
    api.send(number, 1, target)
    return Case.objects.get(pk=number)


def run(case: Case, drain: Callable[..., int]) -> Analysis:
    analysis.start(ANYBODY, case)
    drain()
    done = analysis.latest(case)
    assert done is not None
    assert done.state == Analysis.State.DONE
    return done


def lines(run: Analysis, **only: Any) -> list[tuple[str, str, bool, int]]:
    """Code, path, whether it is expected, and number of the lines of the report."""
    return list(
        Group.objects.filter(analysis=run, **only).order_by("rank").values_list("code", "path", "expected", "members")
    )


def test_a_list_is_kept_as_a_version(case: Case) -> None:
    assert expectations.draft_of(case) == Draft("", {})
    first = expectations.save(ANYBODY, case, Draft(PREFIX.replace("\n", "\r\n")))
    assert (first.number, first.text) == (1, PREFIX)
    second = expectations.save(ANYBODY, case, Draft(PREFIX + CUT))
    assert expectations.draft_of(case) == Draft(PREFIX + CUT, {})
    assert [kept.number for kept in case.expectation_lists.all()] == [second.number]
    assert expectations.save(ANYBODY, case, Draft(PREFIX + CUT)) == second
    events = AuditEvent.objects.filter(case_number=case.pk, action="expectations.saved").order_by("id")
    assert [event.detail for event in events] == [
        {"version": 1, "size": len(PREFIX)},
        {"version": 2, "size": len(PREFIX + CUT)},
    ]


def test_mistakes_are_told_with_their_lines_and_nothing_is_kept(case: Case) -> None:
    with pytest.raises(Unusable) as refused:
        expectations.save(ANYBODY, case, Draft("- capture: ruoter\n  path: PatientID\n  kind: uid\n"))
    assert [(one.line, one.text) for one in refused.value.complaints] == [
        (1, "There is no capture 'ruoter': did you mean router?"),
        (3, "There is no kind of change 'uid': did you mean uid.*?"),
    ]
    assert str(refused.value).startswith("Line 1: There is no capture 'ruoter'")
    assert not ExpectationList.objects.exists()


def test_a_run_is_judged_by_the_list(case: Case, drain: Callable[..., int]) -> None:
    kept = expectations.save(ANYBODY, case, Draft(PREFIX + CUT))
    done = run(case, drain)
    assert done.expectations == kept
    told = {
        (change.path, change.lineage): change.expected for change in results.changes(done) if change.level == "meaning"
    }
    prefix = "router: (0010,0020) Patient ID, value.prefixed, prefix GH-, required"
    cut = "router: (0008,0050) Accession Number, value.truncated"
    assert told == {
        ("(0010,0020)", 1): prefix,
        ("(0010,0020)", 2): prefix,
        ("(0008,0050)", 1): cut,
        ("(0008,0050)", 2): cut,
        ("(0008,0050)", 3): cut,
    }
    assert [change.expected for change in results.changes_of(done, 3) if change.level == "meaning"] == [cut]
    assert [(group.count, group.expected) for group in results.change_groups(done) if group.path == "(0010,0020)"] == [
        (2, 2)
    ]
    assert lines(done, scope="change", level="meaning") == [
        ("value.prefixed", "(0010,0020)", True, 2),
        ("value.truncated", "(0008,0050)", True, 3),
    ] or lines(done, scope="change", level="meaning") == [
        ("value.truncated", "(0008,0050)", True, 3),
        ("value.prefixed", "(0010,0020)", True, 2),
    ]


def test_what_is_required_and_missing_is_a_finding_on_the_instances(case: Case, drain: Callable[..., int]) -> None:
    expectations.save(ANYBODY, case, Draft(PREFIX))
    done = run(case, drain)
    (finding,) = Group.objects.filter(analysis=done, code="CON001")
    assert (finding.scope, finding.capture, finding.path, finding.severity, finding.members) == (
        "collection",
        1,
        "(0010,0020)",
        "error",
        1,
    )
    (posting,) = Posting.objects.filter(group=finding)
    assert bytes(posting.bitmap) == bytes([1 << 5])
    assert finding.sample["examples"][0]["files"] == ["3.dcm"]
    (row,) = Row.objects.filter(analysis=done, table=Row.Table.EXPECTATIONS)
    assert (row.value["allowed"], row.value["unmet"], row.value["lineages"]) == (2, 1, [3])


def test_a_report_stays_with_the_version_that_it_was_made_with(case: Case, drain: Callable[..., int]) -> None:
    first = expectations.save(ANYBODY, case, Draft(PREFIX))
    done = run(case, drain)
    second = expectations.save(ANYBODY, case, Draft(CUT))
    assert (first.number, second.number) == (1, 2)
    done.refresh_from_db()
    assert done.expectations == first
    expected = {change.path for change in results.changes(done) if change.expected}
    assert expected == {"(0010,0020)"}
    captures.unseal(case)
    again = run(case, drain)
    assert again.expectations == second
    assert {change.path for change in results.changes(again) if change.expected} == {"(0008,0050)"}


def test_an_empty_list_expects_nothing(case: Case, drain: Callable[..., int]) -> None:
    expectations.save(ANYBODY, case, Draft(PREFIX))
    expectations.save(ANYBODY, case, Draft(" \n"))
    done = run(case, drain)
    assert done.expectations is None
    assert not any(change.expected for change in results.changes(done))


def test_expected_instances_are_told_as_such(case: Case, api: Api, drain: Callable[..., int]) -> None:
    api.send(case.pk, 1, {"4.dcm": file(4)})
    expectations.save(ANYBODY, case, Draft("- {capture: router, path: '*', kind: instance.added}\n"))
    done = run(case, drain)
    assert lines(done, scope="presence") == [("instance.added", "", True, 1)]
    (told,) = api.report(case.pk)["compare"]["presence"]
    assert told["expected"] == "router: every attribute, instance.added"


def test_a_list_that_does_not_fit_the_captures_any_more_keeps_the_run_from_starting(case: Case) -> None:
    expectations.save(ANYBODY, case, Draft(PREFIX))
    captures.describe(ANYBODY, case, 1, label="gateway")
    with pytest.raises(
        Invalid, match=r"^The expectations do not fit the captures any more \(line 1: There is no capture"
    ):
        analysis.start(ANYBODY, case)
    assert not Analysis.objects.filter(case=case).exists()
    assert not case.captures.filter(sealed_at__isnull=False).exists()


def test_value_maps_lie_beside_the_list(case: Case, drain: Callable[..., int]) -> None:
    text = PREFIX.replace("prefix GH-", "map ids.csv")
    with pytest.raises(Unusable, match=r"ids\.csv cannot be read \(there is no value map of that name\)"):
        expectations.save(ANYBODY, case, Draft(text))
    draft = expectations.with_tables(Draft(text), {"C:\\lists\\ids.csv": b"\xef\xbb\xbf4711,GH-4711\n"})
    assert draft.tables == {"ids.csv": "4711,GH-4711\n"}
    expectations.save(ANYBODY, case, draft)
    done = run(case, drain)
    assert [change.after for change in results.changes(done) if change.expected] == ["GH-4711"]


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"ids.csv": b"\xff\xfe"}, "ids.csv is no text in UTF-8"),
        ({"ids.csv": b"a\0,b"}, "ids.csv is no text in UTF-8"),
        ({"ids.csv": b"a" * (8 * 1024 * 1024 + 1)}, "The value maps are larger than 8,388,608 bytes together"),
        ({f"{number}.csv": b"a,b" for number in range(21)}, "There are at most 20 value maps in a case"),
    ],
)
def test_what_is_no_value_map_is_not_kept(tables: dict[str, bytes], said: str) -> None:
    with pytest.raises(Invalid, match=f"^{said}"):
        expectations.with_tables(Draft(), tables)


def test_who_may_only_look_changes_nothing(case: Case) -> None:
    case.is_for_looking = True
    with pytest.raises(Forbidden):
        expectations.save(ANYBODY, case, Draft(PREFIX))


def test_a_case_goes_with_its_expectations(case: Case, drain: Callable[..., int]) -> None:
    expectations.save(ANYBODY, case, Draft(PREFIX))
    run(case, drain)
    expectations.save(ANYBODY, case, Draft(CUT))
    assert ExpectationList.objects.count() == 2
    cases.delete(ANYBODY, case.pk)
    assert not ExpectationList.objects.exists()


def test_values_of_the_list_are_in_no_log(
    case: Case, drain: Callable[..., int], caplog: pytest.LogCaptureFixture
) -> None:
    secret = "- {capture: router, path: PatientID, kind: '*', rule: constant DOE^JOHN, required: true}\n"
    expectations.save(ANYBODY, case, Draft(secret))
    run(case, drain)
    with pytest.raises(Unusable):
        expectations.save(ANYBODY, case, Draft(secret.replace("constant", "konstant")))
    assert "DOE" not in caplog.text
    assert "DOE" not in str(list(AuditEvent.objects.values("detail")))
