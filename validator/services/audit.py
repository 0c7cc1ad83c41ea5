"""The audit trail: who did what to which case, in counts and ids."""

from validator.models import AuditEvent
from validator.models.case import Actor


def record(actor: Actor, action: str, *, case: int | None, **detail: int | str) -> None:
    """Write one event; call it inside the transaction of the action itself."""
    AuditEvent.objects.create(
        actor_id=actor.pk if actor.is_authenticated else None, action=action, case_number=case, detail=detail
    )
