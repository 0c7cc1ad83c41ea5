"""What pairing alone tells of a case: completeness, references and UIDs, before any value is compared."""

from validator.engine.compare.breakdown import breakdown
from validator.engine.compare.chains import Captures
from validator.engine.compare.completeness import completeness
from validator.engine.compare.graph import reference_graph
from validator.engine.compare.pairing import Pairing
from validator.engine.compare.survey import Survey
from validator.engine.compare.uid_maps import uid_maps
from validator.engine.model import Facts


def gather_facts(captures: Captures, pairing: Pairing, survey: Survey) -> Facts:
    """The facts about captures that were paired and surveyed; those that need more are left empty."""
    return Facts(
        studies=completeness(captures, pairing),
        ambiguous=pairing.ambiguous,
        references=reference_graph(captures, pairing, survey),
        uids=uid_maps(captures, pairing, survey),
        breakdown=breakdown(captures, pairing),
    )
