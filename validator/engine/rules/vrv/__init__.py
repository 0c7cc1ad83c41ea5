"""VRV: values against their Value Representation (PS3.5 6.2) and against the data dictionary (PS3.6)."""

from validator.engine.rules.vrv import characters as characters
from validator.engine.rules.vrv import dates as dates
from validator.engine.rules.vrv import dictionary as dictionary
from validator.engine.rules.vrv import length as length
from validator.engine.rules.vrv import names as names
from validator.engine.rules.vrv import numbers as numbers
from validator.engine.rules.vrv import padding as padding
from validator.engine.rules.vrv import zero as zero
from validator.engine.rules.vrv import zones as zones
