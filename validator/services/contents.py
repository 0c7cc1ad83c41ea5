"""The bytes of a file, wherever they are: in the spool, in a folder of the server, or not any more."""

from collections.abc import Iterator
from contextlib import contextmanager

from validator.engine.header import Source
from validator.intake import folders, spool
from validator.intake.folders import Listed, NotAsListed
from validator.models import Case, File

GONE = "Its bytes are gone from the spool: send it again in a new run."
DROPPED = "the file was deleted after its retention"


class Unreachable(FileNotFoundError):
    """The bytes cannot be had. The text is a sentence that says why."""


@contextmanager
def opened(file: File) -> Iterator[Source]:
    """The bytes of a file, for as long as the block lasts. Raises ``Unreachable``."""
    if file.state == File.State.IN_PLACE:
        listed = Listed(file.name, file.size, -1 if file.modified_ns is None else file.modified_ns)
        try:
            with folders.opened(file.capture.folder, listed) as source:
                yield source
        except NotAsListed as error:
            raise Unreachable(str(error)) from error
        return
    try:
        with spool.local(file.sha256) as path:
            if not path.exists():
                raise FileNotFoundError
            yield path
    except FileNotFoundError as error:
        raise Unreachable(_why(file)) from error


def _why(file: File) -> str:
    dropped = Case.objects.filter(captures=file.capture_id, files_dropped_at__isnull=False).exists()
    return DROPPED if dropped else GONE
