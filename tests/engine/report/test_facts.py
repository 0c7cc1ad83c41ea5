"""What is told of a case as a whole, in every format: by hop where people read, one record each where programs do."""

import json
import re
from xml.etree import ElementTree

import pytest

import validator.engine.rules  # noqa: F401  the rules register themselves
from tests.engine.report.reports import (
    ALIKE,
    CITED,
    CUT,
    FACTS,
    INTACT,
    INTRODUCED,
    NAMES,
    PROFILE,
    RULE,
    SPLIT,
    STALE,
    STUDY,
    compare_report,
)
from validator.engine.model import (
    ChangeGroup,
    Entity,
    Evidence,
    Facts,
    FindingDelta,
    Impact,
    ReferenceGraph,
    RuleException,
    Sentence,
    Topic,
)
from validator.engine.report import FORMATS, CaptureSize, CompareReport
from validator.engine.report.text.hops import MOST_CHANGES
from validator.engine.report.text.pen import WIDTH

REPORT = compare_report(facts=FACTS, names=NAMES)


def written(name: str, report: CompareReport = REPORT) -> str:
    return "".join(FORMATS[name].compare(report))


def text_of(facts: Facts, **fields) -> str:
    return written("text", compare_report(facts=facts, names=NAMES, **fields))


def between(text: str, head: str, indent: int = 2) -> list[str]:
    """The lines that stand under a head, which is indented by so many columns."""
    _, _, rest = text.partition(f"\n{' ' * indent}{head}\n")
    found = re.match(rf"(?: {{{indent + 1},}}.*\n)*", rest)
    assert found
    return [line.strip() for line in found[0].splitlines()]


def test_counts_stand_first_and_only_where_they_are_not_the_same():
    text = written("text")
    assert text.startswith(
        "breaks    archive cut Accession Number to 16 characters.  1 of 4\n"
        "\n"
        "Instances  source → archive\n"
        "  4 → 3  study 1.2.3  1 missing, 1 more file of them at archive\n"
        "  4 → 3    CT series 1.2.3.1  1 missing, 1 more file of them at archive\n"
        "\n"
        "source  4 files\n"
    )
    assert "1.2.3.2" not in text


def test_what_is_missing_is_said_at_the_hop_that_lost_it():
    lost = STUDY._replace(uids=((), (), ()), counts=(4, 3, 3), files=(4, 3, 3), missing=(0, 1, 1), added=(0, 0, 0))
    captures = (CaptureSize("source", 4), CaptureSize("archive", 3), CaptureSize("export", 3))
    text = text_of(Facts(studies=(lost,)), captures=captures)
    assert "  4 → 3 → 3  study 1.2.3  1 missing at archive\n" in text


def test_a_change_has_its_rule_with_exceptions_and_collisions():
    assert between(written("text"), "breaks    (0008,0050) AccessionNumber  Truncated  ×1") == [
        "“ACC-2024-00081500” → “ACC-2024-0008150”  cut at 16 characters, the limit of SH",
        "rule: first 16 characters; holds for 9,998 of 10,000",
        "dcm4chee: reproduce  AccessionNumber={AccessionNumber,slice,0,16}",
        "except: “ACC-2024-00081501” → “X1”, where the rule makes “ACC-2024-0008150”  ×2",
        "collision: “ACC-2024-0008150” now stands for 2 values: “ACC-2024-00081500”, “ACC-2024-00081502”",
    ]


def test_exceptions_and_collisions_are_bounded():
    exceptions = tuple(RuleException(f"A{number}", "X", None, number, 2) for number in range(5))
    many = RULE._replace(
        exceptions=exceptions, exception_count=12, collisions=RULE.collisions * 5, collision_count=9, expressions=()
    )
    told = between(text_of(Facts(rules=(many,))), "breaks    (0008,0050) AccessionNumber  Truncated  ×1")
    assert told[2:6] == [
        "except: “A0” → “X”  ×2",
        "except: “A1” → “X”  ×2",
        "except: “A2” → “X”  ×2",
        "and 6 more; --format json lists every one",
    ]
    assert told[-1] == "and 6 more; --format json lists every one"
    assert sum(line.startswith("collision:") for line in told) == 3


