"""How the rules about what is not said look for it."""

from collections.abc import Iterator

from validator.engine.rules.subject import DataSet, Hit


def missing(data_set: DataSet, tag: int) -> Iterator[Hit]:
    """A hit where a top-level attribute is absent or empty."""
    if data_set.lacks(tag) or data_set.is_empty(tag):
        yield data_set.at(tag)
