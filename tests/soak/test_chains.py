"""Damaged copies of real files through rules, comparison, verdict and reports: none of them may crash."""

import time

import pytest

from tests.engine.absurd import absurd_chains, compared_document
from tests.engine.damaged_chains import check_and_compare, crashes, damaged_chains


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
def test_no_damage_makes_the_check_or_the_comparison_crash(seed):
    for name, chain in damaged_chains(seed, 1500):
        checked, compared = check_and_compare(chain)
        assert crashes(checked) == [], name
        assert compared["digest"], name


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
def test_no_absurdity_makes_the_comparison_crash_hang_or_depend_on_the_order_of_files(seed, tmp_path):
    for chain in absurd_chains(seed, 400):
        started = time.process_time()
        document = compared_document(chain, tmp_path)
        assert time.process_time() - started < 10, chain.name
        assert compared_document(chain, tmp_path, backwards=True) == document, chain.name
