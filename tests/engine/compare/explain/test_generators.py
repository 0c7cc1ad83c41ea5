"""Whatever a hop does by a rule is named, and the rule is found: it makes the same of values that were never seen."""

from itertools import combinations
from random import Random

import pytest

from tests.engine.compare.explain.chains import Seen, run
from tests.engine.compare.explain.generators import ALL, COMPOSED, SIMPLE, Generator
from validator.engine.compare.explain import Found, Rule
from validator.engine.compare.explain.values import meaning, read_back

UNSEEN = 200


def batches(generators: tuple[Generator, ...]) -> list[list[Generator]]:
    """The generators in as few chains as possible: those that touch different attributes share one."""
    found: list[list[Generator]] = []
    for generator in generators:
        mine = touched(generator)
        batch = next((each for each in found if not any(mine & touched(other) for other in each)), None)
        if batch is None:
            batch = []
            found.append(batch)
        batch.append(generator)
    return found


def touched(generator: Generator) -> set[int]:
    # Dates and times that move in one instance are weighed together.
    temporal = {-1} if generator.vr in ("DA", "DT", "TM") else set()
    return {generator.within or generator.tag, *(tag for tag, *_ in generator.others), *temporal}


def check(generator: Generator, seen: Seen, *, seed: int) -> None:
    """Named as it should be, found, no longer than its description, true of the unseen, exceptions listed."""
    found = seen.rule_at(generator.path)
    assert found is not None
    assert found.rule is not None, generator.name
    assert seen.kinds_at(generator.path) == generator.kinds, generator.name
    described = Rule(generator.steps, generator.vr, generator.source)
    assert found.rule.cost <= described.cost, (generator.name, found.rule.text, described.text)
    check_unseen(generator, found.rule, Random(seed))
    check_exceptions(generator, found, seen)


def check_unseen(generator: Generator, rule: Rule, random: Random) -> None:
    for _ in range(UNSEEN):
        held = {tag: make(random) for tag, _, make in generator.others}
        value = generator.make(random) or None
        made = generator.hop(value or "", held)
        start = held[int(rule.source[1:5] + rule.source[6:10], 16)] if rule.source else value
        start = start if start is None else read_back(start, generator.vr)
        made = made if made is None else read_back(made, generator.vr)
        if generator.name == "under a root":
            assert rule.reproduces(start, made)
        else:
            assert meaning(rule.apply(start), generator.vr) == meaning(made, generator.vr), (generator.name, value)


def check_exceptions(generator: Generator, found: Found, seen: Seen) -> None:
    told = found.told
    lineages = {exception.lineage for exception in told.exceptions}
    assert seen.planted[0] in lineages <= set(seen.planted), generator.name
    assert sum(exception.count for exception in told.exceptions) == len(seen.planted), generator.name
    # Where the same value was spoiled twice it is one exception that counts two.
    assert len(lineages) == len({exception.before for exception in told.exceptions})
    assert {exception.after for exception in told.exceptions} == {generator.planted}
    assert told.exception_count == len(seen.planted)
    assert told.support == told.pairs - told.exception_count


@pytest.mark.parametrize("batch", batches(ALL), ids=lambda batch: " + ".join(each.name for each in batch)[:60])
def test_what_a_generator_does_is_named_and_its_rule_is_found(batch):
    seen = run(batch, seed=2024)
    for generator in batch:
        check(generator, seen, seed=7)


def test_there_are_generators_enough():
    assert len({generator.name for generator in ALL}) == len(ALL)
    assert len(SIMPLE) >= 40
    assert len(COMPOSED) >= 10


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("generator", ALL, ids=lambda generator: generator.name)
def test_each_generator_alone(generator, seed):
    check(generator, run([generator], seed=seed), seed=seed + 100)


@pytest.mark.soak
def test_pairs_of_generators_in_one_hop():
    random = Random(5)
    pairs = [pair for pair in combinations(ALL, 2) if not touched(pair[0]) & touched(pair[1])]
    for number, pair in enumerate(random.sample(pairs, 60)):
        seen = run(pair, seed=number)
        for generator in pair:
            check(generator, seen, seed=number)
