"""What several rules read from one data set is worked out once."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from validator.engine.rules.subject import DataSet

T = TypeVar("T")


def once(build: Callable[[DataSet], T]) -> Callable[[DataSet], T]:
    """The same function, which remembers its result for as long as the data set lives.

    The result must not hold the data set itself, or neither is ever let go.
    """
    known: WeakKeyDictionary[DataSet, T] = WeakKeyDictionary()

    @wraps(build)
    def remembered(data_set: DataSet) -> T:
        try:
            return known[data_set]
        except KeyError:
            built = known[data_set] = build(data_set)
            return built

    return remembered
