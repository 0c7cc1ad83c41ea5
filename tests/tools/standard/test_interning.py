"""Equal values get one number."""

from tools.standard.interning import Interned


def test_equal_values_have_one_number() -> None:
    values = Interned()
    assert [values.number(value) for value in (["a", 1], ["b"], ["a", 1], ["a", "1"])] == [0, 1, 0, 2]
    assert values.all() == [["a", 1], ["b"], ["a", "1"]]


def test_numbers_are_told_from_text_and_from_nothing() -> None:
    values = Interned()
    assert len({values.number(value) for value in ([1], ["1"], [None], [""], [1.5])}) == 5
