"""IDN: identity and orders, in one instance and over a collection."""

from validator.engine.rules.idn import collection as collection
from validator.engine.rules.idn import order as order
from validator.engine.rules.idn import patient as patient
from validator.engine.rules.idn import wording as wording
