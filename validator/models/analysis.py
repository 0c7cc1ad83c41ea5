"""Analyses, the instances they saw and how those belong together."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from validator.models.case import Capture, Case
from validator.models.expectations import ExpectationList
from validator.models.file import File


class Phase(models.TextChoices):
    """What an analysis does, in this order; the label completes "Now …"."""

    GATHER = "gather", "listing the folders of the server"
    UNPACK = "unpack", "unpacking archives"
    ENROL = "enrol", "listing the files"
    READ = "read", "reading and checking the files"
    PAIR = "pair", "pairing the instances"
    COMPARE = "compare", "comparing the instances"
    SETTLE = "settle", "weighing all changes together"
    EXPLAIN = "explain", "looking for the rules behind the changes"
    CONCLUDE = "conclude", "writing the verdict"


class Analysis(models.Model):
    """One run over sealed captures. Results, exports and shares belong to it."""

    class State(models.TextChoices):
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"
        CANCELLED = "cancelled", "cancelled"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="analyses")
    number = models.PositiveIntegerField()
    """Counted from 1 within the case."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.RUNNING)
    phase = models.CharField(max_length=8, choices=Phase.choices, default=Phase.GATHER)
    phase_at = models.DateTimeField(db_default=Now())
    """When the phase began, by the database's clock."""
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    inputs_digest = models.CharField(max_length=64, blank=True)
    """Over (capture label, file name, SHA-256 of the bytes) of every instance, in order."""
    engine_version = models.CharField(max_length=32)
    expectations = models.ForeignKey(ExpectationList, null=True, on_delete=models.RESTRICT, related_name="analyses")
    """The version of the list that this run was judged by; null where nothing was expected."""
    sample = models.PositiveIntegerField(null=True)
    """How many lineages are compared, drawn at random; null where all are."""
    summary = models.JSONField(default=dict)
    """The verdict: sentences, hop counts, totals per capture. Written once, when the state becomes done."""
    error = models.TextField(blank=True)
    """Why the state is failed: a sentence without any content of a file."""

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="analysis_number")]

    def __str__(self) -> str:
        return f"analysis {self.pk}"


class Instance(models.Model):
    """One file as one analysis read it."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        CHECKED = "checked", "checked"
        DAMAGED = "damaged", "damaged"
        NOT_DICOM = "not-dicom", "not DICOM"
        CRASHED = "crashed", "could not be read"

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="instances")
    ordinal = models.PositiveIntegerField()
    """Counted from 0 over the analysis: capture by capture, in each by name."""
    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    kind = models.CharField(max_length=100, blank=True)
    """What it is where it is not DICOM; why it could not be read where it crashed."""
    sop_class = models.CharField(max_length=64, blank=True)
    sop_uid = models.CharField(max_length=64, blank=True)
    study_uid = models.CharField(max_length=64, blank=True)
    series_uid = models.CharField(max_length=64, blank=True)
    syntax = models.CharField(max_length=64, blank=True)
    """Transfer Syntax UID, the actual one."""
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    infos = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["ordinal"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["analysis", "ordinal"], name="instance_ordinal")]
        indexes: ClassVar = [models.Index(fields=["analysis", "sop_uid"], name="instance_sop_uid")]

    def __str__(self) -> str:
        return f"instance {self.ordinal} of analysis {self.analysis_id}"

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def sha256(self) -> str:
        return self.file.sha256


class Pack(models.Model):
    """The headers of a range of instances, in one object of the spool; they stay as long as the analysis does."""

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="packs")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    """The ordinals, both ends included."""
    sha256 = models.CharField(max_length=64, db_index=True)
    """Of the packed bytes: the key in the spool."""
    size = models.PositiveBigIntegerField()
    """In bytes, packed."""

    class Meta:
        ordering: ClassVar = ["first"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["analysis", "first"], name="pack_first")]

    def __str__(self) -> str:
        return f"headers {self.first}-{self.last} of analysis {self.analysis_id}"


class Member(models.Model):
    """One instance as part of one lineage."""

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="members")
    lineage = models.PositiveIntegerField()
    """The engine's ``Lineage.id``, counted from 1."""
    capture = models.PositiveSmallIntegerField()
    """The position of the capture."""
    rank = models.PositiveIntegerField(default=0)
    """Within lineage and capture: 0 is the one that is compared, the others are duplicates or conflicts."""
    instance = models.ForeignKey(Instance, on_delete=models.CASCADE, related_name="+")
    paired_by = models.CharField(max_length=20)
    """The lineage's ``paired_by``: ``sop-instance-uid``, ``pixel-digest``, ``acquisition-key`` or ``single``."""
    score = models.FloatField(default=1.0)
    """The lineage's: how sure the pairing is, from 0 to 1."""
    reasons = models.JSONField(default=list)
    """The lineage's: what agreed where no UID did."""

    class Meta:
        ordering: ClassVar = ["lineage", "capture", "rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["analysis", "lineage", "capture", "rank"], name="member_place"),
        ]
        indexes: ClassVar = [models.Index(fields=["analysis", "instance"], name="member_instance")]

    def __str__(self) -> str:
        return f"lineage {self.lineage} of analysis {self.analysis_id}"
