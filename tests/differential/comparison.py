"""Our errors against those of dciodvfy for one file, matched by path.

Two errors are of the same place if their paths are equal, with these equivalences and no others:

- dciodvfy numbers the values of an attribute, we do not: ``oracle`` drops the number;
- where dciodvfy names no place at all (it could not read on), any error of the FIL family is the match, because that
  family says what is wrong with the encoding and at which byte;
- a path that ends with the number of an item stands for its sequence;
- where the meta information and the data set disagree about a UID, or one of them lacks it, dciodvfy names the one in
  the meta information, we name the one in the data set if that is where it is missing;
- a functional group that is missing is missing both among the shared ones and in a frame: dciodvfy names it among the
  shared ones, we name it in the first frame that lacks it, or the list of frames if that is missing itself;
- where a whole data set is in another transfer syntax than declared (FIL030), we say it once; dciodvfy stumbles over
  one element after the other, and over the fragments behind them;
- where a file cannot be read as DICOM at all (FIL001) or holds no data set (FIL059), we say that and nothing else.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tests.differential.kinds import Kind
from tests.differential.mistakes import mistake_in
from tests.differential.oracle import Opinion, Remark, examine
from tests.differential.scenes import Scene
from validator.engine.model import Finding, Severity
from validator.engine.rules import check_path

_OTHER_END = {"(0002,0002)": "(0008,0016)", "(0002,0003)": "(0008,0018)"}
_SHARED_GROUP = re.compile(r"\(5200,9229\)\[0\]\.(\([0-9A-F,]{9}\))")
FRAMES = "(5200,9230)"
MOST_FRAMES = 16
"""Where a group is missing at all it is missing in one of the first."""
_LAST_ITEM = re.compile(r"\[\d+\]\Z")


class Comparison(NamedTuple):
    """What both say of one file."""

    opinion: Opinion
    findings: tuple[Finding, ...]
    """All of ours, of every severity."""
    both: tuple[Remark, ...]
    """Errors of dciodvfy that one of ours matches."""
    unmatched: tuple[Remark, ...]
    mistaken: tuple[tuple[str, Remark], ...]
    """Errors of dciodvfy that we do not report and that are on the list of its mistakes, with the entry's name."""
    ours_only: tuple[Finding, ...]
    """Our errors where dciodvfy has none."""


def compare(path: Path) -> Comparison:
    """Have both look at one file."""
    return match(path, examine(path), check_path(path, file=path.name).findings)


def match(path: Path, opinion: Opinion, findings: tuple[Finding, ...]) -> Comparison:
    ours = [finding for finding in findings if finding.severity is Severity.ERROR]
    places = {place_of(finding.path) for finding in ours}
    if any(finding.code.startswith("FIL") for finding in ours):
        places.add("")
    unreadable = any(finding.code in ("FIL001", "FIL059") for finding in ours)
    misdeclared = any(finding.code == "FIL030" for finding in ours)
    scene = Scene(path, opinion, ours)
    both, unmatched, mistaken = [], [], []
    for remark in opinion.errors:
        stumbled = misdeclared and remark.kind in (Kind.ENCODING, Kind.OFFSETS)
        if unreadable or stumbled or not places.isdisjoint(_places(remark)):
            both.append(remark)
        elif (mistake := mistake_in(remark, scene)) is not None:
            mistaken.append((mistake.name, remark))
        else:
            unmatched.append(remark)
    theirs = {place_of(remark.path) for remark in opinion.errors}
    ours_only = [finding for finding in ours if place_of(finding.path) not in theirs]
    return Comparison(opinion, findings, tuple(both), tuple(unmatched), tuple(mistaken), tuple(ours_only))


def _places(remark: Remark) -> set[str]:
    """Where an error of ours has to stand to say the same."""
    places = {place_of(remark.path), _OTHER_END.get(remark.path, remark.path)}
    group = _SHARED_GROUP.fullmatch(remark.path)
    if group and remark.kind in (Kind.MISSING, Kind.EMPTY):
        places |= {f"{FRAMES}[{number}].{group[1]}" for number in range(MOST_FRAMES)} | {FRAMES}
    return places


def place_of(path: str) -> str:
    """What two paths that mean the same place have in common."""
    return _LAST_ITEM.sub("", path)


def at(findings: Iterable[Finding], path: str) -> list[Finding]:
    """Those findings that speak of this place, whatever their severity."""
    place = place_of(path)
    return [finding for finding in findings if place_of(finding.path) == place]
