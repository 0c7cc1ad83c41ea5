"""What is known of a case beside its changes, made ready for the sentences about them."""

from typing import NamedTuple

from validator.engine.model import Facts
from validator.engine.verdict.inferred import Rules, rules_of
from validator.engine.verdict.references import Broken, newly_broken
from validator.engine.verdict.tally import Case


class Known(NamedTuple):
    """A case with everything that is told of it as a whole."""

    case: Case
    facts: Facts
    rules: Rules
    broken: Broken

    def taken(self, capture: str) -> list[tuple[str, str]]:
        """The captures on both sides of a hop with how they were taken, the later one first."""
        methods = dict(zip(self.case.labels, self.facts.methods, strict=False))
        return [(label, methods.get(label, "")) for label in (capture, self.case.before(capture))]


def known_of(case: Case, facts: Facts) -> Known:
    """The facts, sorted by what they are about."""
    return Known(case, facts, rules_of(case, facts.rules), newly_broken(facts.references, case.labels))
