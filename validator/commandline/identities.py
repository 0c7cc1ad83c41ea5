"""The identities of the files of a check; of those that share a SOP Instance UID with a digest of their header."""

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, overload

from validator.commandline.files import Source
from validator.commandline.troubles import Trouble, Troubles, unread
from validator.commandline.workers import chunked, work_off
from validator.engine.header import scan
from validator.engine.kept import Kept
from validator.engine.pixels.digest import digest_left_on_disk
from validator.engine.rules import Identity, identify

CHUNK = 256
"""Files that a worker is given at a time."""
BUCKETS = 64
"""So that what is looked up at one time is a small part."""


class Numbered(NamedTuple):
    """A file whose digest is needed, and which of the identities is its own."""

    number: int
    path: str
    name: str


class Digested(NamedTuple):
    """The digests of some files."""

    digests: list[tuple[int, str, bool]]
    """The number of the identity, and of the file ``Identity.digest`` and ``Identity.is_whole``."""
    troubles: list[Trouble]


class DigestFiles:
    """Reads files again whose headers have to be told apart."""

    def __call__(self, items: Sequence[Numbered], said: None) -> Digested:
        digested = Digested([], [])
        for number, path, name in items:
            try:
                identity = identify(scan(Path(path)), file=name)
            except OSError as error:
                digested.troubles.append(unread(name, error))
            else:
                digested.digests.append((number, identity.digest, identity.is_whole))
        return digested

    def close(self) -> None:
        """Nothing is open."""


class _Named:
    """A part of the identities by what their SOP Instance UIDs are told apart by: 12 bytes for each."""

    def __init__(self) -> None:
        self._told_by = array("q")
        self._numbers = array("I")

    def enter(self, told_by: int, number: int) -> None:
        self._told_by.append(told_by)
        self._numbers.append(number)

    def shared(self) -> set[int]:
        """The numbers of those that are not alone."""
        first: dict[int, int] = {}
        found = set()
        for told_by, number in zip(self._told_by, self._numbers, strict=True):
            earlier = first.setdefault(told_by, number)
            if earlier != number:
                found |= {earlier, number}
        return found


class Identities:
    """Entered while files are checked, kept on disk, and read as often as the rules over all files want."""

    def __init__(self, troubles: Troubles) -> None:
        self._troubles = troubles
        self._entered = Kept(Identity)
        self._named = [_Named() for _ in range(BUCKETS)]
        self._odd: dict[str, str] = {}
        """Paths that are not the names that the report cites."""

    def listed(self, source: Source) -> Source:
        """Remember where a file lies, if its name does not tell."""
        if source.path != source.name:
            self._odd[source.name] = source.path
        return source

    def enter(self, identities: Sequence[Identity]) -> None:
        """Add the identities of files, without their digests."""
        for identity in identities:
            if identity.sop_instance:
                told_by = hash(identity.sop_instance)
                self._named[told_by % BUCKETS].enter(told_by, len(self._entered))
            self._entered.append(identity)

    def all(self, *, jobs: int) -> Sequence[Identity]:
        """Every identity; files that are not alone with their SOP Instance UID are read again for their digests."""
        digests: dict[int, tuple[str, bool]] = {}
        for digested in work_off(
            DigestFiles(),
            chunked(map(self._numbered, self._shared()), CHUNK),
            jobs=jobs,
            lost=lambda item: self._troubles.lose(item.name),
        ):
            self._troubles.tell(digested.troubles)
            digests.update((number, (digest, is_whole)) for number, digest, is_whole in digested.digests)
        return _Digested(self._entered, digests)

    def content(self, file: str) -> str | None:
        """A digest of what was left on disk of a file, which is read again for it; ``None`` where it is gone."""
        path = Path(self._path(file))
        try:
            return digest_left_on_disk(path, scan(path))
        except OSError as error:
            self._troubles.note(file, error)
            return None

    def _shared(self) -> list[int]:
        """The numbers of identities whose SOP Instance UID another has too, in the order of the files."""
        return sorted(number for named in self._named for number in named.shared())

    def _numbered(self, number: int) -> Numbered:
        name = self._entered[number].file
        return Numbered(number, self._path(name), name)

    def _path(self, name: str) -> str:
        return self._odd.get(name, name)


class _Digested(Sequence[Identity]):
    """Identities, some of which have got a digest since they were kept."""

    def __init__(self, identities: Kept[Identity], digests: dict[int, tuple[str, bool]]) -> None:
        self._identities = identities
        self._digests = digests

    def __len__(self) -> int:
        return len(self._identities)

    @overload
    def __getitem__(self, index: int) -> Identity: ...

    @overload
    def __getitem__(self, index: slice) -> list[Identity]: ...

    def __getitem__(self, index: int | slice) -> Identity | list[Identity]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        return self._with_digest(index % len(self) if index < 0 else index, self._identities[index])

    def __iter__(self) -> Iterator[Identity]:
        return (self._with_digest(number, identity) for number, identity in enumerate(self._identities))

    def _with_digest(self, number: int, identity: Identity) -> Identity:
        known = self._digests.get(number)
        return identity if known is None else identity._replace(digest=known[0], is_whole=known[1])
