"""Cases and their captures."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models

Actor = AbstractBaseUser | AnonymousUser
"""Who asks. Without accounts everybody at the loopback address is the same anonymous user."""


def is_unlimited(actor: Actor) -> bool:
    """Whether the actor may do everything: an administrator, and everybody where there are no accounts."""
    return not settings.ACCOUNTS or bool(getattr(actor, "is_superuser", False))


class CaseQuerySet(models.QuerySet["Case"]):
    """The one way to cases."""

    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        """The cases that this actor may see: with accounts one's own and the sample, an administrator all.

        Without accounts all.
        """
        if is_unlimited(actor):
            return self
        if not actor.is_authenticated:
            return self.none()
        return self.filter(models.Q(owner_id=actor.pk) | models.Q(is_sample=True))


class Case(models.Model):
    """One investigation: ordered captures, and what was found."""

    title = models.CharField(max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    is_sample = models.BooleanField(default=False)
    """Made by the program itself, so that a newcomer has something to look at."""
    sample = models.PositiveIntegerField(null=True)
    """How many lineages the next run compares, drawn at random; null where all are compared."""
    files_dropped_at = models.DateTimeField(null=True)
    """When the received files were deleted because their retention had ended; headers and reports stay."""
    is_for_looking = False
    """Not stored: whether whoever asked for it may not change it. Set by ``validator.services.cases.find``."""

    objects: ClassVar = CaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Capture(models.Model):
    """The instances taken at one point of the chain."""

    class Method(models.TextChoices):
        """How they were taken; each way may itself change headers."""

        UNKNOWN = "unknown", "not said"
        EXPORT = "export", "exported by the system"
        MEDIA = "media", "from a CD, DVD or USB medium"
        STORE = "c-store", "sent as a copy (C-STORE)"
        MOVE = "c-move", "retrieved (C-MOVE or C-GET)"
        WADO = "wado", "retrieved (WADO or DICOMweb)"
        FOLDER = "folder", "read from the archive's own folder"

    class Kind(models.TextChoices):
        """What it is made of."""

        FILES = "files", "files that were received"
        FOLDER = "folder", "a folder of the server, read in place"
        MANIFEST = "manifest", "a list from an archive's index"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="captures")
    position = models.PositiveSmallIntegerField()
    """Counted from 0, in the order in which the data travels."""
    label = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.FILES)
    folder = models.TextField(blank=True)
    """Of a folder of the server: its path, below one that the installation allows."""
    columns = models.JSONField(default=dict)
    """Of a manifest: which of its columns is which attribute, by keyword; empty where its head says it."""
    ae_title = models.CharField(max_length=16, blank=True)
    method = models.CharField(max_length=16, choices=Method.choices, default=Method.UNKNOWN)
    taken_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    """Since when no file is taken any more; a new run opens the capture again."""

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "position"], name="capture_position"),
            models.UniqueConstraint(fields=["case", "label"], name="capture_label"),
        ]

    def __str__(self) -> str:
        return f"capture {self.position} of case {self.case_id}"
