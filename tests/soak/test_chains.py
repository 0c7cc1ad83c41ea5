"""Damaged copies of real files through rules, comparison, verdict and reports: none of them may crash."""

import pytest

from tests.engine.damaged_chains import check_and_compare, crashes, damaged_chains


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
def test_no_damage_makes_the_check_or_the_comparison_crash(seed):
    for name, chain in damaged_chains(seed, 1500):
        checked, compared = check_and_compare(chain)
        assert crashes(checked) == [], name
        assert compared["digest"], name
