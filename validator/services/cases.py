"""Cases: made, found, renamed, deleted."""

from collections.abc import Sequence

from django.db import transaction

from validator.jobs import queue
from validator.models import Analysis, Capture, Case, File, Pack
from validator.models.case import Actor, CaseQuerySet, is_unlimited
from validator.services import audit, retention
from validator.services.captures import clean_label, one_line, require_change
from validator.services.errors import Invalid, NotFound

MOST_CAPTURES = 32


def create(actor: Actor, *, title: str, labels: Sequence[str], is_sample: bool = False) -> Case:
    """A new case with its captures in the order in which the data travels. Raises ``Invalid``."""
    cleaned = [clean_label(label) for label in labels]
    if not cleaned:
        raise Invalid("A case needs at least one capture: give each point of the chain a label.")
    if len(cleaned) > MOST_CAPTURES:
        raise Invalid(f"A case has at most {MOST_CAPTURES} captures.")
    if len(set(cleaned)) < len(cleaned):
        raise Invalid("Two captures have the same label: give each its own.")
    with transaction.atomic():
        case = Case.objects.create(
            title=clean_title(title), owner_id=actor.pk if actor.is_authenticated else None, is_sample=is_sample
        )
        Capture.objects.bulk_create(
            Capture(case=case, position=position, label=label) for position, label in enumerate(cleaned)
        )
        audit.record(actor, "case.created", case=case.pk, captures=len(cleaned))
    return case


def visible(actor: Actor) -> CaseQuerySet:
    """All cases that the actor may see, the newest first."""
    cases: CaseQuerySet = Case.objects.visible_to(actor)
    return cases


def find(actor: Actor, number: int) -> Case:
    """One case. Raises ``NotFound``."""
    case: Case | None = visible(actor).filter(pk=number).first()
    if case is None:
        raise NotFound(f"There is no case {number}. It may have been deleted, or belong to somebody else.")
    case.is_for_looking = not is_unlimited(actor) and case.owner_id != actor.pk
    return case


def rename(actor: Actor, number: int, *, title: str) -> Case:
    case = find(actor, number)
    require_change(case)
    case.title = clean_title(title)
    case.save(update_fields=["title"])
    return case


def delete(actor: Actor, number: int) -> None:
    """Delete a case and all that was found in it; a running analysis is cancelled first."""
    case = find(actor, number)
    require_change(case)
    with transaction.atomic():
        for analysis in Analysis.objects.filter(case=case, state=Analysis.State.RUNNING):
            queue.cancel(analysis.pk)
        retention.doom(File.objects.filter(capture__case=case))
        retention.doom(Pack.objects.filter(analysis__case=case))
        case.delete()
        audit.record(actor, "case.deleted", case=number)


def clean_title(title: str) -> str:
    cleaned = one_line(title)
    if not cleaned:
        raise Invalid("A case needs a title: a few words by which you will know it again.")
    if len(cleaned) > 200:
        raise Invalid("The title is longer than 200 characters: shorten it.")
    return cleaned
