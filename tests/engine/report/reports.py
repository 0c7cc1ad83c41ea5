"""Small reports made by hand, and values that would do harm if a renderer let them."""

from validator.engine.model import (
    Ambiguity,
    Change,
    ChangeGroup,
    CheckedFile,
    CollectionFinding,
    Collision,
    Deidentification,
    DeltaState,
    Deviation,
    Entity,
    EntityCount,
    ExpectationResult,
    Facts,
    Finding,
    FindingDelta,
    Impact,
    InferredRule,
    Level,
    Lineage,
    Presence,
    ReferenceGraph,
    ReferenceLink,
    ReferenceNode,
    ReferenceState,
    RuleException,
    Sentence,
    Severity,
    State,
    UidMap,
    UidMove,
)
from validator.engine.report import CaptureSize, CheckReport, CompareReport

UID = Finding("UID003", Severity.ERROR, "(0008,0018)", 372, "A component begins with 0.", "1.02.3")
EMPTY = Finding("OPS001", Severity.WARNING, "(0010,0020)", 500, "Patient ID is empty.", "")
PREAMBLE = Finding("FIL001", Severity.INFO, "", 0, "The preamble is a TIFF header.")
CHECKED = CheckedFile(
    "a.dcm", State.CHECKED, "1.2.3", "1.2.3.4", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1", (UID, EMPTY)
)
FINE = CheckedFile("b/c.dcm", State.CHECKED, "1.2.3", "1.2.3.5", "1.2.840.10008.1.2", "1.2.840.10008.1.2", ())
DAMAGED = CheckedFile("d.dcm", State.DAMAGED, None, None, None, "1.2.840.10008.1.2", (PREAMBLE,))
PICTURE = CheckedFile("e.jpg", State.NOT_DICOM, None, None, None, None, (), "JPEG image")
TWICE = CollectionFinding("UID010", Severity.ERROR, "(0008,0018)", "One UID, two contents.", ("a.dcm", "b/c.dcm"))
APART = CollectionFinding(
    "IDN031", Severity.ERROR, "(0008,0050)", "The files disagree.", ("c.dcm",), ("ACC-1", "ACC-10", "")
)

HOSTILE = "<script>alert(1)</script>\x1b[2J\u202e\x00]]>&\"'"
FORMULA = "=cmd|' /C calc'!A0"

CUT = Change(
    capture_before="source",
    capture="archive",
    lineage=1,
    file_before="CT1.dcm",
    file_after="x.dcm",
    path="(0008,0050)",
    keyword="AccessionNumber",
    kind="value.truncated",
    level=Level.MEANING,
    before="ACC-2024-00081500",
    after="ACC-2024-0008150",
    impact=Impact.BREAKS,
    also=("value.replaced",),
    writer="ARCHIVE_1",
    detail="cut at 16 characters, the limit of SH",
    evidence=(("limit", 16),),
)
META = CUT._replace(
    lineage=2,
    path="",
    keyword="",
    kind="encoding.file-meta",
    level=Level.ENCODING,
    before=None,
    after=None,
    impact=Impact.COSMETIC,
    also=(),
    count=3,
    writer=None,
    detail="",
    evidence=(),
)
EXPECTED = CUT._replace(lineage=3, kind="value.removed", after=None, expected="contract line 4", impact=Impact.DEGRADES)
MISSING = Presence("archive", "instance.missing", 4, "CT4.dcm")
LINEAGES = (
    Lineage(1, "sop-instance-uid", (("CT1.dcm",), ("x.dcm",))),
    Lineage(2, "pixel-digest", (("CT2.dcm",), ("y.dcm",)), ("Rows",)),
    Lineage(3, "sop-instance-uid", (("CT3.dcm",), ("z.dcm", "z2.dcm"))),
    Lineage(4, "single", (("CT4.dcm",), ())),
)
GROUPS = (
    ChangeGroup("archive", "(0008,0050)", "value.truncated", 1, "first 16 characters", 1, 0),
    ChangeGroup("archive", "(0008,0050)", "value.removed", 1, expected=1),
    ChangeGroup("archive", "", "encoding.file-meta", 3),
)
SENTENCES = (Sentence(Impact.BREAKS, "archive", "archive cut Accession Number to 16 characters.", 1, 4),)

