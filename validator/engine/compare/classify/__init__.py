"""From a difference to the kind of change: what was done, not only that something differs.

Each section of kinds has a module that names, and one that holds its kinds; ``precedence`` asks them in order.
"""

from validator.engine.compare.classify.naming import Naming
from validator.engine.compare.classify.precedence import classify
from validator.engine.compare.classify.references import untouched_references

__all__ = ["Naming", "classify", "untouched_references"]
