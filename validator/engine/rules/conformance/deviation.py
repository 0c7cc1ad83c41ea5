"""In which ways an instance can differ from its IOD."""

from enum import Enum, auto
from typing import NamedTuple

from validator.engine.standard.iods import Expression, Module, Row, Values


class Difference(Enum):
    """One way in which a level differs from what its modules list; each is one rule."""

    TYPE_1_MISSING = auto()
    TYPE_1_EMPTY = auto()
    TYPE_1_NO_ITEM = auto()
    TYPE_1C_MISSING = auto()
    TYPE_1C_EMPTY = auto()
    TYPE_2_MISSING = auto()
    TYPE_2C_MISSING = auto()
    NOT_ALLOWED = auto()
    """Of Type 1C or 2C: the condition does not hold, and it must not be there otherwise."""
    NOT_MENTIONED = auto()
    """Of Type 1C or 2C: the condition does not hold, and nothing is said of other cases."""
    TOO_FEW_ITEMS = auto()
    TOO_MANY_ITEMS = auto()
    NOT_ENUMERATED = auto()
    NOT_DEFINED = auto()
    NOT_IN_IOD = auto()
    NOT_IN_ITEM = auto()
    RETIRED = auto()
    MOVED = auto()
    """An earlier edition of PS3.3 had it in this IOD."""
    GROUP_MISSING = auto()
    """A functional group that is mandatory stands neither in the shared ones nor in those of a frame."""
    UNDECIDED = auto()
    """Of Type 1C or 2C and absent: no machine can tell whether the condition holds."""


class Deviation(NamedTuple):
    """One difference at one place."""

    difference: Difference
    path: str
    module: Module | None = None
    row: Row | None = None
    because: Expression | None = None
    """The condition that made an attribute required, or outside which it stands."""
    position: int = 0
    """Of the value at fault, counted from 1; 0 for all of them."""
    values: Values | None = None
    """The terms that the value is not among."""
    items: int = 0
    """How many items there are."""
