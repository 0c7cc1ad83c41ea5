"""Which instances belong together, where they differ, what was done to them, and on which hop.

In order: ``outline`` each file, ``pair`` the outlines of all captures, ``survey`` the case, ``compare_lineage`` each
instance on its own, ``settle`` what only many pairs prove, ``recognise`` de-identifications, ``summarise`` for the
report. ``gather_facts`` tells what is known before any value is compared.
"""

from validator.engine.compare.completeness import completeness
from validator.engine.compare.deidentification import DeidentificationTally, recognise
from validator.engine.compare.facts import gather_facts
from validator.engine.compare.graph import reference_graph
from validator.engine.compare.impact import impact_of
from validator.engine.compare.inputs import InputsDigest
from validator.engine.compare.outline import Outline, outline
from validator.engine.compare.pairing import Pairing, pair
from validator.engine.compare.settlement import Settlement, settle, settles
from validator.engine.compare.summary import Summary, pattern_of, summarise
from validator.engine.compare.survey import Survey, survey
from validator.engine.compare.trace import compare_lineage
from validator.engine.compare.uid_maps import uid_maps

__all__ = [
    "DeidentificationTally",
    "InputsDigest",
    "Outline",
    "Pairing",
    "Settlement",
    "Summary",
    "Survey",
    "compare_lineage",
    "completeness",
    "gather_facts",
    "impact_of",
    "outline",
    "pair",
    "pattern_of",
    "recognise",
    "reference_graph",
    "settle",
    "settles",
    "summarise",
    "survey",
    "uid_maps",
]
