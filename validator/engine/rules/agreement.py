"""Whether instances agree about what they share, and which of them do not."""

from collections.abc import Callable, Iterator, Sequence

from validator.engine.model import tag_text
from validator.engine.rules.collection import Group
from validator.engine.rules.identity import Identity
from validator.engine.rules.subject import CollectionHit

Text = Callable[[Identity], str | None]


def disagreement(group: Group, field: str, *, path: str) -> Iterator[CollectionHit]:
    """One hit where the instances have several values of a field: those without the usual one, the most frequent."""
    yield from _odd_ones_out(group, lambda identity: getattr(identity, field) or None, path)


def differences(group: Group, field: str, tags: Sequence[int]) -> Iterator[CollectionHit]:
    """One hit for each attribute of an entity about which its instances differ: those without the usual value.

    ``field`` holds the values of ``tags``, in their order. An absent attribute differs from nothing. An empty one does,
    and is never the usual value, however frequent.
    """
    if len({getattr(each.first, field) for each in group.alike}) > 1:
        for position, tag in enumerate(tags):
            yield from _odd_ones_out(group, _part(field, position), tag_text(tag))


def _part(field: str, position: int) -> Text:
    def text(identity: Identity) -> str | None:
        found: str | None = getattr(identity, field)[position]
        return found

    return text


def _odd_ones_out(group: Group, text: Text, path: str) -> Iterator[CollectionHit]:
    counts = group.count(text)
    if len(counts) > 1:
        ranked = sorted(counts, key=lambda value: (not value, -counts[value], value))
        yield CollectionHit(
            files=group.without(text, ranked[0]),
            path=path,
            words={"count": len(counts)},
            values=tuple(ranked),
        )
