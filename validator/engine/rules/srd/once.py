"""What several rules read from one data set is worked out once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from validator.engine.rules.subject import DataSet

T = TypeVar("T")


def once(build: Callable[[DataSet], T]) -> Callable[[DataSet], T]:
    """The same function, whose result the data set keeps; see ``DataSet.once``."""

    @wraps(build)
    def remembered(data_set: DataSet) -> T:
        return data_set.once(build)

    return remembered
