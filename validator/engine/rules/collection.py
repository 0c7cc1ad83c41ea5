"""The instances of one capture together, as the rules over collections look at them."""

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cache, cached_property, partial
from typing import NamedTuple, TypeVar

from validator.engine.kept import NONE, Buckets, digest_of
from validator.engine.rules.identity import Identity

Content = Callable[[str], str | None]
"""A digest of all that a file holds, its values on disk included, by the name that its identity cites; ``None`` where
the file cannot be read any more. Only asked of files that their headers do not tell apart."""
Shared = TypeVar("Shared", bound=Hashable)


def unknown_content(_file: str) -> None:
    """The ``Content`` of files that are not there any more."""


class Alike(NamedTuple):
    """Identities that differ in nothing but what every instance has of its own; see ``_shared``."""

    first: Identity
    members: "array[int]"
    """Their numbers in the collection, ascending."""


class Group:
    """Some identities of a collection, read when they are asked for."""

    def __init__(self, identities: Sequence[Identity], alike: Sequence[Alike]) -> None:
        self.alike = alike
        """In the order of the first of each."""
        self._identities = identities

    def __len__(self) -> int:
        return sum(len(each.members) for each in self.alike)

    def __iter__(self) -> Iterator[Identity]:
        """All of them in their order."""
        if len(self.alike) == 1:
            return (self._identities[number] for number in self.alike[0].members)
        return (self._identities[number] for number in sorted(at for each in self.alike for at in each.members))

    def count(self, value: Callable[[Identity], Shared | None]) -> Counter[Shared]:
        """How many have which value of what identities may share; those without one left out."""
        counts: Counter[Shared] = Counter()
        for each in self.alike:
            found = value(each.first)
            if found is not None:
                counts[found] += len(each.members)
        return counts

    def without(self, value: Callable[[Identity], Shared | None], usual: Shared) -> tuple[str, ...]:
        """Sorted, the files of those with another value than the usual one; those without one left out."""
        return self.files(lambda identity: value(identity) not in (None, usual))

    def files(self, is_meant: Callable[[Identity], bool]) -> tuple[str, ...]:
        """Sorted, the files of those of which this is true; it may ask for what identities may share."""
        meant = (each.members for each in self.alike if is_meant(each.first))
        return tuple(sorted(self._identities[number].file for members in meant for number in members))


class Collection:
    """The identities of all instances of one capture, grouped as rules need them: 20 bytes for each are held."""

    def __init__(self, identities: Iterable[Identity], content: Content = unknown_content) -> None:
        self.content = cache(content)
        self.identities = identities if isinstance(identities, Sequence) else tuple(identities)
        alike: dict[tuple[object, ...], Alike] = {}
        self._uids = Buckets(self._entered(alike))
        self._alike = [*alike.values()]
        self._groups: dict[tuple[str, ...], dict[tuple[str, ...], Group]] = {}

    def _entered(self, alike: dict[tuple[object, ...], Alike]) -> Iterator[tuple[int, bytes]]:
        """The digest of each SOP Instance UID, while the identities are sorted by what they share."""
        for number, identity in enumerate(self.identities):
            key = _shared(identity)
            same = alike.get(key)
            if same is None:
                alike[key] = same = Alike(identity, array("I"))
            same.members.append(number)
            yield number, digest_of(identity.sop_instance or "")

    @cached_property
    def all(self) -> Group:
        """All of them."""
        return Group(self.identities, self._alike)

    def by(self, *fields: str) -> Iterator[tuple[tuple[str, ...], Group]]:
        """Groups of identities with the same values of these fields, which identities may share, in order of first
        appearance; an identity that lacks the first of them belongs to none."""
        groups = self._groups.get(fields)
        if groups is None:
            groups = self._groups[fields] = self.grouped(partial(_values, fields=fields))
        yield from groups.items()

    def grouped(self, key: Callable[[Identity], Shared | None]) -> dict[Shared, Group]:
        """The same by any key made of what identities may share; without those that have none."""
        found: dict[Shared, list[Alike]] = {}
        for each in self._alike:
            common = key(each.first)
            if common is not None:
                found.setdefault(common, []).append(each)
        return {common: Group(self.identities, alike) for common, alike in found.items()}

    def same_instances(self) -> Iterator[list[Identity]]:
        """Those that share a SOP Instance UID with others, by the UID, in order of first appearance."""
        return ([self.identities[number] for number in numbers] for numbers in self._same)

    @cached_property
    def _same(self) -> "list[array[int]]":
        groups: list[array[int]] = []
        for bucket in self._uids:
            known: dict[bytes, array[int]] = {}
            for number, uid in bucket:
                known.setdefault(uid, array("I")).append(number)
            groups += (numbers for numbers in known.values() if len(numbers) > 1)
        return sorted(groups)

    def with_uids(self, uids: Iterable[str]) -> dict[str, Identity]:
        """By SOP Instance UID the first identity that has it, for those of these UIDs that any has."""
        wanted = {digest_of(uid): uid for uid in uids} | {NONE: ""}
        found: dict[str, Identity] = {}
        for bucket in self._uids:
            for number, uid in bucket:
                if uid in wanted and wanted[uid] not in found:
                    found[wanted[uid]] = self.identities[number]
        return found


def _values(identity: Identity, fields: Sequence[str]) -> tuple[str, ...] | None:
    values = tuple([getattr(identity, field) or "" for field in fields])
    return values if values[0] else None


def _shared(identity: Identity) -> tuple[object, ...]:
    """All but the file, the SOP Class and Instance UID, Instance Number, digest and compression."""
    return (
        identity.study,
        identity.series,
        identity.patient_id,
        identity.issuer,
        identity.accession,
        identity.charset,
        identity.series_number,
        identity.patient_values,
        identity.study_values,
        identity.series_values,
    )
