"""The engine's plain values, restored from JSON by the types that their fields declare.

A value that gained a field with a default since it was stored is read with that default.
"""

import types
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

Restoring = Callable[[Any], Any]


def restore(kind: Any, stored: Any) -> Any:
    """The value of this type: a named tuple, a tuple of such, an enumeration or a plain JSON value.

    Raises ``TypeError``, ``ValueError`` or ``LookupError`` where the stored value does not fit.
    """
    return _restoring(kind)(stored)


@cache
def _restoring(kind: Any) -> Restoring:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (inner,) = (each for each in arguments if each is not type(None))
        return lambda stored: None if stored is None else _restoring(inner)(stored)
    if origin is tuple and arguments[-1] is Ellipsis:
        return lambda stored: tuple(map(_restoring(arguments[0]), stored))
    if origin is tuple:
        return lambda stored: tuple(restore(each, part) for each, part in zip(arguments, stored, strict=True))
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _restoring_fields(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return lambda stored: stored


def _restoring_fields(kind: Any) -> Restoring:
    hints = get_type_hints(kind)

    def rebuild(stored: Any) -> Any:
        return kind(**{name: _restoring(hints[name])(value) for name, value in stored.items()})

    return rebuild
