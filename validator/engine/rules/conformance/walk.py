"""Holds an instance against its IOD, level by level, and says where it differs (PS3.3 annex A, PS3.5 7.4)."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from validator.engine.model import Element, is_private
from validator.engine.rules.conformance.deviation import Deviation, Difference
from validator.engine.rules.conformance.groups import missing_groups
from validator.engine.rules.conformance.modules import Modules
from validator.engine.rules.conformance.overlays import LISTED, listed, places_of
from validator.engine.rules.conformance.place import FUNCTIONAL_GROUPS, Instance, Place, texts_of
from validator.engine.rules.conformance.plan import Demand, Plan, plan_of
from validator.engine.rules.level import Level
from validator.engine.standard import dictionary
from validator.engine.standard.conditions import evaluate, is_filled, reason, valued
from validator.engine.standard.iods import Condition, Expression, Iod, Values

DIRECTORY_RECORDS = "(0004,1220)["
"""What a record may hold depends on its type, and any attribute may be a key besides (PS3.3 F.5)."""
TRAILING_PADDING = 0xFFFCFFFC
CONTROL_POINT_INDEX = 0x300A0112
"""The position of a control point among its siblings, counted from 0 (PS3.3 C.8.8.14, C.8.8.25)."""
GROUP_LENGTH = 0
MISSING = {
    "1": Difference.TYPE_1_MISSING,
    "1C": Difference.TYPE_1C_MISSING,
    "2": Difference.TYPE_2_MISSING,
    "2C": Difference.TYPE_2C_MISSING,
}
SILENT = ["silent"]
UNWANTED = (Difference.NOT_ALLOWED, Difference.NOT_MENTIONED)
RANK = {difference: rank for rank, difference in enumerate(Difference)}
"""Of several differences of one attribute, one is told: the first in this order."""


class Around(NamedTuple):
    """What is known of a level on the way down."""

    level: Level
    plan: Plan
    used: frozenset[str] | None
    """The modules whose demands count; ``None`` for all."""
    is_group: bool = False
    """Whether its sequences are functional groups, of which each is demanded here or elsewhere (PS3.3 C.7.6.16)."""


class Walk:
    """One judgement of one instance."""

    def __init__(self, iod: Iod, instance: Instance) -> None:
        self.iod = iod
        self.instance = instance
        self.modules = Modules(iod, instance)
        self.reasons = {use.module.key: use.because for use in self.modules.in_use()}
        self.wrong: set[int] = set()
        """The elements, by identity, whose values are none of their terms."""

    def deviations(self) -> Iterator[Deviation]:
        """Every difference, a level before those inside it."""
        waiting = [Around(self.instance.top, plan_of(self.iod.modules), frozenset(self.reasons))]
        while waiting:
            around = waiting.pop()
            yield from self._level(around)
            waiting.extend(reversed(list(_inside(around))))
        yield from missing_groups(self.iod, self.instance)

    def _level(self, around: Around) -> Iterator[Deviation]:
        level, plan, used, is_group = around
        place = Place(level, self.instance)
        is_cut = self.instance.is_cut
        for present in level.elements:
            yield from self._present(place, present, around)
        for tag, counted, is_free, needs_value in plan.counted(used):
            for shifted in places_of(tag, level) if tag >> 16 == LISTED else (tag,):
                element = level.get(shifted)
                if element is None:
                    if is_group or (is_cut and self._may_be_unread(level, shifted)):
                        continue
                elif is_free and (not needs_value or is_filled(element)):
                    continue
                found = [
                    found
                    for one in counted
                    if element is not None or _is_missed(one, place)
                    for found in self._demanded(place, shifted, element, one)
                ]
                if found:
                    yield from self._strictest(found, place, plan.rows[tag])

    def _demanded(self, place: Place, tag: int, element: Element | None, one: Demand) -> Iterator[Deviation]:
        """What one module objects to in one attribute that it demands."""
        row, module = one
        held: bool | None = True
        because = self.reasons.get(module.key) if place.level.parent is None else None
        if row.condition is not None:
            held = evaluate(row.condition.required, place)
            because = row.condition.required if held else because
        if element is None:
            if held is None:
                yield Deviation(
                    Difference.UNDECIDED, place.level.path(tag), module, row, row.condition and row.condition.required
                )
            elif held and not (row.condition and _is_misnumbered(row.condition.required, place)):
                yield Deviation(MISSING[row.type], place.level.path(tag), module, row, _why(because, place))
        elif row.condition is not None and self._is_unwanted(row.condition, held, place):
            silent = row.condition.otherwise == SILENT
            difference = Difference.NOT_MENTIONED if silent else Difference.NOT_ALLOWED
            yield Deviation(difference, place.level.path(tag), module, row, row.condition.required)
        elif row.type in ("1", "1C") and not is_filled(element):
            yield Deviation(_empty(row.type, element), place.level.path(tag), module, row, _why(because, place))

    def _is_unwanted(self, condition: Condition, held: bool | None, place: Place) -> bool:
        """Whether an attribute must not be there; never where what its condition reads is itself missing or wrong."""
        if held is not False or evaluate(condition.otherwise, place) is not False:
            return False
        return self._is_surely_false(condition.required, place)

    def _is_surely_false(self, required: Expression, place: Place) -> bool:
        """Whether a condition that does not hold rests on values that are there and right."""
        if required[0] == "all":
            asked = list(valued(required))
            return any(
                evaluate(part, place) is False
                and not (part[0] in ("present", "filled") and part[1] in asked)
                and self._is_surely_false(part, place)
                for part in required[1:]
            )
        for reference in valued(required):
            read = place.find(reference)
            if read is None or not is_filled(read) or id(read) in self.wrong:
                return False
        return True

    def _strictest(self, found: list[Deviation], place: Place, demands: Iterable[Demand]) -> Iterator[Deviation]:
        worst = min(found, key=lambda deviation: RANK[deviation.difference])
        if worst.difference in UNWANTED and any(_allows(one, place) for one in demands):
            return
        yield worst

    def _present(self, place: Place, element: Element, around: Around) -> Iterator[Deviation]:
        """What an element that is there can be blamed for."""
        tag, plan, used = element.tag, around.plan, around.used
        if is_private(tag) or tag & 0xFFFF == GROUP_LENGTH:
            return
        demands = plan.rows.get(listed(tag))
        if demands is None:
            yield from self._unlisted(place.level, tag)
            return
        in_use = [one for one in demands if used is None or one.module.key in used]
        for one in in_use or demands:
            for values in one.row.values:
                if values.condition is None or evaluate(values.condition, place):
                    yield from self._wrong_terms(place, element, one, values)
        if element.items:
            yield from _item_counts(place.level.path(tag), element, demands)

    def _unlisted(self, level: Level, tag: int) -> Iterator[Deviation]:
        entry = dictionary.lookup(tag)
        if entry is None or tag == TRAILING_PADDING or tag >> 16 < 0x0008 or level.prefix.startswith(DIRECTORY_RECORDS):
            return
        if entry.retired:
            difference = Difference.RETIRED
        elif level.parent is not None:
            difference = Difference.NOT_IN_ITEM
        elif not _is_described(self.iod):
            return
        else:
            difference = Difference.MOVED if tag in self.iod.retired else Difference.NOT_IN_IOD
        yield Deviation(difference, level.path(tag))

    def _wrong_terms(self, place: Place, element: Element, one: Demand, values: Values) -> Iterator[Deviation]:
        self.instance.consulted.add(element.tag)
        texts = texts_of(element, little=place.level.little)
        first = max(values.position, 1)
        chosen = texts[first - 1 : first] if values.position else texts
        wrong = next(
            (
                position
                for position, text in enumerate(chosen, first)
                if text and not _is_term(text, element.vr, values)
            ),
            0,
        )
        if wrong:
            difference = Difference.NOT_ENUMERATED if values.kind == "enumerated" else Difference.NOT_DEFINED
            self.wrong.add(id(element))
            path = place.level.path(element.tag)
            yield Deviation(
                difference, path, one.module, one.row, position=wrong if len(texts) > 1 else 0, values=values
            )

    def _may_be_unread(self, level: Level, tag: int) -> bool:
        """Whether an attribute that is not there may lie behind the place where reading ended."""
        return tag > max((element.tag for element in level.elements), default=0)


@cache
def _is_described(iod: Iod) -> bool:
    """Whether the tables hold the attributes of every module; some of the newest are known by name only."""
    return all(module.table.rows for module in iod.modules)


def _inside(around: Around) -> Iterator[Around]:
    """The items of a level's sequences, each with its plan."""
    level, plan, used, _ = around
    for element in level.elements:
        if not element.items:
            continue
        tag = listed(element.tag)
        inner = plan.items(tag)
        if inner is None:
            continue
        is_used = used is None or any(one.module.key in used for one in plan.rows[tag])
        is_group = element.tag in FUNCTIONAL_GROUPS and level.parent is None
        for item in level.items(element.tag):
            yield Around(item, inner, used if is_used else None, is_group)


