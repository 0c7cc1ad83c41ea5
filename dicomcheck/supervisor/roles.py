"""What the children of the supervisor do: ``python -m dicomcheck.supervisor.roles web 4711``.

The second argument is the process id of the supervisor. In a container each role runs alone, without it.
"""

import contextlib
import gc
import os
import sys
import warnings

from dicomcheck.supervisor import lifeline, prepare

ROLES = ("web", "worker", "reconciler")
COLLECTION = (20_000, 10, 10)
"""So many new objects, and collections, a process of a worker waits for before memory is searched for circles."""


def web() -> None:
    """gunicorn, with threads: uploads are slow and mostly wait."""
    from django.conf import settings
    from gunicorn.app.base import BaseApplication

    parent = os.getpid()

    class Web(BaseApplication):
        def load_config(self) -> None:
            options = {
                "bind": f"{settings.HOST}:{settings.PORT}",
                "worker_class": "gthread",
                "workers": 2,
                "threads": 8,
                "timeout": 120,
                "graceful_timeout": 2,
                "loglevel": "error",
                "proc_name": "dicomcheck-web",
                "control_socket_disable": True,
                "post_fork": lambda arbiter, worker: lifeline.hold(parent),
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> object:
            from dicomcheck.wsgi import application

            return application

    Web().run()


def worker() -> None:
    """A Celery worker for all lanes.

    It has as many processes as ``DICOMCHECK_WORKERS`` says, and one more that leaves large cases to the others.
    """
    from celery.signals import worker_process_init
    from django.conf import settings

    from dicomcheck.celery import app
    from validator.jobs import seats
    from validator.jobs.limits import QUEUES

    parent = os.getpid()
    seats.provide(settings.WORKERS)
    worker_process_init.connect(lambda **_: lifeline.hold(parent), weak=False)
    worker_process_init.connect(_collect_rarely, weak=False)
    worker_process_init.connect(_take_over, weak=False)
    # Jobs are JSON and come from this program alone; a container runs it as a user of its own.
    warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"]
    app.worker_main(["--quiet", "worker", "--pool", "prefork", "--queues", ",".join(QUEUES.values()), *quiet])


def _collect_rarely(**_: object) -> None:
    """What work makes is nearly all let go without a search for circles, which took a tenth of the time.

    What the process came with stays as long as it lives: it is never searched.
    """
    gc.freeze()
    gc.set_threshold(*COLLECTION)


def _take_over(**_: object) -> None:
    """What a process of this host held that is gone need not wait for its lease to end."""
    from django.db import DatabaseError, connection

    from validator.jobs.reconcile import reclaim

    # Without a database the reconciler will do it, or the next process.
    with contextlib.suppress(DatabaseError):
        reclaim()
    connection.close()


def reconciler() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("reconcile")


def refuse_mistakes_alone() -> None:
    """What the supervisor does for its children: a role by itself must not listen to everybody either."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
        prepare.refuse_mistakes()
    except (ImproperlyConfigured, prepare.CannotStart) as error:
        print(f"dicomcheck cannot start. {error}", file=sys.stderr)
        sys.exit(2)


def main() -> None:
    role, *parent = sys.argv[1:]
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dicomcheck.settings")
    if parent:
        lifeline.hold(int(parent[0]))
    else:
        refuse_mistakes_alone()
    {"web": web, "worker": worker, "reconciler": reconciler}[role]()


if __name__ == "__main__":
    main()
