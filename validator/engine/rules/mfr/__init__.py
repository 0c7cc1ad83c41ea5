"""MFR: frames, their functional groups and dimensions, and what sorts them."""

from validator.engine.rules.mfr import concatenation as concatenation
from validator.engine.rules.mfr import dimensions as dimensions
from validator.engine.rules.mfr import frames as frames
from validator.engine.rules.mfr import increment as increment
from validator.engine.rules.mfr import references as references
from validator.engine.rules.mfr import stacks as stacks
from validator.engine.rules.mfr import tiles as tiles
from validator.engine.rules.mfr import vectors as vectors
