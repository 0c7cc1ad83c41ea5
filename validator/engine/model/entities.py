"""What the UIDs of a data set name (PS3.3 A.1.2)."""

from enum import StrEnum


class Entity(StrEnum):
    """What an instance belongs to, or is, by a UID of its own."""

    STUDY = "study"
    SERIES = "series"
    INSTANCE = "instance"
    FRAME_OF_REFERENCE = "frame-of-reference"

    @property
    def noun(self) -> str:
        """One of them: ``frame of reference``."""
        return self.value.replace("-", " ")

    @property
    def plural(self) -> str:
        """Several of them: ``frames of reference``."""
        return _PLURALS[self]

    @property
    def term(self) -> str:
        """As the standard writes it: ``SOP Instance``."""
        return _TERMS[self]

    @property
    def uid_name(self) -> str:
        """What its UID is called in PS3.6: ``Series Instance UID``."""
        return f"{self.term} Instance UID" if self in (Entity.STUDY, Entity.SERIES) else f"{self.term} UID"


_PLURALS = {
    Entity.STUDY: "studies",
    Entity.SERIES: "series",
    Entity.INSTANCE: "instances",
    Entity.FRAME_OF_REFERENCE: "frames of reference",
}
_TERMS = {
    Entity.STUDY: "Study",
    Entity.SERIES: "Series",
    Entity.INSTANCE: "SOP Instance",
    Entity.FRAME_OF_REFERENCE: "Frame of Reference",
}
