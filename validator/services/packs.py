"""Packs of headers: what one job reads of its files goes into one object of the spool, and stays when the files go."""

from typing import Self

from validator.engine.header import Excerpt
from validator.engine.model import Header
from validator.intake import pack, spool
from validator.jobs.queue import Lease
from validator.models import Pack
from validator.services import retention, uploads

HEAD_AT = 12
"""Where the head of a packed excerpt begins: see ``validator.engine.header.excerpt``."""


class Packer:
    """The pack of one job while it is made; a context manager that forgets what was not entered."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease
        self._part = spool.Part()
        self._writer = pack.Writer(self._part.write)
        self._is_empty = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._part.discard()

    def add(self, ordinal: int, excerpt: Excerpt, header: Header) -> None:
        """Put in what is kept of one instance. Raises ``SpoolFull``."""
        content = excerpt.pack()
        self._writer.add(pack.Entry(ordinal, content, _cuts(content, excerpt, header)))
        self._is_empty = False

    def keep(self) -> None:
        """Make the pack durable; nothing is added any more. Raises ``SpoolFull``."""
        if not self._is_empty:
            self._writer.finish()
            self._part.close()
            uploads.keep([self._part])

    def enter(self) -> None:
        """Write its row; call it in the transaction that finishes the job."""
        if not self._is_empty:
            retention.spare([self._part])
            Pack.objects.create(
                analysis_id=self._lease.analysis,
                first=self._lease.first,
                last=self._lease.last,
                sha256=self._part.sha256,
                size=self._part.size,
            )
        self._part.discard()


def _cuts(content: bytes, excerpt: Excerpt, header: Header) -> list[int]:
    """Where the elements begin that stand before the first gap; what follows it is short."""
    kept_at = HEAD_AT + int.from_bytes(content[HEAD_AT - 4 : HEAD_AT], "little")
    if header.encoding.deflated:
        return [kept_at]
    end = excerpt.gaps[0][0] if excerpt.gaps else excerpt.size
    return [kept_at, *[kept_at + element.offset for element in header.meta + header.elements if element.offset <= end]]
