"""What an analysis found, grouped, so that a page over 100,000 lineages reads a few hundred rows."""

from typing import ClassVar

from django.db import models

from validator.models.analysis import Analysis

BLOCK = 4096
"""How many ordinals one posting covers."""


class Group(models.Model):
    """One line of the report: the same thing at the same path, over all files or lineages."""

    class Scope(models.TextChoices):
        CHANGE = "change", "change"
        FINDING = "finding", "finding"
        COLLECTION = "collection", "finding over several files"
        PRESENCE = "presence", "presence"

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="groups")
    scope = models.CharField(max_length=10, choices=Scope.choices)
    capture = models.PositiveSmallIntegerField(null=True)
    """The position of the capture: of a change the one its hop leads to. Null where several are meant."""
    code = models.CharField(max_length=40)
    """A rule's code, or the name of a kind of change."""
    path = models.TextField(blank=True)
    """With item numbers replaced: ``(0040,0275)[*].(0008,0050)``."""
    level = models.CharField(max_length=8, blank=True)
    """Of a change: ``meaning`` or ``encoding``."""
    severity = models.CharField(max_length=7, blank=True)
    """Of a finding: ``error``, ``warning`` or ``info``."""
    impact = models.CharField(max_length=8, blank=True)
    """Of a change or presence: ``breaks``, ``degrades`` or ``cosmetic``."""
    expected = models.BooleanField(default=False)
    """Of a change or presence: whether the expectations allow it."""
    rank = models.PositiveIntegerField()
    """The place in the report, 0 first: the worst, then the most frequent, and what was expected last."""
    n = models.PositiveIntegerField()
    """How many entries: changes, findings, or presences."""
    members = models.PositiveIntegerField()
    """How many lineages or instances: what the postings add up to."""
    sample = models.JSONField(default=dict)
    """What the line shows without any look-up: see ``validator.services.concluding``."""

    class Meta:
        ordering: ClassVar = ["analysis", "rank"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["analysis", "rank"], name="group_rank")]
        indexes: ClassVar = [models.Index(fields=["analysis", "scope", "rank"], name="group_scope")]

    def __str__(self) -> str:
        return f"{self.scope} {self.code} of analysis {self.analysis_id}"


class Posting(models.Model):
    """Which ordinals a group stands for, within one block of 4,096.

    Of a change or presence they are lineage numbers, of a finding instance ordinals. Bit ``i`` of the bitmap
    (bit ``i % 8``, least significant first, of byte ``i // 8``) stands for the ordinal ``block * 4096 + i``;
    zero bytes at the end are left out.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="postings")
    block = models.PositiveIntegerField()
    n = models.PositiveSmallIntegerField()
    """How many bits are set."""
    bitmap = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["block"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["group", "block"], name="posting_block")]

    def __str__(self) -> str:
        return f"block {self.block} of group {self.group_id}"


class Row(models.Model):
    """One line of a table of the report that is not made of groups: a series, an inferred rule, a reference."""

    class Table(models.TextChoices):
        STUDIES = "studies", "completeness of studies and series"
        AMBIGUOUS = "ambiguous", "pairs that could not be decided"
        NODES = "nodes", "what cites and is cited"
        LINKS = "links", "references"
        UIDS = "uids", "UIDs and what they became"
        RULES = "rules", "inferred rules"
        DELTA = "delta", "findings introduced, fixed, inherited"
        PRIVACY = "privacy", "de-identification"
        EXPECTATIONS = "expectations", "expectations"
        BREAKDOWN = "breakdown", "counts by modality, year and station"
        RECONCILED = "reconciled", "manifests against files"

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=12, choices=Table.choices)
    rank = models.PositiveIntegerField()
    """The place in the table, 0 first."""
    capture = models.PositiveSmallIntegerField(null=True)
    """The position of the capture that the line is about; null where it is about all."""
    key = models.TextField(blank=True)
    """What a page looks the line up by: see ``validator.services.tables``."""
    value = models.JSONField()
    """The engine's plain value, as ``validator.services.packing`` writes it."""

    class Meta:
        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["analysis", "table", "rank"], name="row_rank")]
        indexes: ClassVar = [models.Index(fields=["analysis", "table", "key", "capture"], name="row_key")]

    def __str__(self) -> str:
        return f"line {self.rank} of {self.table} of analysis {self.analysis_id}"
