"""IODs of the tests' own, small enough to see why something deviates from them."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from pydicom import Dataset
from pydicom.tag import Tag

from tests import build
from validator.engine.header import scan
from validator.engine.model import Header
from validator.engine.rules.conformance.deviation import Deviation, Difference
from validator.engine.rules.conformance.place import Instance
from validator.engine.rules.conformance.walk import Walk
from validator.engine.rules.level import Level
from validator.engine.standard.iods import Condition, Group, Iod, Module, Row, Table, Values

ALWAYS, NEVER, SILENT, UNKNOWN = ["always"], ["never"], ["silent"], ["unknown", "somebody knows"]
IS_CT = ["is", [0, 0x00080060], 0, ["CT"]]
"""A condition: Modality is CT."""
UNLISTED = {Difference.NOT_IN_IOD, Difference.NOT_IN_ITEM, Difference.MOVED, Difference.RETIRED}
_numbers = count(-1000, -1)


def tag(keyword: str) -> int:
    return int(Tag(keyword))


def row(
    keyword: str,
    type_: str = "3",
    required: list[Any] | None = None,
    *values: Values,
    otherwise: list[Any] = SILENT,
    items: tuple[int, int | None] | None = None,
    table: Table | None = None,
) -> Row:
    """An attribute of a module, with its condition if it has one."""
    condition = Condition(required, otherwise) if required else None
    return Row(tag(keyword), type_, condition, values, items, table)


def terms(*words: str, position: int = 0, kind: str = "enumerated", condition: list[Any] | None = None) -> Values:
    return Values(kind, position, words, condition)


def table(*rows: Row) -> Table:
    made = Table(next(_numbers))
    made.rows = rows
    return made


def module(
    key: str, *rows: Row, usage: str = "M", required: list[Any] | None = None, in_use: list[Any] | None = None
) -> Module:
    condition = Condition(required, ALWAYS) if required else None
    return Module(key, key.title(), "PS3.3 C", "Image", usage, condition, in_use, table(*rows))


def iod(*modules: Module, groups: Iterable[Group] = (), retired: Iterable[int] = ()) -> Iod:
    return Iod("own", "Own", "PS3.3 A", (build.CT_IMAGE,), modules, tuple(groups), frozenset(retired))


def header(source: Dataset | bytes) -> Header:
    return scan(source if isinstance(source, bytes) else build.file(source))


def instance(source: Dataset | bytes, *, is_cut: bool = False, encapsulated: bool = False) -> Instance:
    """What conditions are evaluated on, of an instance of the tests' own IOD."""
    read = header(source)
    top = Level(read.elements, little=read.encoding.little)
    return Instance(top, iod="own", sop_class=build.CT_IMAGE, encapsulated=encapsulated, is_cut=is_cut)


def walked(iod: Iod, source: Dataset | bytes, *, is_cut: bool = False) -> list[Deviation]:
    """How an instance deviates, in order, but for attributes that the IOD does not list."""
    found = Walk(iod, instance(source, is_cut=is_cut)).deviations()
    return [deviation for deviation in found if deviation.difference not in UNLISTED]


def unlisted(iod: Iod, source: Dataset | bytes) -> list[Deviation]:
    """The attributes that the IOD does not list."""
    found = Walk(iod, instance(source)).deviations()
    return [deviation for deviation in found if deviation.difference in UNLISTED]


def deviations(iod: Iod, source: Dataset | bytes, *, is_cut: bool = False) -> list[tuple[Difference, str]]:
    """The same as difference and path."""
    return [(deviation.difference, deviation.path) for deviation in walked(iod, source, is_cut=is_cut)]


def data_set(**attributes: Any) -> Dataset:
    """An instance of nothing but these attributes, its SOP Class and its UID."""
    made = Dataset()
    made.SOPClassUID = build.CT_IMAGE
    made.SOPInstanceUID = f"{build.ROOT}.4.1"
    return build.changed(made, **attributes)
