"""OPS: legal or nearly so, but breaks systems: the operational tags that no other family looks after."""

from validator.engine.rules.ops import collection as collection
from validator.engine.rules.ops import hanging as hanging
from validator.engine.rules.ops import identification as identification
from validator.engine.rules.ops import plausibility as plausibility
