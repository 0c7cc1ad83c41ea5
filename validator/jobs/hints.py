"""Messages to workers. A hint says "look at this lane" and nothing else; losing one costs time, never work."""

import logging

from django.conf import settings
from kombu.exceptions import ChannelError, OperationalError

from dicomcheck.celery import app
from validator.jobs.limits import QUEUES

TASK = "validator.work"
log = logging.getLogger(__name__)


def send(lane: str, count: int = 1) -> bool:
    """Wake up to ``count`` workers, as far as so many hints may lie there; whether the broker took the hints.

    A broker that is gone is no failure: what is due stays due, and the reconciler hints again.
    """
    try:
        for _ in range(min(count, settings.MOST_HINTS)):
            app.send_task(
                TASK,
                args=[lane],
                queue=QUEUES[lane],
                time_limit=settings.JOB_LIMITS.hard[lane],
                retry=False,
            )
    except (OperationalError, ChannelError, OSError) as error:
        log.warning("the broker did not take a hint: %s", type(error).__name__)
        return False
    return True


def lying(lane: str) -> int | None:
    """How many hints at a lane nobody has taken yet; ``None`` where the broker does not say.

    Hints have no time at which they expire: that would be the clock of one machine against the clock of another.
    """
    with app.connection_for_write() as connection:
        try:
            with connection.channel() as channel:
                return int(app.amqp.queues[QUEUES[lane]](channel).queue_declare().message_count)
        except (*connection.connection_errors, *connection.channel_errors) as error:
            log.warning("the broker does not say how many hints lie there: %s", type(error).__name__)
            return None
