"""ENG: the tool itself. What it could not do, so that silence is never mistaken for health."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Self

from validator.engine.catalogue import Scope, rule
from validator.engine.model import FaultKind, Severity
from validator.engine.rules.subject import DataSet, Hit

CRASHED = "ENG001"
SURPLUS = "ENG002"
"""The two rules that the runner calls itself, with its own events."""


class Crash(NamedTuple):
    """A rule that raised instead of judging."""

    code: str
    error: str
    place: str

    @classmethod
    def of(cls, code: str, error: Exception) -> Self:
        """Type and line only: the exception's text may quote a patient's data."""
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "an unknown line"
        return cls(code, type(error).__name__, place)


class Surplus(NamedTuple):
    """A rule with more findings in one file than are listed."""

    code: str
    listed: int
    more: int


@rule(
    CRASHED,
    "A rule crashed",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="The rule {code} stopped with {error} at {place}: what it checks is not known for this file.",
    reference="none: this is about the tool",
)
def rule_crashed(crash: Crash) -> Iterator[Hit]:
    """One of the rules met something that its author did not expect and could not finish.

    Why it matters
    The rule named in the message has not been evaluated, so its silence says nothing. All other rules were run.

    Example
    A value of a form that no system was thought to write makes the rule raise an exception.

    How to fix
    Report the code and the line in the message to the makers of this tool. Neither quotes any value of the file.
    """
    yield Hit({"code": crash.code, "error": crash.error, "place": crash.place})


@rule(
    SURPLUS,
    "More findings than are listed",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{code} was found {more} more times in this file; the first {listed} are listed.",
    reference="none: this is about the tool",
)
def findings_not_listed(surplus: Surplus) -> Iterator[Hit]:
    """One rule objects to so many places of one file that only the first of them are listed.

    Why it matters
    The count tells how far the fault reaches. The places that are listed are enough to find its cause.

    Example
    A multi-frame object with 2,000 frames, each with the same malformed number.

    How to fix
    Mend the cause of the listed findings and check the file again.
    """
    yield Hit({"code": surplus.code, "listed": surplus.listed, "more": surplus.more})


@rule(
    "ENG003",
    "Nested too deeply",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute}: sequences are nested deeper than is read here{detail}; what is inside was not checked.",
    reference="none: this is about the tool",
)
def too_deep(data_set: DataSet) -> Iterable[Hit]:
    """Items stand in items to a depth that no object of the standard needs.

    Why it matters
    What lies deeper was not checked. Such files are mostly made to break readers.

    Example
    A sequence that contains itself a thousand times over.

    How to fix
    Find out who wrote the file. If it is meant so, raise the limit of depth.
    """
    return data_set.faulty(FaultKind.LIMIT_DEPTH)


@rule(
    "ENG004",
    "Too many elements",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="Reading stopped here: the file has more elements than are read{detail}; the rest was not checked.",
    reference="none: this is about the tool",
)
def too_many_elements(data_set: DataSet) -> Iterable[Hit]:
    """The number of elements is beyond what is read of one file.

    Why it matters
    What follows was not checked.

    Example
    A file of millions of empty private elements.

    How to fix
    Find out who wrote the file. If it is meant so, raise the limit of elements.
    """
    return data_set.faulty(FaultKind.LIMIT_ELEMENTS)


@rule(
    "ENG005",
    "Inflates to too much",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="The deflated data set grows beyond what is inflated here{detail}; the rest was not checked.",
    reference="none: this is about the tool",
)
def inflates_too_far(data_set: DataSet) -> Iterable[Hit]:
    """A deflated data set becomes larger than the limit, or out of all proportion to the file.

    Why it matters
    What follows was not checked. A small file that grows without end is a way to stop a server.

    Example
    A file of one megabyte that inflates to a gigabyte of zeros.

    How to fix
    Find out who wrote the file. If it is meant so, raise the limit of inflated bytes.
    """
    return data_set.faulty(FaultKind.LIMIT_INFLATED)


@rule(
    "ENG006",
    "Long values were not read",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="From here on long values{detail} were left on disk and not checked: the header is too large.",
    reference="none: this is about the tool",
)
def values_left_on_disk(data_set: DataSet) -> Iterable[Hit]:
    """All values together are larger than what is held in memory of one header.

    Why it matters
    The long values behind this place were located, and not judged.

    Example
    A header with hundreds of megabytes of private data.

    How to fix
    Nothing, where the large values are expected. Otherwise find out which system adds them.
    """
    return data_set.faulty(FaultKind.LIMIT_BYTES)


@rule(
    "ENG007",
    "Reading took too long",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="Reading stopped here: it took longer than is allowed for one file{detail}; the rest was not checked.",
    reference="none: this is about the tool",
)
def too_slow(data_set: DataSet) -> Iterable[Hit]:
    """The time that one file may take was used up before its end.

    Why it matters
    What follows was not checked.

    Example
    A damaged file in which a place to go on must be searched for again and again.

    How to fix
    Check the file alone. If it is sound, raise the limit of time.
    """
    return data_set.faulty(FaultKind.LIMIT_TIME)


@rule(
    "ENG008",
    "Too many faults to list",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="The encoding has more faults than are listed{detail}; later ones are left out.",
    reference="none: this is about the tool",
)
def too_many_faults(data_set: DataSet) -> Iterable[Hit]:
    """The scanner met so many faults that it no longer lists them.

    Why it matters
    The list shows where it began, not everything that is wrong.

    Example
    A file encoded otherwise than it says, in which every element is a fault.

    How to fix
    Mend the first faults, and check the file again.
    """
    return data_set.faulty(FaultKind.LIMIT_FAULTS)
