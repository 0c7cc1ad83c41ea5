"""PRV: private attributes, the blocks that hold them and their creators (PS3.5 7.8)."""

from validator.engine.rules.prv import content as content
from validator.engine.rules.prv import creators as creators
from validator.engine.rules.prv import numbers as numbers
from validator.engine.rules.prv import people as people
