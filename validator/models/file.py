"""Files as they were received."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from validator.models.case import Capture


class File(models.Model):
    """One accepted file of one capture: its name as data, its bytes by their digest in the spool."""

    class State(models.TextChoices):
        STORED = "stored", "stored"
        EXCERPT = "excerpt", "headers only, without the pixel data"
        IN_PLACE = "in-place", "on the server, read in place"
        MANIFEST = "manifest", "list from an archive's index"
        ARCHIVE = "archive", "archive, not yet unpacked"
        EXPANDED = "expanded", "archive, unpacked"
        REFUSED = "refused", "archive, refused"

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="files")
    name = models.TextField()
    """The path as it was sent, made printable; unique in its capture. Never used as a path on disk."""
    name_digest = models.CharField(max_length=32)
    """Of the name, since names may be longer than an index entry."""
    sha256 = models.CharField(max_length=64, db_index=True, blank=True)
    """Of the bytes, in hexadecimal: the key in the spool. Empty of a file that is read in place."""
    size = models.PositiveBigIntegerField()
    modified_ns = models.BigIntegerField(null=True)
    """Of a file that is read in place: when it was changed last, in nanoseconds since 1970, as it was listed."""
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


class Receipt(models.Model):
    """What was answered to a request that files came with, so that it can be sent again without harm."""

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="receipts")
    key = models.CharField(max_length=64)
    """The Idempotency-Key that the sender made up."""
    outcome = models.JSONField()
    """What came of it: ``{"paths": SHA-256 over the names sent, "others": {place: outcome}}``.

    Of the files that were not plainly stored; a repeated request brings the names along.
    """
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["capture", "key"], name="receipt_key")]

    def __str__(self) -> str:
        return f"receipt {self.pk}"


class DoomedBlob(models.Model):
    """Bytes in the spool that no file named when this was written: deleted after a while, if that is still so."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    marked_at = models.DateTimeField(db_default=Now(), db_index=True)
    """By the database's clock."""

    def __str__(self) -> str:
        return f"blob marked at {self.marked_at:%Y-%m-%d %H:%M}"
