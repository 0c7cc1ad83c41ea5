"""Whether everything is there: how many instances of each study and series every capture holds."""

from typing import NamedTuple

from validator.engine.model.entities import Entity


class EntityCount(NamedTuple):
    """The instances of one study, or of one series of it, followed through the captures."""

    entity: Entity
    """``STUDY`` or ``SERIES``."""
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
    studies: tuple[tuple[str, ...], ...]
    """For each capture: the Study Instance UIDs of its instances; several of a series that lies in several studies."""
    merged: tuple[bool, ...]
    """For each capture: whether it shares a UID with a study, or a series, that is another one."""


class Ambiguity(NamedTuple):
    """Files that fit several instances equally well, or several files that fit one.

    None is chosen: the instances stand as missing and the files as added. Only where nothing at all tells the
    instances apart, or the files, they are paired in their order: any of them stands for any other.
    """

    capture: str
    files: tuple[str, ...]
    """At this capture, any of which may continue any of ``lineages``."""
    lineages: tuple[int, ...]
    """The lineages of earlier captures that may go on in one of the files."""
    began: tuple[int, ...]
    """The lineages that began with those files that were paired with none, in the order of the files."""
    reasons: tuple[str, ...]
    """What agrees between them all: ``("Pixel Data", "Series Number", "Rows")``."""
