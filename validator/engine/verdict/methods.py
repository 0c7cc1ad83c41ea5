"""How a capture was taken, what that may itself have changed, and how to rule it out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from validator.engine.model import ChangeGroup, Evidence


class Influence(NamedTuple):
    """One thing that a way of taking files may do to them."""

    what: str
    """As a heading: ``Transfer syntax``."""
    kinds: tuple[str, ...]
    """The beginnings of the kinds of change by which it would show."""
    why: str
    remedy: str
    """How to find out whether it was that."""
    paths: tuple[str, ...] = ()
    """The beginnings of the places where it would show; anywhere where there are none."""

    def explains(self, kind: str, path: str) -> bool:
        """Whether a change of this kind at this place may be its doing."""
        return self.explains_any(kind, (path,))

    def explains_any(self, kind: str, paths: Iterable[str]) -> bool:
        """Whether changes of this kind at any of these places may be its doing."""
        return kind.startswith(self.kinds) and (not self.paths or any(path.startswith(self.paths) for path in paths))


class Method(NamedTuple):
    """One way of taking files."""

    words: str
    """Completes "The files were …"."""
    note: str
    """What a reader should know of it, whatever the report shows."""
    influences: tuple[Influence, ...] = ()
    is_received: bool = False
    """Whether who received the files wrote them: File Meta Information is not sent over an association, so that it
    names the receiver (PS3.10 7.1)."""


class Remark(NamedTuple):
    """Something that a capture shows and that may be the doing of the way in which it was taken."""

    capture: str
    method: str
    what: str
    why: str
    remedy: str
    kinds: tuple[str, ...]
    """The kinds of change that it may explain, each once, sorted."""


TRANSCODING = (
    "encoding.pixel-lossless", "encoding.vr", "encoding.byte-order", "encoding.sequence-length",
    "pixel.lossy", "pixel.unverified", "pixel.description", "derivation.",
)  # fmt: skip
PRIVATE = ("private.removed", "private.added", "private.creator-lost", "encoding.vr-unknown")
PRESENCE = ("instance.missing", "instance.added")
DATABASE_KINDS = ("value.", "charset.", "sequence.", "modality.")
DATABASE_PATHS = (
    "(0010,", "(0032,", "(0038,", "(0040,0275)", "(0040,1001)", "(0008,0005)", "(0008,0020)", "(0008,0030)",
    "(0008,0050)", "(0008,0051)", "(0008,0060)", "(0008,0090)", "(0008,1030)", "(0008,103E)", "(0008,1110)",
    "(0020,0010)", "(0020,0011)",
)  # fmt: skip
"""Patient, study, series and order: what archives keep in their databases and correct there."""
ANONYMISED = ("deidentification.", "uid.", "private.removed", "value.removed", "value.emptied", "value.replaced")

FILE_META = Influence(
    "Writer",
    ("encoding.file-meta",),
    "File Meta Information is not sent over the network: the receiver writes it. The writer named is the receiver.",
    "Judge the sender by its configuration and by Contributing Equipment Sequence, not by the writer named.",
)
LISTENER = Influence(
    "Transfer syntax",
    TRANSCODING,
    "A listener accepts only some transfer syntaxes, and the sender transcodes into one of them.",
    "Let the listener accept the transfer syntax in which the sender stores, compressed ones too, and send again.",
)
IMPLICIT = Influence(
    "Private attributes",
    PRIVATE,
    "Over Implicit VR Little Endian private attributes lose their VR, and some senders leave them out.",
    "Let the listener accept Explicit VR Little Endian and prefer it, and send again.",
)
DATABASE = Influence(
    "Patient, study and order data",
    DATABASE_KINDS,
    "An archive may send the values that its database holds now (merged patients, corrections, order data) "
    "instead of those in the stored file.",
    "Retrieve the files as they were received where the archive offers it, or compare with its stored files.",
    DATABASE_PATHS,
)
RENEWED = Influence(
    "UIDs",
    ("uid.", "reference."),
    "An archive that split, merged or moved studies may put its own UIDs into what it sends.",
    "Retrieve the files as they were received where the archive offers it, or compare with its stored files.",
)
HIDDEN = Influence(
    "What is there",
    PRESENCE,
    "A retrieval brings what the archive shows: rejected and offline objects stay behind, and single transfers fail.",
    "Look at the numbers of failed and remaining sub-operations, and ask again for what is missing.",
)

METHODS = {
    "unknown": Method(
        "taken in a way that is not said",
        "A retrieval or an export may itself change files. Say how this capture was taken, so that the report can "
        "tell what that may have done.",
    ),
    "export": Method(
        "exported by the system",
        "An export shows what the system gives away, which need not be what it received.",
        (
            DATABASE._replace(
                why="An export often carries the values of the database instead of those that were received.",
                remedy="Export again without corrections where the system offers it, or read its stored files.",
            ),
            Influence(
                "De-identification",
                ANONYMISED,
                "Export dialogs can remove identities and private attributes and give new UIDs.",
                "Export again with every such option switched off.",
            ),
            Influence(
                "Transfer syntax",
                TRANSCODING,
                "An export may compress, decompress or encode anew.",
                "Export again in the transfer syntax in which the system stores.",
            ),
            Influence(
                "What is there",
                PRESENCE,
                "An export holds what was selected: presentation states, reports and rejected images may be left out.",
                "Export the whole study again, objects that are not images included.",
            ),
        ),
    ),
    "media": Method(
        "from a CD, DVD or USB medium",
        "A medium holds what its writer selected, in the transfer syntaxes that its profile allows.",
        (
            Influence(
                "Transfer syntax",
                TRANSCODING,
                "Media profiles allow few transfer syntaxes (PS3.11), so that the writer of the medium transcodes.",
                "Compare with a copy that was not made for a medium.",
            ),
            DATABASE._replace(
                why="The writer of the medium may have filled in values of its database, or of the person at it.",
                remedy="Compare with a retrieval of the same study from the system that wrote the medium.",
            ),
            Influence(
                "What is there",
                PRESENCE,
                "A medium holds what was selected: presentation states and reports are often left out.",
                "Write the whole study to a medium, objects that are not images included.",
            ),
        ),
    ),
    "c-store": Method(
        "sent as a copy (C-STORE)",
        "The sender transcodes into what the listener accepts, and may apply rules made for this destination alone.",
        (
            LISTENER,
            IMPLICIT,
            DATABASE._replace(
                why="A sender may apply coercion rules to one destination and not to another.",
                remedy="Give this listener the same rules as the real destination, and send again.",
            ),
            FILE_META,
        ),
        is_received=True,
    ),
    "c-move": Method(
        "retrieved (C-MOVE or C-GET)",
        "A retrieval shows what the archive tells others, which need not be what it stored.",
        (DATABASE, RENEWED, LISTENER, IMPLICIT, HIDDEN, FILE_META),
        is_received=True,
    ),
    "wado": Method(
        "retrieved (WADO or DICOMweb)",
        "A retrieval shows what the archive tells others, which need not be what it stored.",
        (
            DATABASE,
            RENEWED,
            Influence(
                "Transfer syntax",
                TRANSCODING,
                "A server that is not asked for a transfer syntax decompresses and answers in Explicit VR Little "
                "Endian (PS3.18).",
                "Ask for the files as they are stored: Accept: …;transfer-syntax=*.",
            ),
            HIDDEN._replace(
                remedy="Look for a partial answer (status 206) and for warnings, and ask again for what is missing."
            ),
        ),
    ),
    "folder": Method(
        "read from the archive's own folder",
        "Stored files are what the archive received or last wrote; corrections may stand in its database alone.",
        (
            DATABASE._replace(
                why="Corrections may stand in the archive's database alone: then the stored file tells an older value.",
                remedy="Compare with a retrieval: that is what the archive tells others.",
            ),
            Influence(
                "Transfer syntax",
                TRANSCODING,
                "An archive may compress what it stores.",
                "See which compression the archive is set to use for its storage.",
            ),
            Influence(
                "What is there",
                PRESENCE,
                "Deleted and rejected objects may still lie in the folder, and older ones on another storage.",
                "Compare with what a query of the archive lists.",
            ),
        ),
    ),
    "manifest": Method(
        "listed from the archive's index",
        "A list tells what the database holds. No file was seen: nothing but presence and counts can be compared.",
        (
            Influence(
                "What is there",
                PRESENCE,
                "An index may list objects whose files are gone, and miss files that were never indexed.",
                "Retrieve what the list names and the files lack.",
            ),
        ),
    ),
}
"""By the word for the way: what may be said of it."""
UNKNOWN = METHODS["unknown"]


def method_of(name: str) -> Method:
    """What is known of a way of taking files; of one that nobody named, that it is not said."""
    return METHODS.get(name, UNKNOWN)


def remarks(capture: str, method: str, groups: Iterable[ChangeGroup]) -> tuple[Remark, ...]:
    """What the way in which a capture was taken may explain of the changes at it.

    ``groups`` are those of the hop to it and, since a capture that was changed while it was taken differs from the
    next one too, of the hop from it. Missing and added instances are groups without a path.
    """
    places: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        places[group.kind].add(group.path)
    found = []
    for influence in method_of(method).influences:
        kinds = [kind for kind, paths in places.items() if influence.explains_any(kind, paths)]
        if kinds:
            found.append(Remark(capture, method, influence.what, influence.why, influence.remedy, tuple(sorted(kinds))))
    return tuple(found)


def doubt(lines: Sequence[Evidence], taken: Iterable[tuple[str, str]]) -> str:
    """The clause that says of these changes that they may stem from how a capture was taken; mostly empty.

    ``taken`` are the captures on both sides of the hop with their methods, the later one first.
    """
    for capture, name in taken:
        method = method_of(name)
        explained = [any(one.explains(line.kind, line.path) for one in method.influences) for line in lines]
        if any(explained):
            part = "" if all(explained) else "in part "
            return f"may {part}stem from how {capture} was taken: {method.words}"
    return ""
