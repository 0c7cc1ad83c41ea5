"""What the letters and numbers of the tables mean."""

import pytest

from validator.engine.standard import iods
from validator.engine.standard.iods import Values
from validator.engine.standard.legend import TYPES, USAGES, heading, item_count

MODALITY = 0x00080060


@pytest.mark.parametrize(
    ("items", "words"),
    [
        (None, ""),
        ((0, None), "any number of items"),
        ((1, None), "1 or more items"),
        ((2, None), "2 or more items"),
        ((0, 1), "up to 1 item"),
        ((1, 1), "1 item"),
        ((2, 2), "2 items"),
        ((1, 2), "1 to 2 items"),
    ],
)
def test_item_counts_are_said_in_words(items: tuple[int, int | None] | None, words: str) -> None:
    assert item_count(items) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (Values("enumerated", 0, ("A",), None), "Enumerated Values"),
        (Values("defined", 3, ("A",), None), "Defined Terms of value 3"),
        (Values("defined", 0, ("A",), ["is", [0, MODALITY], 0, ["MR"]]), "Defined Terms, if Modality is MR"),
    ],
)
def test_a_list_of_values_has_a_heading(values: Values, words: str) -> None:
    assert heading(values) == words


def test_every_usage_and_type_of_the_tables_has_its_word() -> None:
    modules = [module for iod in filter(None, map(iods.iod, iods.keys())) for module in iod.modules]
    assert {module.usage for module in modules} <= USAGES.keys()
    assert {row.type for module in modules for row in module.table.rows} <= TYPES.keys()
