"""Where things are: the shipped templates and assets, and the one folder that holds the secret and all data."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent
IS_CHECKOUT = (CHECKOUT / "manage.py").exists()


def shipped(name: str) -> Path:
    """The folder ``templates`` or ``static``: beside the package in a checkout, inside it in a wheel."""
    return CHECKOUT / name if IS_CHECKOUT else PACKAGE / name


def default_data() -> Path:
    """``var`` in a checkout, else the user's own data folder (XDG Base Directory Specification)."""
    if IS_CHECKOUT:
        return CHECKOUT / "var"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "dicomcheck"


def private_folder(path: Path) -> Path:
    """Make the folder, readable by its owner alone.

    A folder that others could read is closed; one that belongs to somebody else stops the start.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_mode & 0o077:
            path.chmod(0o700)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {path} cannot be used ({error.strerror}). Choose another with DICOMCHECK_DATA."
        ) from error
    return path


def secret(path: Path) -> str:
    """The key that signs sessions: read from the file, or made once and kept there with mode 0600."""
    try:
        return path.read_text("ascii")
    except FileNotFoundError:
        pass
    fresh = secrets.token_urlsafe(50)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(fresh)
            file.flush()
            os.fsync(file.fileno())
        # Two processes may start at once: the first link wins, and both read that one.
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {path.parent} cannot be written ({error.strerror}). Choose another with DICOMCHECK_DATA."
        ) from error
    return path.read_text("ascii")
