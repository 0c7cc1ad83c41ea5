"""What must be in order before anything is started; each failure is one sentence."""

import errno
import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dicomcheck.places import IS_CHECKOUT

MIGRATING = 0x6469636F6D
"""The number of the advisory lock under which the tables are made."""


class CannotStart(Exception):
    """The text is for the person who typed the command."""


def settle(say: Callable[[str], None]) -> IO[str]:
    """Check settings, folder and port, bring the database up to date; the lock to hold while running.

    Raises ``CannotStart``.
    """
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        lock = lock_folder(settings.DATA)
        django.setup()
    except ImproperlyConfigured as error:
        raise CannotStart(str(error)) from error
    refuse_mistakes()
    refuse_busy_port(settings.HOST, settings.PORT)
    migrate(say)
    if settings.EMBEDDED_BROKER:
        prepare_broker(settings.BROKER_FOLDER)
    return lock


def lock_folder(data: Path) -> IO[str]:
    """Two programs on one embedded database would each look after the other's workers."""
    try:
        lock = (data / "lock").open("a+", encoding="ascii")
    except OSError as error:
        raise CannotStart(
            f"The data folder {data} cannot be written ({error.strerror}). Choose another with DICOMCHECK_DATA."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CannotStart(
            f"dicomcheck is running already with the data folder {data}: stop it first, "
            "or choose another folder with DICOMCHECK_DATA."
        ) from error
    return lock


def refuse_mistakes() -> None:
    """Run the system checks of this program; the first error stops the start with its hint."""
    from django.core.checks import Tags, run_checks

    for message in run_checks(tags=[Tags.security, Tags.database]):
        if message.is_serious():
            hint = f" {message.hint}" if message.hint else ""
            raise CannotStart(f"{message.msg}{hint} ({message.id})")


def refuse_busy_port(host: str, port: int) -> None:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        # As gunicorn does: a port whose last user has just gone is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = f"make run PORT={port + 1}" if IS_CHECKOUT else f"dicomcheck-serve --port {port + 1}"
                reason = f"Port {port} is in use: stop the program that uses it, or choose another: {other}"
            else:
                reason = f"It cannot listen on {host}, port {port}: {os.strerror(error.errno or 0)}."
            raise CannotStart(reason) from error


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let others that start on the same PostgreSQL wait; on SQLite the lock of the folder has kept them out."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def migrate(say: Callable[[str], None]) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        with one_at_a_time():
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                say("Preparing the database …")
                call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        raise CannotStart(f"The database cannot be used: {reason}") from error
    finally:
        connection.close()


def prepare_broker(folder: Path) -> None:
    """Make the folders of the embedded broker and declare its queues, so that no two processes do so at once."""
    from dicomcheck.celery import app
    from validator.jobs.limits import QUEUES

    for name in ("messages", "control"):
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    # Hints of an earlier run are worthless, and what a crash cut short may be unreadable.
    for left in (*(folder / "messages").iterdir(), *(folder / "control").iterdir()):
        left.unlink()
    with app.connection_for_write() as connection, connection.channel() as channel:
        for name in QUEUES.values():
            app.amqp.queues[name](channel).declare()
