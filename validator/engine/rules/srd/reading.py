"""Whether a data set was read to its end, so that what is not there is really missing."""

from validator.engine.rules.subject import UNREAD, DataSet


def is_whole(data_set: DataSet) -> bool:
    """Whether nothing was left unread: no damage, no limit."""
    return not any(True for kind in UNREAD for _ in data_set.faulty(kind))
