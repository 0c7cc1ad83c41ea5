"""Which modules of its IOD an instance uses, and why (PS3.3 A.1.3).

Mandatory modules always; conditional ones where their condition holds. A module that may be there, or whose condition
no machine can decide, is in use where an attribute stands in the instance that it demands and no other module of the
IOD lists, or where a condition of the table says so.
"""

from collections import Counter
from functools import cache
from typing import NamedTuple

from validator.engine.rules.conformance.overlays import places_of
from validator.engine.rules.conformance.place import Instance, Place
from validator.engine.rules.conformance.plan import DEMANDING
from validator.engine.standard.conditions import evaluate
from validator.engine.standard.iods import Expression, Iod, Module


class Use(NamedTuple):
    """A module in use."""

    module: Module
    because: Expression | None
    """The condition by which it is in use; ``None`` for mandatory modules."""


class Modules:
    """The modules of one instance; each is decided when it is first asked for."""

    def __init__(self, iod: Iod, instance: Instance) -> None:
        self._modules = {module.key: module for module in iod.modules}
        self._own = own_attributes(iod)
        self._place = Place(instance.top, instance)
        self._place.uses = instance.uses = self.uses
        self._decided: dict[str, Use | None] = {}
        """By key; ``None`` for modules that are not in use, and while one is being decided."""

    def in_use(self) -> tuple[Use, ...]:
        """The modules in use, in the order of the IOD."""
        return tuple(use for key in self._modules if (use := self._use(key)) is not None)

    def uses(self, key: str) -> bool:
        """Whether the instance uses a module."""
        return key in self._modules and self._use(key) is not None

    def _use(self, key: str) -> Use | None:
        if key not in self._decided:
            self._decided[key] = None
            self._decided[key] = self._decide(self._modules[key])
        return self._decided[key]

    def _decide(self, module: Module) -> Use | None:
        if module.usage == "M":
            return Use(module, None)
        held = evaluate(module.condition.required, self._place) if module.condition else None
        if held and module.condition is not None:
            return Use(module, module.condition.required)
        if module.in_use is not None:
            return Use(module, module.in_use) if evaluate(module.in_use, self._place) else None
        if held is False:
            return None
        top = self._place.level
        own = next((place for tag in self._own[module.key] for place in places_of(tag, top) if top.get(place)), None)
        return Use(module, ["present", [0, own]]) if own is not None else None


@cache
def own_attributes(iod: Iod) -> dict[str, tuple[int, ...]]:
    """By module, the attributes that it demands and that no other module of the IOD lists."""
    listed = Counter(row.tag for module in iod.modules for row in module.table.rows)
    return {
        module.key: tuple(row.tag for row in module.table.rows if row.type in DEMANDING and listed[row.tag] == 1)
        for module in iod.modules
    }
