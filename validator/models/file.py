"""Files as they were received."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from validator.models.case import Capture


class File(models.Model):
    """One accepted file of one capture: its name as data, its bytes by their digest in the spool."""

    class State(models.TextChoices):
        STORED = "stored", "stored"
        ARCHIVE = "archive", "archive, not yet unpacked"
        EXPANDED = "expanded", "archive, unpacked"
        REFUSED = "refused", "archive, refused"

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="files")
    name = models.TextField()
    """The path as it was sent, made printable; unique in its capture. Never used as a path on disk."""
    name_digest = models.CharField(max_length=32)
    """Of the name, since names may be longer than an index entry."""
    sha256 = models.CharField(max_length=64, db_index=True)
    """Of the bytes, in hexadecimal: the key in the spool."""
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.STORED)
    detail = models.TextField(blank=True)
    """Why an archive was refused, or which of its entries were: a sentence."""
    archive = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="entries")
    """The archive that it came in."""
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["capture", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["capture", "name_digest"], name="file_name")]

    def __str__(self) -> str:
        return f"file {self.pk}"


class DoomedBlob(models.Model):
    """Bytes in the spool that no file named when this was written: deleted after a while, if that is still so."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    marked_at = models.DateTimeField(db_default=Now(), db_index=True)
    """By the database's clock."""

    def __str__(self) -> str:
        return f"blob marked at {self.marked_at:%Y-%m-%d %H:%M}"
