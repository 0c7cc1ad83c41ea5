"""Whether instances agree about what they share, and which of them do not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from validator.engine.model import tag_text
from validator.engine.rules.identity import Identity
from validator.engine.rules.subject import CollectionHit


def disagreement(identities: Sequence[Identity], field: str, *, path: str) -> Iterator[CollectionHit]:
    """One hit where the instances have several values of a field: those without the usual one, the most frequent."""
    yield from _odd_ones_out(((identity.file, getattr(identity, field) or None) for identity in identities), path)


def differences(identities: Sequence[Identity], field: str, tags: Sequence[int]) -> Iterator[CollectionHit]:
    """One hit for each attribute of an entity about which its instances differ: those without the usual value.

    ``field`` holds the values of ``tags``, in their order. An absent attribute differs from nothing. An empty one does,
    and is never the usual value, however frequent.
    """
    rows = [(identity.file, getattr(identity, field)) for identity in identities]
    if len({values for _, values in rows}) > 1:
        for position, tag in enumerate(tags):
            yield from _odd_ones_out(((file, values[position]) for file, values in rows), tag_text(tag))


def _odd_ones_out(values: Iterable[tuple[str, str | None]], path: str) -> Iterator[CollectionHit]:
    given = [(file, value) for file, value in values if value is not None]
    counts = Counter(value for _, value in given)
    if len(counts) > 1:
        ranked = sorted(counts, key=lambda value: (not value, -counts[value], value))
        yield CollectionHit(
            files=tuple(sorted(file for file, value in given if value != ranked[0])),
            path=path,
            words={"count": len(counts)},
            values=tuple(ranked),
        )