def test_a_rule_that_says_what_the_kind_says_is_not_repeated():
    removed = CUT._replace(kind="value.removed", after=None, detail="")
    rule = RULE._replace(text="removed", support=7, pairs=7, exceptions=(), exception_count=0, collisions=())
    report = {"changes": [removed], "groups": (ChangeGroup("archive", "(0008,0050)", "value.removed", 7),)}
    assert "rule:" not in text_of(Facts(rules=(rule,)), **report)
    assert "rule: removed; holds for 7 of 9\n" in text_of(
        Facts(rules=(rule._replace(pairs=9, exception_count=2),)), **report
    )


def test_the_rule_stands_with_the_kind_that_befell_most_instances():
    changes = [CUT, CUT._replace(lineage=2, kind="value.case", impact=Impact.COSMETIC)]
    groups = (
        ChangeGroup("archive", "(0008,0050)", "value.truncated", 2),
        ChangeGroup("archive", "(0008,0050)", "value.case", 9),
    )
    text = text_of(Facts(rules=(RULE,)), changes=changes, groups=groups)
    assert text.count("rule: ") == 1
    assert "rule: first 16 characters; holds for 9,998 of 10,000" in between(
        text, "cosmetic  (0008,0050) AccessionNumber  Case  ×9"
    )


def test_references_stand_at_the_hop_that_broke_them():
    later = STALE._replace(capture="export")
    captures = (CaptureSize("source", 4), CaptureSize("archive", 4), CaptureSize("export", 4))
    graph = ReferenceGraph(FACTS.references.nodes, (INTACT, STALE, later))
    text = text_of(Facts(references=graph), captures=captures)
    assert text.count("References that lead astray") == 1
    assert between(text, "References that lead astray") == [
        "SEG → CT  4 SOP Instance UIDs that it does not have here",
        f"{CITED} Referenced SOP Instance UID and 1 more place",
        "cites 1.2.3.4  which is 2.25.4 here",
    ]


def test_broken_references_are_one_line_among_the_changes():
    """Where they point is told below; were the graph not known, every place would be a line."""
    changes = [CUT._replace(path=path, kind="reference.dangling") for path in ("(0008,2112)[0].(0008,1155)",)]
    groups = tuple(ChangeGroup("archive", path, "reference.dangling", 1) for path in STALE.places)
    told = text_of(Facts(references=FACTS.references), changes=changes, groups=groups)
    assert "  breaks    Dangling reference  ×1  at 1 place\n" in told
    assert "  breaks    (0008,2112)[*].(0008,1155)" not in told
    unknown = text_of(Facts(), changes=changes, groups=groups)
    assert "  breaks    (0008,2112)[*].(0008,1155) AccessionNumber  Dangling reference  ×1\n" in unknown


def test_references_that_followed_stay_among_the_changes():
    moved = CUT._replace(path="(0008,2112)[0].(0008,1155)", kind="reference.remapped", impact=Impact.COSMETIC)
    groups = (ChangeGroup("archive", "(0008,2112)[*].(0008,1155)", "reference.remapped", 1),)
    text = text_of(Facts(references=FACTS.references), changes=[moved], groups=groups)
    assert "  cosmetic  (0008,2112)[*].(0008,1155) AccessionNumber  Reference remapped  ×1\n" in text


def test_private_attributes_are_one_line_with_their_creators():
    paths = [f"(0009,10{number:02X})" for number in range(5)]
    changes = [
        CUT._replace(path=path, kind="private.removed", impact=Impact.DEGRADES, detail=f"of VENDOR_{path[-2]}")
        for path in paths
    ]
    groups = tuple(ChangeGroup("archive", path, "private.removed", count) for count, path in enumerate(paths, start=1))
    text = text_of(Facts(), changes=changes, groups=groups)
    assert (
        "  degrades  Private attribute removed  ×5  at 5 places, of VENDOR_0, VENDOR_1, VENDOR_2 and 2 more\n" in text
    )
    assert "(0009,10" not in text