STUDY = EntityCount(
    *(Entity.STUDY, "1.2.3", "", ""),
    uids=(("1.2.3",), ("1.2.3",)),
    counts=(4, 3),
    files=(4, 4),
    missing=(0, 1),
    added=(0, 0),
    studies=(("1.2.3",), ("1.2.3",)),
    merged=(False, False),
)
SERIES = STUDY._replace(entity=Entity.SERIES, series="1.2.3.1", modality="CT", uids=(("1.2.3.1",), ("1.2.3.1",)))
WHOLE = SERIES._replace(series="1.2.3.2", modality="SEG", counts=(1, 1), files=(1, 1), missing=(0, 0))
ALIKE = Ambiguity("archive", ("p.dcm", "q.dcm"), (2, 3), (5, 6), ("Pixel Data", "Rows"))
SEGMENTATION = ReferenceNode(1, Entity.SERIES, "1.2.3.2", "1.2.3", "SEG", "1.2.840.10008.5.1.4.1.1.66.4", (1, 1))
IMAGES = ReferenceNode(2, Entity.SERIES, "1.2.3.1", "1.2.3", "CT", "1.2.840.10008.5.1.4.1.1.2", (4, 3))
CITED = "(0008,1115)[*].(0008,114A)[*].(0008,1155)"
SOURCE = "(0008,2112)[*].(0008,1155)"
INTACT = ReferenceLink(
    *("source", 1, 2, "instance", ReferenceState.RESOLVED, 4, (4,), (CITED, SOURCE), ("1.2.3.4", "1.2.3.4"))
)
STALE = INTACT._replace(capture="archive", state=ReferenceState.WRONG_GENERATION, example=("1.2.3.4", "2.25.4"))
SPLIT = UidMap(
    *("archive", Entity.STUDY, 1, 0, 1, 0, 0, 0),
    examples=(UidMove(("1.2.3",), ("2.25.1", "2.25.2", "2.25.3")),),
)
RULE = InferredRule(
    *("archive", "(0008,0050)", "first 16 characters", "cuts Accession Number after 16 characters"),
    support=9_998,
    pairs=10_000,
    exceptions=(RuleException("ACC-2024-00081501", "X1", "ACC-2024-0008150", 7, 2),),
    exception_count=2,
    collisions=(Collision("ACC-2024-0008150", ("ACC-2024-00081500", "ACC-2024-00081502"), 2),),
    collision_count=1,
    expressions=(("dcm4chee: reproduce", "AccessionNumber={AccessionNumber,slice,0,16}"),),
)
PROFILE = Deidentification(
    *("archive", 3, 4, "Basic Application Level Confidentiality Profile", ("Retain UIDs",), 52),
    deviations=(Deviation("(0008,103E)", "remove", "kept", 3),),
    declared=("Patient Identity Removed: YES",),
    explained=("(0010,0010)",),
)
INTRODUCED = FindingDelta(
    *("source", "archive", "IDN005", Severity.WARNING, "(0008,0050)", DeltaState.INTRODUCED, 3, (1, 3))
)
FIXED = INTRODUCED._replace(code="FIL005", severity=Severity.INFO, path="", state=DeltaState.FIXED, count=1)
DEMANDED = ExpectationResult(
    *(1, 3, "archive", "(0008,0050)", "value.truncated", "archive: (0008,0050) Accession Number, truncate 16", True),
    allowed=2,
    unmet=1,
    lineages=(4,),
)
FACTS = Facts(
    studies=(STUDY, SERIES, WHOLE),
    ambiguous=(ALIKE,),
    references=ReferenceGraph((SEGMENTATION, IMAGES), (INTACT, STALE)),
    uids=(SPLIT,),
    rules=(RULE,),
    deidentifications=(PROFILE,),
    delta=(INTRODUCED, FIXED, INTRODUCED._replace(state=DeltaState.INHERITED)),
    expectations=(DEMANDED,),
)
"""One of everything that is told of a case as a whole."""
NAMES = {"(0008,0050)": "Accession Number", "(0008,103E)": "Series Description", CITED: "Referenced SOP Instance UID"}


