"""By which rule a hop changed an attribute: inferred from all pairs of values, never claiming more than they show.

In order: ``targets`` from the groups of settled changes, ``observe`` every lineage, ``merge`` what was seen,
``infer`` from all of it, and put the rules into the groups (``explained``). Observations survive JSON, so that many
workers can observe and one reducer infers.
"""

from validator.engine.compare.explain.inference import Found, explained, find_rules, infer
from validator.engine.compare.explain.observation import Observation, merge
from validator.engine.compare.explain.pairs import observe
from validator.engine.compare.explain.rule import Rule
from validator.engine.compare.explain.targets import Target, Targets, targets

__all__ = [
    "Found",
    "Observation",
    "Rule",
    "Target",
    "Targets",
    "explained",
    "find_rules",
    "infer",
    "merge",
    "observe",
    "targets",
]
