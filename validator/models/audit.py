"""Who did what, for those who must answer for it later."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class AuditEvent(models.Model):
    """One action on one case. Holds no content of a file and outlives the case."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    action = models.CharField(max_length=40)
    """``case.created``, ``case.deleted``, ``files.received``, ``analysis.started``, ``analysis.cancelled`` …"""
    case_number = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    """Counts and ids only."""

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.action} at {self.at:%Y-%m-%d %H:%M}"
