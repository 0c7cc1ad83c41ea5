"""A file about which dciodvfy has said something, and what else is known of it."""

from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path

from pydicom import Dataset, dcmread

from tests.differential.dependence import tags_of
from tests.differential.oracle import Opinion
from validator.engine.model import Finding


class Scene:
    """A file about which dciodvfy has said something."""

    def __init__(self, path: Path, opinion: Opinion, findings: Sequence[Finding] = ()) -> None:
        self.path = path
        self.opinion = opinion
        self.findings = findings
        """Our errors."""

    @cached_property
    def dataset(self) -> Dataset:
        """What stands in it, as pydicom reads it."""
        return dcmread(self.path, force=True, stop_before_pixels=True)

    @property
    def syntax(self) -> str:
        return str(getattr(self.dataset, "file_meta", Dataset()).get("TransferSyntaxUID", ""))

    def has_error_at(self, tags: Collection[int]) -> bool:
        """Whether we report an error at one of these attributes, at any level."""
        return any(tags_of(finding.path)[-1:] and tags_of(finding.path)[-1] in tags for finding in self.findings)