def _is_missed(one: Demand, place: Place) -> bool:
    """Whether an attribute that is absent is demanded, as far as is known."""
    condition = one.row.condition
    return condition is None or evaluate(condition.required, place) is not False


def _item_counts(path: str, element: Element, demands: Iterable[Demand]) -> Iterator[Deviation]:
    if not element.items:
        return
    count = len(element.items)
    for row, module in demands:
        if row.items is not None:
            least, most = row.items
            if most is not None and count > most:
                yield Deviation(Difference.TOO_MANY_ITEMS, path, module, row, items=count)
                return
            if count < least:
                yield Deviation(Difference.TOO_FEW_ITEMS, path, module, row, items=count)
                return


def _is_term(text: str, vr: str, values: Values) -> bool:
    """Whether a value is one of the terms; decimal and integer strings are compared as numbers (PS3.5 6.2)."""
    if text in values.terms:
        return True
    if vr not in ("DS", "IS"):
        return False
    try:
        return float(text) in map(float, values.terms)
    except ValueError:
        return True


def _allows(one: Demand, place: Place) -> bool:
    """Whether a module lets an attribute be there, as far as a machine can tell."""
    condition = one.row.condition
    if condition is None:
        return True
    return evaluate(condition.required, place) is not False or evaluate(condition.otherwise, place) is not False


def _is_misnumbered(required: Expression, place: Place) -> bool:
    """Whether a condition that means the first control point reads a number that is not that of its item."""
    index = place.level.text(CONTROL_POINT_INDEX)
    if not index or place.level.prefix.endswith(f"[{index}]."):
        return False
    return any(reference[-1] == CONTROL_POINT_INDEX for reference in valued(required))


def _why(because: Expression | None, place: Place) -> Expression | None:
    """What of the condition holds, which is what a reader wants to know."""
    return None if because is None else list(reason(because, place))


def _empty(type_: str, element: Element) -> Difference:
    if type_ == "1C":
        return Difference.TYPE_1C_EMPTY
    return Difference.TYPE_1_NO_ITEM if element.items is not None or element.vr == "SQ" else Difference.TYPE_1_EMPTY
