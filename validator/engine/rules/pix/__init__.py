"""PIX: pixel data against their description, as far as nothing need be decoded."""

from validator.engine.rules.pix import codestream as codestream
from validator.engine.rules.pix import colour as colour
from validator.engine.rules.pix import description as description
from validator.engine.rules.pix import display as display
from validator.engine.rules.pix import floating as floating
from validator.engine.rules.pix import fragments as fragments
from validator.engine.rules.pix import grey as grey
from validator.engine.rules.pix import history as history
from validator.engine.rules.pix import image_type as image_type
from validator.engine.rules.pix import length as length
from validator.engine.rules.pix import luts as luts
from validator.engine.rules.pix import offsets as offsets
from validator.engine.rules.pix import overlays as overlays
from validator.engine.rules.pix import palette as palette
from validator.engine.rules.pix import parameters as parameters
from validator.engine.rules.pix import presence as presence
from validator.engine.rules.pix import rle as rle
from validator.engine.rules.pix import samples as samples
from validator.engine.rules.pix import syntax as syntax
from validator.engine.rules.pix import video as video
