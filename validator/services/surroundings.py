"""What is wrong with the machine rather than with a file: then work waits, and no file is blamed."""

import errno
from enum import StrEnum

from validator.intake.spool import FULL, SpoolFull

SQLITE_FULL = 13
SQLITE_BUSY_OR_BROKEN = {5, 6, 8, 10, 14, 15}
"""BUSY, LOCKED, READONLY, IOERR, CANTOPEN, PROTOCOL: result codes of SQLite without their extensions."""
POSTGRES_FULL = "53100"
POSTGRES_GONE = ("08", "25006", "40", "53", "57P", "58")
"""Connection, read-only, rolled back, resources, shutdown, system error: how such SQLSTATEs begin."""
UNREACHABLE = {
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
    errno.EIO,
    errno.EMFILE,
    errno.ENETUNREACH,
    errno.ENFILE,
    errno.ENOTCONN,
    errno.EROFS,
    errno.ESTALE,
    errno.ETIMEDOUT,
}
"""What a network drive or an overloaded machine says."""


class Trouble(StrEnum):
    """What is missing; completes "waiting for …"."""

    ROOM = "room on the disk"
    DATABASE = "the database"
    STORE = "the place where files are kept"


def trouble(error: BaseException | None) -> Trouble | None:
    """What of the surroundings an exception, or what caused it, tells of; ``None`` where it is the work itself."""
    while error is not None:
        found = _of_disk(error) or _of_database(error) or _of_store(error)
        if found is not None:
            return found
        error = error.__cause__
    return None


def _of_disk(error: BaseException) -> Trouble | None:
    if isinstance(error, SpoolFull) or (isinstance(error, OSError) and error.errno in FULL):
        return Trouble.ROOM
    if isinstance(error, OSError) and error.errno in UNREACHABLE:
        return Trouble.STORE
    return None


def _of_database(error: BaseException) -> Trouble | None:
    """By the code of SQLite or of PostgreSQL: an error in a statement is nobody's surroundings."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        if code & 0xFF == SQLITE_FULL:
            return Trouble.ROOM
        return Trouble.DATABASE if code & 0xFF in SQLITE_BUSY_OR_BROKEN else None
    if not type(error).__module__.startswith("psycopg"):
        return None
    state = getattr(error, "sqlstate", None)
    if state is None:
        # Without a code the server was not there to give one.
        return Trouble.DATABASE if type(error).__name__ in {"OperationalError", "InterfaceError"} else None
    if state == POSTGRES_FULL:
        return Trouble.ROOM
    return Trouble.DATABASE if state.startswith(POSTGRES_GONE) else None


def _of_store(error: BaseException) -> Trouble | None:
    """By name, since botocore is there only where S3 is used."""
    if not type(error).__module__.startswith("botocore"):
        return None
    names = {kind.__name__ for kind in type(error).__mro__}
    answer = getattr(error, "response", None) or {}
    status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return Trouble.STORE if names & {"HTTPClientError", "ConnectionError"} or status >= 500 else None
