"""One hop of one lineage: the two headers, and what the case knows around them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from validator.engine.compare.comparison import Comparison
from validator.engine.compare.difference import Difference
from validator.engine.compare.markers import TEMPORAL_INFORMATION_MODIFIED
from validator.engine.compare.moments import days_between, moment
from validator.engine.compare.outline import Outline
from validator.engine.compare.reading import texts
from validator.engine.compare.survey import Hop, Survey
from validator.engine.hierarchy import Citation, citations, uids_of
from validator.engine.model import PLAIN_SYNTAXES, Header, SampleComparison, SampleOutcome
from validator.engine.pixels.digest import BLANK, NATIVE
from validator.engine.text.display import STRING_VRS

TIMEZONE_OFFSET = 0x00080201
DAY = 86_400_000_000
"""Microseconds."""
MINUTE = 60_000_000
QUARTER = 15 * MINUTE
"""Time zones differ by multiples of a quarter of an hour."""
TIMES = {
    0x00080012: 0x00080013,  # Instance Creation
    0x00080020: 0x00080030,  # Study
    0x00080021: 0x00080031,  # Series
    0x00080022: 0x00080032,  # Acquisition
    0x00080023: 0x00080033,  # Content
    0x00400002: 0x00400003,  # Scheduled Procedure Step Start
    0x00400244: 0x00400245,  # Performed Procedure Step Start
    0x00400250: 0x00400251,  # Performed Procedure Step End
    0x00700082: 0x00700083,  # Presentation Creation
    0x30060008: 0x30060009,  # Structure Set
    0x300A0006: 0x300A0007,  # RT Plan
}
"""The time that belongs to each date."""

NOT_DECODED = "not decoded here"


def not_decoded() -> SampleComparison:
    """What is known of the samples where nothing decodes them."""
    return SampleComparison(SampleOutcome.UNDECIDED, NOT_DECODED)


@dataclass(frozen=True)
class Step:
    """What classification may ask about one hop of one instance."""

    survey: Survey
    hop: Hop
    before: Header
    after: Header
    chain: tuple[tuple[str, Outline], ...]
    """The captures that hold the instance, from left to right, by label."""
    index: int
    """Where in the chain the hop begins."""
    earlier: tuple[tuple[str, Header], ...] = ()
    """The captures before the hop's first that hold the instance, oldest first, by label."""
    comparison: Comparison = field(default_factory=lambda: Comparison(str, ({}, {})))
    compare_samples: Callable[[], SampleComparison] = not_decoded
    """Decodes the pixel data of both headers, which takes long."""

    @cached_property
    def differences(self) -> list[Difference]:
        """All places that differ, as they stand in the file."""
        return self.comparison.run(self.before, self.after)

    @cached_property
    def samples(self) -> SampleComparison:
        """How the decoded samples of both instances compare."""
        return self.compare_samples()

    @cached_property
    def citations(self) -> list[Citation]:
        """What the later instance cites."""
        return citations(self.after.elements)

    @cached_property
    def contexts(self) -> dict[str, Citation]:
        """By path, the citations of studies and series that enclose those of instances."""
        return {citation.path: citation for citation in self.citations if citation.instances}

    @property
    def outlines(self) -> tuple[Outline, Outline]:
        """Of the instance before and after the hop."""
        return self.chain[self.index][1], self.chain[self.index + 1][1]

    @property
    def syntaxes(self) -> tuple[str, str]:
        return self.outlines[0].transfer_syntax, self.outlines[1].transfer_syntax

    @property
    def pixels_changed(self) -> bool:
        """Whether the pixel data are written or compressed otherwise than before."""
        compressed = [syntax for syntax in self.syntaxes if syntax not in PLAIN_SYNTAXES]
        digests = {outline.pixel_digest for outline in self.outlines}
        return len(digests) > 1 or (bool(compressed) and self.syntaxes[0] != self.syntaxes[1])

    def round_trip(self) -> tuple[str, str] | None:
        """Two captures around the hop that hold the same native pixel data: nothing was lost between them."""
        for label, outline in reversed(self.chain[: self.index + 1]):
            digest = outline.pixel_digest
            later = [name for name, other in self.chain[self.index + 1 :] if other.pixel_digest == digest]
            if later and digest.startswith((NATIVE, BLANK)):
                return label, later[0]
        return None

    @cached_property
    def texts_before(self) -> dict[str, list[int]]:
        """The tags of the earlier instance by the text that they hold, at the top level."""
        found: dict[str, list[int]] = defaultdict(list)
        for element in self.before.elements:
            if element.value and element.vr in STRING_VRS:
                found["\\".join(texts(element.value, element.vr, self.comparison.sides[0]))].append(element.tag)
        return found

    def earlier_uids(self, tag: int) -> set[str]:
        """The UIDs that this attribute had at the captures before the hop's first."""
        return {uid for _, header in self.earlier for uid in uids_of(header.get(tag))}

    @cached_property
    def days_shifted(self) -> int | None:
        """By how many days at least two dates of the instance moved together, where they did."""
        shifts = Counter(
            shift
            for difference in self.differences
            if (shift := days_of(difference)) is not None and shift and not self.rolled_over(difference)
        )
        common = [shift for shift, count in shifts.most_common(1) if count > 1]
        return common[0] if common else None

    @cached_property
    def declares_shift(self) -> bool:
        """Whether Longitudinal Temporal Information Modified says so."""
        element = self.after.get(TEMPORAL_INFORMATION_MODIFIED)
        return element is not None and (element.value or b"").strip(b" \0") == b"MODIFIED"

    @cached_property
    def minutes_shifted(self) -> int | None:
        """By how many minutes times moved, where a time zone explains it.

        At least two times of the instance moved by it, or one together with Timezone Offset From UTC.
        """
        shifts = Counter(
            shift for difference in self.differences if (shift := minutes_of(difference)) is not None and shift
        )
        offset_changed = any(difference.tag == TIMEZONE_OFFSET for difference in self.differences)
        common = [shift for shift, count in shifts.most_common(1) if count > 1 or offset_changed]
        return common[0] if common else None

    def rolled_over(self, difference: Difference) -> bool:
        """Whether a date moved by a day because the time that belongs to it moved over midnight."""
        companion = TIMES.get(difference.tag)
        minutes, days = self.minutes_shifted, days_of(difference)
        if companion is None or not minutes or days not in (-1, 1):
            return False
        order = (*difference.order[:-1], companion)
        time = next((other for other in self.differences if other.order == order), None)
        pairs = _moments(time, ("TM",)) if time is not None and minutes_of(time) == minutes else ()
        began = [found.microseconds for one, _ in pairs if (found := moment(one, "TM"))]
        return bool(began) and all(start is not None and (start + minutes * MINUTE) // DAY == days for start in began)


def _moments(difference: Difference, vrs: Sequence[str]) -> Sequence[tuple[str, str]]:
    """The values before and after of a date or time that differs, where there are as many."""
    before, after = difference.before, difference.after
    if difference.vr not in vrs or before is None or after is None or difference.equal is not None:
        return ()
    one = texts(before.value or b"", difference.vr, difference.sides[0])
    other = texts(after.value or b"", difference.vr, difference.sides[1])
    return list(zip(one, other, strict=True)) if len(one) == len(other) else ()


def days_of(difference: Difference) -> int | None:
    """By how many days all values of a date moved; ``None`` where they are no dates or moved differently."""
    shifts = set()
    for one, other in _moments(difference, ("DA", "DT")):
        left, right = moment(one, difference.vr), moment(other, difference.vr)
        shifts.add(days_between(left, right) if left and right and left.time == right.time else None)
    return shifts.pop() if len(shifts) == 1 else None


def minutes_of(difference: Difference) -> int | None:
    """By how many minutes a time moved, where that is a multiple of a quarter of an hour.

    Of a time alone -720 to 720; of a date with time, whose offset from UTC must be the same, up to a day.
    """
    shifts = set()
    for one, other in _moments(difference, ("TM", "DT")):
        left, right = moment(one, difference.vr), moment(other, difference.vr)
        if left is None or right is None or len(left.time) != len(right.time) or left.offset != right.offset:
            return None
        moved = (right.microseconds or 0) - (left.microseconds or 0)
        if difference.vr == "DT":
            moved += (days_between(left, right) or 0) * DAY
        else:
            moved = (moved + DAY // 2) % DAY - DAY // 2
        shifts.add(moved)
    shift = shifts.pop() if len(shifts) == 1 else None
    return shift // MINUTE if shift is not None and shift % QUARTER == 0 and abs(shift) <= DAY else None
