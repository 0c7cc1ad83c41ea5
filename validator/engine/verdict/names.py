"""What the attributes are called that the facts of a case speak of."""

from collections.abc import Iterator

from validator.engine.model import DeltaState, Facts
from validator.engine.verdict.wording import place_name, tag_at


def attribute_names(facts: Facts) -> dict[str, str]:
    """By path, as it stands in the facts: ``Series Description``; ``Code Value in Concept Name Code Sequence``."""
    return {path: place_name(path) for path in _paths(facts) if tag_at(path)}


def _paths(facts: Facts) -> Iterator[str]:
    for link in facts.references.links:
        if link.state.is_broken:
            yield from link.places
    for line in facts.delta:
        if line.state is not DeltaState.INHERITED:
            yield line.path
    for one in facts.deidentifications:
        for deviation in one.deviations:
            yield deviation.path
