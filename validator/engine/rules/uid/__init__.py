"""UID: unique identifiers, by their form, by what they stand for, and over a collection."""

from validator.engine.rules.uid import classes as classes
from validator.engine.rules.uid import collection as collection
from validator.engine.rules.uid import copies as copies
from validator.engine.rules.uid import form as form
from validator.engine.rules.uid import identity as identity
from validator.engine.rules.uid import objects as objects
from validator.engine.rules.uid import registered as registered
from validator.engine.rules.uid import syntaxes as syntaxes
