"""Environment variables as typed values; a value that makes no sense stops the start with a sentence."""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "DICOMCHECK_"


def text(name: str, default: str = "") -> str:
    """The value of ``DICOMCHECK_<name>`` without surrounding spaces; one that is empty counts as not set."""
    return os.environ.get(PREFIX + name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name, str(default))
    if value not in {"True", "False"}:
        raise ImproperlyConfigured(f"Unexpected value {PREFIX}{name}={value!r}, use 'True' or 'False'.")
    return value == "True"


def number(name: str, default: int, *, least: int = 0, most: int = 2**63 - 1) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(
            f"Unexpected value {PREFIX}{name}={value!r}, use a whole number from {least} to {most}."
        )
    return int(value)


def choice(name: str, default: str, allowed: Sequence[str]) -> str:
    value = text(name, default)
    if value not in allowed:
        wanted = " or ".join(repr(each) for each in allowed)
        raise ImproperlyConfigured(f"Unexpected value {PREFIX}{name}={value!r}, use {wanted}.")
    return value


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in text(name, ",".join(default)).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).expanduser().absolute()


def folders(name: str) -> list[Path]:
    """Absolute paths, separated as the system separates them (``:``)."""
    found = [Path(path) for path in text(name).split(os.pathsep) if path]
    for path in found:
        if not path.is_absolute() or ".." in path.parts:
            raise ImproperlyConfigured(
                f"Unexpected folder {str(path)!r} in {PREFIX}{name}, use absolute paths separated by {os.pathsep!r}."
            )
    return found


def database(name: str, default: Path) -> dict[str, object]:
    """The ``DATABASES`` entry for ``postgresql://user:password@host:port/name``, or SQLite where it is not set."""
    url = text(name)
    if not url:
        return sqlite(default)
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"Unexpected value of {PREFIX}{name}, use postgresql://user:password@host:port/name or leave it out."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, object]:
    """SQLite as several processes can share it: readers never wait, and writers wait for each other in turn."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Opening and closing it for each request took longer than writing the rows of a file.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
        },
        # A shared in-memory database cannot be used by the worker processes that the tests start.
        "TEST": {"NAME": path.with_name(f"test-{path.name}")},
    }
