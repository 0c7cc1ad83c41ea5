"""Errors of both sides, matched by path, and counted."""

from pathlib import Path

import pydicom

from tests.differential.comparison import Comparison, match, place_of
from tests.differential.kinds import Kind
from tests.differential.mistakes import MISTAKES
from tests.differential.oracle import Opinion, read
from tests.differential.tally import Tally
from validator.engine.model import Finding, Severity

A_FILE = Path(pydicom.__file__).parent / "data" / "test_files" / "CT_small.dcm"


def _opinion(*messages: str) -> Opinion:
    return read(["CTImage", *(f"Error - {message}" for message in messages)])


def _finding(path: str, code: str = "IOD001", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, severity, path, 0, "It is missing.")


def _match(opinion: Opinion, *findings: Finding) -> Comparison:
    return match(A_FILE, opinion, findings)


ROWS = "</Rows(0028,0010)> - Missing attribute for Type 1 Required - Module=<ImagePixel>"
COLUMNS = "</Columns(0028,0011)> - Missing attribute for Type 1 Required - Module=<ImagePixel>"


def test_errors_at_the_same_path_match():
    compared = _match(_opinion(ROWS, COLUMNS), _finding("(0028,0010)"), _finding("(0028,0100)"))
    assert [remark.path for remark in compared.both] == ["(0028,0010)"]
    assert [remark.path for remark in compared.unmatched] == ["(0028,0011)"]
    assert [finding.path for finding in compared.ours_only] == ["(0028,0100)"]


def test_a_warning_is_no_match():
    compared = _match(_opinion(ROWS), _finding("(0028,0010)", severity=Severity.WARNING))
    assert [remark.path for remark in compared.unmatched] == ["(0028,0010)"]
    assert compared.ours_only == ()


def test_an_item_stands_for_its_sequence():
    items = "</BeamSequence(300a,00b0)> - Bad Sequence number of Items = <0> (1-n Required by Module definition)"
    assert _match(_opinion(items), _finding("(300A,00B0)[0]")).unmatched == ()
    assert place_of("(300A,00B0)[0].(300A,00C4)") == "(300A,00B0)[0].(300A,00C4)"


def test_what_has_no_place_is_matched_by_the_encoding():
    assert _match(_opinion("Tag read failed"), _finding("(0010,0010)", "FIL056")).unmatched == ()
    assert len(_match(_opinion("Tag read failed"), _finding("(0010,0010)", "VRV001")).unmatched) == 1


def test_a_uid_that_two_places_disagree_about_may_be_named_at_either():
    disagreement = "</MediaStorageSOPInstanceUID(0002,0003)> - MediaStorageSOPInstanceUID different from SOPInstanceUID"
    assert _match(_opinion(disagreement), _finding("(0008,0018)")).unmatched == ()
    assert len(_match(_opinion(disagreement), _finding("(0008,0016)")).unmatched) == 1


def test_its_mistakes_are_counted_apart(tmp_path):
    laterality = "</Laterality(0020,0060)> - Missing attribute for Type 2C Conditional - Module=<GeneralSeries>"
    path = tmp_path / "empty.dcm"
    path.write_bytes(b"")
    compared = match(path, _opinion(laterality, ROWS), ())
    assert [name for name, _remark in compared.mistaken] == [MISTAKES[0].name]
    assert [remark.path for remark in compared.unmatched] == ["(0028,0010)"]


def test_counts_leave_out_what_was_there_before():
    before = _match(_opinion(ROWS))
    after = _match(_opinion(ROWS, COLUMNS), _finding("(0028,0011)"), _finding("(0028,0100)"))
    tally = Tally()
    tally.add("ct", before)
    tally.add("ct delete (0028,0011)", after, before=before)
    assert (tally.files, tally.theirs[Kind.MISSING], tally.both[Kind.MISSING]) == (2, 1, 1)
    assert tally.repeated == {"unmatched": 1}
    assert tally.share == 0.5
    assert [(group.what, group.path, example.count) for group, example in tally.unmatched.items()] == [
        ("missing attribute", "(0028,0010)", 1)
    ]
    assert [(group.what, group.path) for group in tally.surplus] == [("IOD001", "(0028,0100)")]


def test_tallies_add_up():
    one, other = Tally(), Tally()
    one.add("a", _match(_opinion(ROWS)))
    other.add("b", _match(_opinion(ROWS, COLUMNS), _finding("(0028,0011)")))
    one.merge(other)
    assert (one.files, one.theirs[Kind.MISSING], one.both[Kind.MISSING]) == (2, 2, 1)
    assert [(example.count, example.name) for example in one.unmatched.values()] == [(2, "a")]
    assert ("missing attribute", 0, 2, 1) in one.table()
