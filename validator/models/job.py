"""The outbox: what is to be done, by whom it is being done, and what came of it."""

from typing import ClassVar

from django.db import models

from validator.models.analysis import Analysis, Phase


class Job(models.Model):
    """A piece of work of one analysis; this row alone decides whether it is done."""

    class State(models.TextChoices):
        DUE = "due", "due"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"
        CANCELLED = "cancelled", "cancelled"

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="jobs")
    phase = models.CharField(max_length=8, choices=Phase.choices)
    key = models.CharField(max_length=40)
    """What of the phase: ``100-199`` instance ordinals (read) or lineage numbers (compare), a file's id (unpack)."""
    first = models.PositiveBigIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)
    """The range of the key, both ends included."""
    size = models.PositiveIntegerField(default=1)
    """How many units of progress it is worth."""
    lane = models.CharField(max_length=8)
    priority = models.PositiveSmallIntegerField(default=5)
    """Lower is sooner."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often it was claimed."""
    losses = models.PositiveSmallIntegerField(default=0)
    """How often its worker did not come back."""
    lease_token = models.CharField(max_length=32, blank=True)
    """Known to the worker that holds the job; whoever holds another one may not finish it."""
    lease_until = models.DateTimeField(null=True)
    """By the database's clock."""
    worker = models.CharField(max_length=120, blank=True)
    """``host/process id/start of the process``, so that a death on the same host is seen before the lease ends."""
    error = models.CharField(max_length=200, blank=True)
    """The type of the last exception and where it was raised; never its text."""
    changed_at = models.DateTimeField()
    """When the state became what it is, by the database's clock."""

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["analysis", "phase", "key"], name="job_key")]
        indexes: ClassVar = [
            models.Index(fields=["lane", "priority", "id"], name="job_due", condition=models.Q(state="due")),
            models.Index(fields=["lease_until"], name="job_lease", condition=models.Q(state="running")),
        ]

    def __str__(self) -> str:
        return f"job {self.pk}: {self.phase} {self.key} of analysis {self.analysis_id}"


class ChunkResult(models.Model):
    """What a finished job found, as compressed JSON, written once."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, primary_key=True, related_name="result")
    blob = models.BinaryField()

    def __str__(self) -> str:
        return f"result of job {self.job_id}"