def test_of_uids_only_what_is_no_longer_one_to_one_is_told():
    quiet = SPLIT._replace(entity=Entity.SERIES, kept=3, renewed=2, split=0, examples=())
    assert between(text_of(Facts(uids=(SPLIT, quiet))), "UIDs") == [
        "1 study split into several, 1 kept",
        "1.2.3 → 2.25.1 and 2 more",
    ]


def test_findings_stand_at_the_hop_that_introduced_or_fixed_them():
    text = written("text")
    assert between(text, "Findings introduced") == [
        "warning   IDN005  Accession Number is empty  (0008,0050) Accession Number  ×3"
    ]
    assert between(text, "Findings fixed") == ["info      FIL005  The preamble holds unknown bytes  ×1"]


def test_findings_are_bounded():
    many = tuple(FindingDelta(*INTRODUCED)._replace(path=f"(0008,00{number})") for number in range(20, 31))
    assert between(text_of(Facts(delta=many)), "Findings introduced")[-1] == "and 3 more; --format json lists every one"


def test_a_deidentification_takes_in_the_changes_that_it_explains():
    line = Evidence("archive", "value.truncated", "(0008,0050)")
    sentence = Sentence(Impact.BREAKS, "archive", "…", 3, 4, topic=Topic.DEIDENTIFICATION, evidence=(line,))
    text = text_of(Facts(deidentifications=(PROFILE,)), sentences=(sentence,))
    assert "AccessionNumber" not in text
    assert between(text, "De-identification") == [
        "Basic Application Level Confidentiality Profile with Retain UIDs, in 3 of 4 instances; 52 attributes",
        "treated as it demands",
        "Changed as it demands, by places: Truncated 1",
        "The instances say: Patient Identity Removed: YES",
        "(0008,103E) Series Description  kept instead of “remove”  ×3",
    ]


def test_files_that_fit_several_instances_are_named():
    assert between(text_of(Facts(ambiguous=(ALIKE,))), "Not told apart") == [
        "2 files fit 2 instances equally well (Pixel Data, Rows agree)",
        "p.dcm, q.dcm",
    ]


def test_changes_are_bounded_however_many_there_are():
    paths = [f"(0018,{number:04d})" for number in range(MOST_CHANGES + 7)]
    changes = [CUT._replace(path=path) for path in paths]
    groups = tuple(ChangeGroup("archive", path, CUT.kind, 1) for path in paths)
    text = text_of(Facts(), changes=changes, groups=groups)
    assert text.count("AccessionNumber  Truncated") == MOST_CHANGES
    assert "      and 7 more; --format csv lists every one\n" in text


def test_the_worst_comes_first_wherever_it_is_told():
    changes = [
        CUT._replace(impact=Impact.COSMETIC),
        CUT._replace(path="(0009,1001)", kind="private.removed", impact=Impact.DEGRADES, detail=""),
        CUT._replace(path="(0010,0020)", keyword="PatientID"),
    ]
    groups = tuple(ChangeGroup("archive", change.path, change.kind, 1) for change in changes)
    text = text_of(Facts(), changes=changes, groups=groups)
    assert [line.split()[0] for line in text.splitlines() if line.endswith(("×1", "place"))] == [
        "breaks",
        "degrades",
        "cosmetic",
        "Instance",
    ]


def test_nothing_is_wider_than_a_line():
    uid = "1.2.826.0.1.3680043.10.511.3.80444451612581703766393849041349930"
    long = CUT._replace(before=uid, after=uid[::-1], detail="one to one and a little more than that")
    sentence = Sentence(Impact.BREAKS, "archive", "words " * 40, 1, 4, "more " * 60)
    text = text_of(FACTS, changes=[long], sentences=(sentence,))
    assert [line for line in text.splitlines() if len(line) > WIDTH] == []
    assert f"\n      “{uid}”\n      → “{uid[::-1]}”\n      one to one and" in text


