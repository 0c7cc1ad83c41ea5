"""What the owner of a chain wrote down about it: expectations read from YAML, and held against what hops did.

``load_expectations`` the list, ``judge`` every settled change, and read the ``results`` of an ``ExpectationTally``.
"""

from validator.engine.contract.con import unmet_finding
from validator.engine.contract.document import Complaint, Refused
from validator.engine.contract.expectations import Expectation, Expectations
from validator.engine.contract.loading import Chain, load_expectations
from validator.engine.contract.tally import ExpectationTally
from validator.engine.contract.writing import entry, example

__all__ = [
    "Chain",
    "Complaint",
    "Expectation",
    "ExpectationTally",
    "Expectations",
    "Refused",
    "entry",
    "example",
    "load_expectations",
    "unmet_finding",
]
