"""IOD: modules and attributes, as PS3.3 lists them for the SOP Class of the instance."""

from validator.engine.rules.iod import conditional as conditional
from validator.engine.rules.iod import extra as extra
from validator.engine.rules.iod import groups as groups
from validator.engine.rules.iod import items as items
from validator.engine.rules.iod import required as required
from validator.engine.rules.iod import terms as terms
