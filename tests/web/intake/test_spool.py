"""The spool: what was kept is there under its digest, readable by its owner alone, once."""

import errno
import hashlib
from pathlib import Path
from typing import Any

import pytest

from validator.intake import spool
from validator.intake.spool import Part, SpoolFull

pytestmark = pytest.mark.django_db


def arrived(*chunks: bytes) -> Part:
    part = Part()
    for chunk in chunks:
        part.write(chunk)
    return part


def test_bytes_are_kept_under_their_digest() -> None:
    part = arrived(b"DI", b"CM")
    assert spool.keep([part]) == set()
    digest = hashlib.sha256(b"DICM").hexdigest()
    with spool.local(digest) as path:
        assert path.read_bytes() == b"DICM"
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(spool.incoming().iterdir()) == []


def test_the_same_bytes_are_kept_once_and_that_is_said() -> None:
    spool.keep([arrived(b"twice")])
    second, other = arrived(b"twice"), arrived(b"other")
    assert spool.keep([second, other]) == {hashlib.sha256(b"twice").hexdigest()}
    second.discard()
    assert list(spool.incoming().iterdir()) == []


def test_the_first_bytes_are_remembered_across_chunks() -> None:
    part = arrived(b"a" * 100, b"b" * 100)
    assert part.head == b"a" * 100 + b"b" * 32
    part.discard()


def test_a_full_disk_is_said_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    part = arrived(b"x")

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(spool, "sync", full)
    with pytest.raises(SpoolFull):
        spool.keep([part])
    part.discard()
    assert list(spool.incoming().iterdir()) == []


def test_what_the_spool_does_not_hold_is_a_missing_file() -> None:
    with pytest.raises(FileNotFoundError), spool.local("0" * 64) as path:
        path.read_bytes()


def test_parts_of_requests_that_died_are_swept_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    part = arrived(b"left behind")
    part.close()
    assert spool.sweep() == 0
    monkeypatch.setattr(spool, "PART_LIFETIME", -1)
    assert spool.sweep() == 1


def test_a_storage_service_keeps_the_same_promises(settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {
        "spool": {"BACKEND": "django.core.files.storage.InMemoryStorage", "OPTIONS": {}}
    }
    parts = [arrived(b"to the service"), arrived(b"to the service")]
    assert spool.keep(parts) == set()
    digest = hashlib.sha256(b"to the service").hexdigest()
    assert spool.storage().exists(spool.key(digest))
    again = arrived(b"to the service")
    assert spool.keep([again]) == {digest}
    for part in (*parts, again):
        part.discard()
    with spool.local(digest) as path:
        assert path.read_bytes() == b"to the service"
    assert list(spool.incoming().iterdir()) == []
    with pytest.raises(FileNotFoundError), spool.local("0" * 64):
        pass
