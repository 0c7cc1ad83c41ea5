"""Which section of the standard an attribute is looked up in."""

import pytest

from validator.engine.standard.dictionary import lookup
from validator.engine.standard.sections import ATTRIBUTES, section_of


@pytest.mark.parametrize(
    ("tag", "number"),
    [
        (0x00100020, "PS3.3 C.7.1.1"),
        (0x00080050, "PS3.3 C.7.2.1"),
        (0x00080018, "PS3.3 C.12.1"),
        (0x00020010, "PS3.10 7.1"),
        (0x00291001, "PS3.5 7.8"),
        (0x00189073, "PS3.6 6"),
    ],
)
def test_the_section_is_that_of_the_module_else_of_the_dictionary(tag: int, number: str) -> None:
    assert section_of(tag).number == number


def test_every_attribute_named_is_in_the_dictionary_and_in_one_module() -> None:
    tags = [tag for named in ATTRIBUTES.values() for tag in named]
    assert [hex(tag) for tag in tags if lookup(tag) is None] == []
    assert len(tags) == len(set(tags))
