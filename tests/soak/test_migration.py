"""A migration of thousands of instances: everything that was planted is found, and nothing else told."""

import pytest

from benchmarks.migration.__main__ import measure
from benchmarks.migration.processes import MIB

INSTANCES = 2_000
LARGEST = 400 * MIB
"""Resident, of any one process."""


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2))
def test_every_planted_fact_is_found_and_none_made_up(tmp_path, seed):
    run = measure(tmp_path / "migration", INSTANCES, seed)
    compared, checked = run.scores
    assert (compared.missed, compared.invented) == ([], [])
    assert (checked.missed, checked.invented) == ([], [])
    assert max(cost.peak for cost in run.costs.values()) < LARGEST
