"""FIL: the Part 10 file and its encoding, byte by byte."""

from validator.engine.rules.fil import encoding as encoding
from validator.engine.rules.fil import meta as meta
from validator.engine.rules.fil import preamble as preamble
from validator.engine.rules.fil import structure as structure
