"""CHR: character sets, by their label, by the texts under it, and where they change."""

from validator.engine.rules.chr import escapes as escapes
from validator.engine.rules.chr import label as label
from validator.engine.rules.chr import lookalike as lookalike
from validator.engine.rules.chr import scope as scope
from validator.engine.rules.chr import suspect as suspect
from validator.engine.rules.chr import text as text
