"""Header → findings: the families of rules, one file each, and the runner that calls them.

To add a family, write its module and import it here; the decorator of ``catalogue.rule`` does the rest.
"""

from validator.engine.rules import chr as chr
from validator.engine.rules import eng as eng
from validator.engine.rules import fil as fil
from validator.engine.rules import geo as geo
from validator.engine.rules import idn as idn
from validator.engine.rules import iod as iod
from validator.engine.rules import mfr as mfr
from validator.engine.rules import ops as ops
from validator.engine.rules import pix as pix
from validator.engine.rules import prv as prv
from validator.engine.rules import srd as srd
from validator.engine.rules import uid as uid
from validator.engine.rules import vrv as vrv
from validator.engine.rules.identity import Identity, identify
from validator.engine.rules.iod.undecided import undecided
from validator.engine.rules.runner import check_collection, check_header, check_path

__all__ = ["Identity", "check_collection", "check_header", "check_path", "identify", "undecided"]
