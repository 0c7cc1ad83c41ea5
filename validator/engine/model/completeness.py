"""Whether everything is there: how many instances of each study and series every capture holds."""

from typing import NamedTuple


class EntityCount(NamedTuple):
    """The instances of one study, or of one series of it, followed through the captures."""

    study: str
    """Study Instance UID at the first capture that holds it."""
    series: str
    """Series Instance UID at the first capture that holds it; empty for the study as a whole."""
    modality: str
    """Of the series; empty for a study."""
    uids: tuple[tuple[str, ...], ...]
    """For each capture: the UIDs that the study, or the series, has there; several where it was scattered."""
    counts: tuple[int, ...]
    """For each capture: how many of its instances are there, each counted once."""
    files: tuple[int, ...]
    """For each capture: how many files hold them, duplicates and conflicts included."""
    missing: tuple[int, ...]
    """For each capture: how many instances that an earlier capture held are not there."""
    added: tuple[int, ...]
    """For each capture: how many instances no earlier capture held; of the first capture always 0."""


class Ambiguity(NamedTuple):
    """Files that fit several instances equally well: none was chosen, they stand as missing and added."""

    capture: str
    files: tuple[str, ...]
    """At this capture, any of which may continue any of ``lineages``."""
    lineages: tuple[int, ...]
    """The lineages that end before this capture and may go on in one of the files."""
    began: tuple[int, ...]
    """The lineages that the files began instead, in the order of ``files``."""
    reasons: tuple[str, ...]
    """What agrees between them all: ``("Series Number", "Rows")``."""
