"""``python -m dicomcheck.supervisor`` and, once installed, ``dicomcheck-serve``: everything, at one address."""

import argparse
import contextlib
import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from types import FrameType

from dicomcheck.supervisor.children import Child, stop
from dicomcheck.supervisor.prepare import CannotStart, settle
from dicomcheck.supervisor.roles import ROLES

LOOK_EVERY = 0.2
STOPPING = threading.Event()
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked for the end. No ``Exception``: libraries catch those at many places."""


def main() -> int:
    """Run until stopped; 0 after that, 2 where it could not start."""
    options = arguments()
    for name, value in (("PORT", options.port), ("HOST", options.host), ("DATA", options.data)):
        if value is not None:
            os.environ[f"DICOMCHECK_{name}"] = str(value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dicomcheck.settings")
    os.umask(0o077)
    for number in ENDS:
        # Whoever started it with nohup wants it to outlive the terminal; shells ignore SIGINT for any job in the
        # background, and that means nothing.
        if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    children = [Child(role) for role in ROLES]
    try:
        with settle(say):
            try:
                run(children)
            finally:
                stop(children)
                release()
    except CannotStart as error:
        print(f"dicomcheck cannot start. {error}", file=sys.stderr)
        return 2
    except Stopped:
        return 0
    return 0


def run(children: list[Child]) -> None:
    """Look after the children until a signal comes."""
    from django.conf import settings

    host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
    address = f"http://{host}:{settings.PORT}/"
    announced = False
    say("Starting …")
    # What a signal raises is lost where it meets a destructor; the next round sees it all the same.
    while not STOPPING.is_set():
        for child in children:
            child.look_after(say)
        if not announced and answers(f"{address}healthz"):
            announced = True
            say(f"dicomcheck is ready at {address} (Ctrl-C stops it)")
            add_sample()
        time.sleep(LOOK_EVERY)


def release() -> None:
    """Nobody is to blame for the jobs that were being done when somebody asked for the end."""
    from django.db import DatabaseError, connection

    from validator.jobs.reconcile import release_all

    # The signal may have come in the middle of a transaction.
    connection.close()
    try:
        release_all()
    except DatabaseError as error:
        say(f"What was being done could not be noted ({type(error).__name__}); it is done again after the next start.")


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1) as response:  # noqa: S310  (our own address)
            return bool(response.status == 200)
    except urllib.error.HTTPError:
        return True  # it is up, and says that something is wrong
    except (urllib.error.URLError, OSError):
        return False


def add_sample() -> None:
    """On the first start there is something to look at."""
    from validator.services import sample
    from validator.services.errors import ServiceError
    from validator.services.surroundings import trouble

    try:
        if sample.create_once():
            say("A sample case is being analysed; it is there in a moment.")
    except ServiceError as error:
        say(f"The sample case could not be made. {error}")
    except Exception as error:
        if trouble(error) is None:
            raise
        say(f"The sample case could not be made: there was no access to {trouble(error)}.")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dicomcheck-serve", description="Serve dicomcheck's pages at one address.")
    parser.add_argument("--port", type=int, help="port to listen on (8042)")
    parser.add_argument("--host", help="address to listen on (127.0.0.1; others need accounts)")
    parser.add_argument("--data", help="folder for the secret and all data")
    return parser.parse_args()


def say(sentence: str) -> None:
    # A terminal that was closed hears nothing any more, and that must not disturb the stopping.
    with contextlib.suppress(OSError):
        print(sentence, flush=True)


def _stop(number: int, frame: FrameType | None) -> None:
    # Once is enough: another signal must not interrupt the stopping.
    for each in ENDS:
        signal.signal(each, signal.SIG_IGN)
    say("Stopping …")
    STOPPING.set()
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
