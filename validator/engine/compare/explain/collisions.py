"""Different identifiers that became one: what told two things apart is lost."""

from array import array
from bisect import insort
from hashlib import blake2b
from itertools import groupby

from validator.engine.compare.explain.observation import Observation
from validator.engine.compare.explain.targets import Target
from validator.engine.hierarchy.entities import REFERENCE_TAGS
from validator.engine.model import Collision

IDENTIFYING = REFERENCE_TAGS | frozenset({
    0x00100020,  # Patient ID: two patients become one
    0x00101000,  # Other Patient IDs: a patient is found under another's number
    0x00080050,  # Accession Number: two orders become one, the second study is filed with the first
    0x00200010,  # Study ID: tells the studies of a patient apart for those who read it
    0x00401001,  # Requested Procedure ID: with the Accession Number it names what was ordered
    0x00400009,  # Scheduled Procedure Step ID: the same, one level down
    0x00400253,  # Performed Procedure Step ID: what MPPS is matched by
    0x00402016,  # Placer Order Number / Imaging Service Request
    0x00402017,  # Filler Order Number / Imaging Service Request
    0x00380010,  # Admission ID: billing and access go by it
    0x00380060,  # Service Episode ID: the same
    0x00120040,  # Clinical Trial Subject ID: two subjects become one
    0x00120042,  # Clinical Trial Subject Reading ID: the same, for the reader
    0x00400512,  # Container Identifier: two slides become one
    0x00400551,  # Specimen Identifier: two specimens become one
})  # fmt: skip
"""Attributes that exist to tell things apart. Names, descriptions, numbers within a series and constants of a device
may well be equal for many, and say nothing by becoming so."""
MOST_TOLD, MOST_VALUES = 100, 10


def identifies(path: str) -> bool:
    """Whether an attribute tells things apart."""
    return Target(path, foreign=False).tags[-1] in IDENTIFYING


class Crowd:
    """Which values became one, by digests: 16 bytes a pair, whatever the values are."""

    def __init__(self) -> None:
        self._before, self._after = array("Q"), array("Q")

    def add(self, observation: Observation) -> None:
        if observation.before and observation.after:
            self._before.append(_digest(observation.before))
            self._after.append(_digest(observation.after))

    def count(self) -> dict[int, int]:
        """For each digest of a value that several became: how many."""
        after, before = self._after, self._before
        found = {}
        for digest, places in groupby(sorted(range(len(after)), key=after.__getitem__), key=after.__getitem__):
            values = {before[at] for at in places}
            if len(values) > 1:
                found[digest] = len(values)
        return found


class Clashes:
    """The collisions of one attribute at one hop, while their values are read again."""

    def __init__(self, counts: dict[int, int]) -> None:
        self.total = len(counts)
        told = sorted(counts, key=lambda digest: (-counts[digest], digest))[:MOST_TOLD]
        self._counts = {digest: counts[digest] for digest in told}
        self._found: dict[int, tuple[str, list[str]]] = {}

    def add(self, observation: Observation) -> None:
        if not self._counts or not observation.before or not observation.after:
            return
        digest = _digest(observation.after)
        if digest in self._counts:
            _, values = self._found.setdefault(digest, (observation.after, []))
            if observation.before not in values:
                insort(values, observation.before)
                del values[MOST_VALUES:]

    def collisions(self) -> tuple[Collision, ...]:
        """The largest first."""
        found = [Collision(after, tuple(values), self._counts[at]) for at, (after, values) in self._found.items()]
        return tuple(sorted(found, key=lambda collision: (-collision.total, collision.after)))


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
