"""What is stored. Models hold no workflow: that is in ``validator.services``."""

from validator.models.analysis import Analysis, Instance, Member, Pack
from validator.models.audit import AuditEvent
from validator.models.case import Capture, Case
from validator.models.expectations import ExpectationList
from validator.models.file import DoomedBlob, File, Receipt
from validator.models.job import ChunkResult, Job
from validator.models.report import Group, Posting, Row

__all__ = [
    "Analysis",
    "AuditEvent",
    "Capture",
    "Case",
    "ChunkResult",
    "DoomedBlob",
    "ExpectationList",
    "File",
    "Group",
    "Instance",
    "Job",
    "Member",
    "Pack",
    "Posting",
    "Receipt",
    "Row",
]
