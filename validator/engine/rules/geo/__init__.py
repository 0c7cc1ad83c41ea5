"""GEO: where images lie, how large their pixels are, and which side of the patient they show."""

from validator.engine.rules.geo import calibration as calibration
from validator.engine.rules.geo import laterality as laterality
from validator.engine.rules.geo import matrices as matrices
from validator.engine.rules.geo import orientation as orientation
from validator.engine.rules.geo import patient_orientation as patient_orientation
from validator.engine.rules.geo import plane as plane
from validator.engine.rules.geo import slide as slide
from validator.engine.rules.geo import spacing as spacing
from validator.engine.rules.geo import volume as volume