def check_report(**fields) -> CheckReport:
    """Three files and a picture, with something at every severity."""
    report = CheckReport([CHECKED, FINE, DAMAGED, PICTURE], [TWICE], "2024c")
    return report._replace(**fields)


def compare_report(**fields) -> CompareReport:
    """Four instances and two captures, with a change at each level."""
    report = CompareReport(
        captures=(CaptureSize("source", 4), CaptureSize("archive", 4)),
        lineages=LINEAGES,
        changes=[CUT, META, EXPECTED],
        presence=(MISSING,),
        groups=GROUPS,
        sentences=SENTENCES,
        run={"host": "here"},
    )
    return report._replace(**fields)


def hostile_check_report() -> CheckReport:
    """Every text that comes from a file is hostile."""
    finding = Finding("UID003", Severity.ERROR, "(0008,0018)", 372, HOSTILE, HOSTILE)
    formula = Finding("UID003", Severity.ERROR, "(0008,0018)", 372, FORMULA, FORMULA)
    checked = CHECKED._replace(file=HOSTILE, sop_instance=HOSTILE, findings=(finding, formula))
    stranger = PICTURE._replace(file=f"2{HOSTILE}", kind=HOSTILE)
    joint = TWICE._replace(message=HOSTILE, files=(HOSTILE, FORMULA), values=(HOSTILE, FORMULA))
    return check_report(files=[checked, stranger], collection=[joint])


def hostile_compare_report() -> CompareReport:
    """Every text that comes from a file or is typed by a user is hostile."""
    change = CUT._replace(
        capture_before=HOSTILE,
        capture=FORMULA,
        file_before=HOSTILE,
        file_after=HOSTILE,
        before=HOSTILE,
        after=FORMULA,
        writer=HOSTILE,
        detail=HOSTILE,
        evidence=(("recovered", HOSTILE),),
    )
    return compare_report(
        captures=(CaptureSize(HOSTILE, 1), CaptureSize(FORMULA, 1)),
        lineages=(Lineage(1, "sop-instance-uid", ((HOSTILE,), (HOSTILE, FORMULA))),),
        changes=[change],
        presence=(Presence(FORMULA, "instance.missing", 1, HOSTILE),),
        groups=(ChangeGroup(FORMULA, "(0008,0050)", "value.truncated", 1, HOSTILE, 1, 0),),
        sentences=(Sentence(Impact.BREAKS, FORMULA, HOSTILE, 1, 1, HOSTILE),),
        facts=hostile_facts(),
        names={"(0008,103E)": HOSTILE},
    )


def hostile_facts() -> Facts:
    """Every text of the facts that can come from a file or a user is hostile."""
    uids = ((HOSTILE,), (HOSTILE, FORMULA))
    return Facts(
        studies=(STUDY._replace(study=HOSTILE, uids=uids), SERIES._replace(series=HOSTILE, modality=HOSTILE)),
        ambiguous=(ALIKE._replace(capture=FORMULA, files=(HOSTILE, FORMULA), reasons=(HOSTILE,)),),
        references=ReferenceGraph(
            (SEGMENTATION._replace(modality=HOSTILE), IMAGES._replace(modality=HOSTILE, uid=HOSTILE)),
            (STALE._replace(capture=FORMULA, example=(HOSTILE, FORMULA)),),
        ),
        uids=(SPLIT._replace(capture=FORMULA, examples=(UidMove((HOSTILE,), (HOSTILE, FORMULA)),)),),
        rules=(
            RULE._replace(
                capture=FORMULA,
                text=HOSTILE,
                exceptions=(RuleException(HOSTILE, FORMULA, HOSTILE, 1, 2),),
                collisions=(Collision(HOSTILE, (HOSTILE, FORMULA), 2),),
                expressions=(("dcm4chee: reproduce", HOSTILE),),
            ),
        ),
        deidentifications=(PROFILE._replace(capture=FORMULA, declared=(HOSTILE,)),),
        delta=(INTRODUCED._replace(capture_before=HOSTILE, capture=FORMULA, lineages=(1,)),),
        expectations=(DEMANDED._replace(capture=FORMULA, text=HOSTILE),),
    )
