"""SRD: documents and references: SR content, evidence, presentation states, segments, RT, waveforms, codes."""

from validator.engine.rules.srd import accessories as accessories
from validator.engine.rules.srd import blending as blending
from validator.engine.rules.srd import bulk_annotations as bulk_annotations
from validator.engine.rules.srd import by_reference as by_reference
from validator.engine.rules.srd import codes as codes
from validator.engine.rules.srd import concepts as concepts
from validator.engine.rules.srd import content as content
from validator.engine.rules.srd import control_points as control_points
from validator.engine.rules.srd import coordinates as coordinates
from validator.engine.rules.srd import displayed_area as displayed_area
from validator.engine.rules.srd import document as document
from validator.engine.rules.srd import dose as dose
from validator.engine.rules.srd import encapsulated as encapsulated
from validator.engine.rules.srd import evidence as evidence
from validator.engine.rules.srd import graphics as graphics
from validator.engine.rules.srd import plans as plans
from validator.engine.rules.srd import recordings as recordings
from validator.engine.rules.srd import references as references
from validator.engine.rules.srd import segments as segments
from validator.engine.rules.srd import selection as selection
from validator.engine.rules.srd import shutters as shutters
from validator.engine.rules.srd import states as states
from validator.engine.rules.srd import structures as structures
from validator.engine.rules.srd import surfaces as surfaces
from validator.engine.rules.srd import units as units
from validator.engine.rules.srd import waveforms as waveforms
