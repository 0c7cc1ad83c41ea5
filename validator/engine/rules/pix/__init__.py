"""PIX: pixel data against their description, as far as nothing need be decoded."""

from validator.engine.rules.pix import description as description
from validator.engine.rules.pix import display as display
from validator.engine.rules.pix import fragments as fragments
from validator.engine.rules.pix import length as length
from validator.engine.rules.pix import palette as palette
from validator.engine.rules.pix import presence as presence
from validator.engine.rules.pix import samples as samples
from validator.engine.rules.pix import syntax as syntax