def test_wrapping_keeps_the_spaces_of_values():
    """Two names that differ in spaces only have to differ on the screen."""
    spaced = CUT._replace(before="A  B" * 18, after="A B" * 20)
    text = text_of(Facts(), changes=[spaced])
    assert f"      “{'A  B' * 18}”\n      → “{'A B' * 20}”" in text


def test_the_page_tells_the_same():
    page = re.sub("<wbr>", "", written("html"))
    for told in (
        '<tr><td>study</td><td><code>1.2.3</code></td><td class="number">4</td><td class="number">3</td>',
        "rule: first 16 characters; holds for 9,998 of 10,000<br>",
        "except: “ACC-2024-00081501” → “X1”, where the rule makes “ACC-2024-0008150” ×2",
        "collision: “ACC-2024-0008150” now stands for 2 values: “ACC-2024-00081500”, “ACC-2024-00081502”",
        "<td>SEG → CT</td><td>4 SOP Instance UIDs that it does not have here</td>",
        "<td>1 study split into several, 1 kept</td>",
        "<td><code>IDN005</code></td><td>Accession Number is empty</td>",
        "<td><code>(0008,103E)</code> Series Description</td><td>kept instead of “remove”</td><td>3</td>",
        "<td>2 files fit 2 instances equally well (Pixel Data, Rows agree)</td><td>p.dcm, q.dcm</td>",
    ):
        assert told in page


def test_every_fact_is_a_line_of_its_own():
    lines = [json.loads(line) for line in written("ndjson").splitlines()]
    records = [line["record"] for line in lines]
    first = records.index("presence") + 1
    assert records[first : records.index("summary")] == [
        *["study"] * 3,
        "ambiguous",
        *["reference_node"] * 2,
        *["reference_link"] * 2,
        *("uid", "rule", "deidentification"),
        *["delta"] * 3,
        "expectation",
    ]


MEMBERS = {
    "study": "studies",
    "ambiguous": "ambiguous",
    "reference_node": "reference_nodes",
    "reference_link": "reference_links",
    "uid": "uids",
    "rule": "rules",
    "deidentification": "deidentifications",
    "delta": "delta",
    "expectation": "expectations",
}


@pytest.mark.parametrize(("record", "member"), MEMBERS.items())
def test_lines_have_the_fields_of_the_document(record: str, member: str):
    lines = [json.loads(line) for line in written("ndjson").splitlines()]
    told = [{name: held for name, held in line.items() if name != "record"} for line in lines]
    found = [fields for fields, line in zip(told, lines, strict=True) if line["record"] == record]
    assert found == json.loads(written("json"))[member]


def test_for_build_servers_introduced_findings_are_told_and_do_not_fail():
    """What fails is what the exit status counts."""
    suites = {suite.get("name"): suite for suite in ElementTree.fromstring(written("junit"))}
    (case,) = suites["findings introduced"]
    assert (case.get("name"), case.get("classname")) == ("IDN005 (0008,0050)", "archive")
    assert case.findtext("system-out") == "warning: Accession Number is empty, in 3 instances, not there at source"
    assert suites["findings introduced"].get("failures") == "0"
    assert suites["expectations"].get("failures") == "1"


def test_for_code_scanning_introduced_findings_are_results_at_the_files_that_have_them():
    run = json.loads(written("sarif"))["runs"][0]
    assert run["results"][-1] == {
        "ruleId": "IDN005",
        "level": "warning",
        "message": {"text": "Accession Number is empty: introduced by archive in 3 instances"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": f"archive/{file}"}},
                "logicalLocations": [{"fullyQualifiedName": "(0008,0050)"}],
            }
            for file in ("x.dcm", "z.dcm")
        ],
    }
    told = {result["ruleId"] for result in run["results"]}
    assert told <= {rule["id"] for rule in run["tool"]["driver"]["rules"]}
