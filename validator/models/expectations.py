"""What the owner of a chain expects of its hops, as it was written down."""

from typing import ClassVar

from django.db import models

from validator.models.case import Case


class ExpectationList(models.Model):
    """One version of the list of a case. It is never changed: a run cites the version that it was judged by."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="expectation_lists")
    number = models.PositiveIntegerField()
    """Counted from 1 within the case; the last one is for the next run."""
    text = models.TextField(blank=True)
    """In YAML (``validator.engine.contract``); empty where nothing is expected any more."""
    tables = models.JSONField(default=dict)
    """The value maps that the list names: CSV by file name."""
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="expectation_list_number")]

    def __str__(self) -> str:
        return f"expectations {self.number} of case {self.case_id}"
