"""Uploads by HTTP: each file of a multipart body goes to the spool while it arrives."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Protocol, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.datastructures import MultiValueDict

from validator.intake.spool import Part, SpoolFull

MOST_DROPPED = 1024**3
"""Bytes."""


class UploadBroken(MultiPartParserError):
    """The connection ended before the body did; its last file would be half a file."""


class Readable(Protocol):
    """What the parser asks of a body."""

    def read(self, size: int = -1, /) -> bytes: ...


class CountedBody:
    """A request's body that counts what was read of it."""

    def __init__(self, body: Readable) -> None:
        self.body = body
        self.count = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self.body.read(size)
        self.count += len(data)
        return data


def drop(body: Readable) -> None:
    """Read the rest of a body that is refused: who is still sending hears the answer only after the last byte.

    Not without end; and where the sender has gone nobody needs the answer.
    """
    left = MOST_DROPPED
    with suppress(OSError):
        while left > 0 and (data := body.read(SpoolUploadHandler.chunk_size)):
            left -= len(data)


class Arrival(UploadedFile):
    """A file that has arrived as a part and is not yet kept."""

    def __init__(self, part: Part, *, name: str, is_too_large: bool) -> None:
        super().__init__(file=None, name=None, size=part.size)
        self.part = part
        self.sent_name = name
        self.is_too_large = is_too_large
        """Longer than one file may be; the part holds only its beginning."""

    def __bool__(self) -> bool:
        """Django's files are false without a name, and the parser drops what is false."""
        return True

    def close(self) -> None:
        """Called when the request is over: what was kept is no part any more, and the rest is not wanted."""
        self.part.discard()


class SpoolUploadHandler(FileUploadHandler):
    """Write what arrives into a part; nothing of a file is ever held in memory but one chunk.

    What is not wanted, since it came before, is read and dropped. Where the disk is full the rest is dropped, too, so
    that the sender gets to hear it; the parts say of themselves that they are not whole.
    """

    chunk_size = 1024 * 1024

    def __init__(self, request: HttpRequest | None = None, *, is_wanted: bool = True) -> None:
        super().__init__(request)
        self.is_wanted = is_wanted
        self.parts: list[Part] = []
        self.is_too_large = False
        self.is_full = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  (Django's name)
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile]] | None:
        """Let a form that Django reads by itself go the same way as an upload to the API."""
        return None if isinstance(input_data, CountedBody) else self.parse(input_data, META, encoding)

    def parse(
        self, body: Readable, meta: Mapping[str, Any], encoding: str | None
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile]]:
        """Fields and files of a multipart body. Raises as ``receive`` does; then no part is left."""
        counted = CountedBody(body)
        try:
            # The parser calls nothing of a body but read().
            fields, files = PathParser(meta, cast(HttpRequest, counted), [self], encoding or "utf-8").parse()
            if counted.count < int(meta.get("CONTENT_LENGTH") or 0):
                raise UploadBroken("The body ended too early.")
        except BaseException:
            self.discard()
            drop(body)
            raise
        return fields, files

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.parts.append(Part())
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > settings.UPLOAD_FILE_BYTES:
            self.is_too_large = True
        elif self.is_wanted and not self.is_full:
            with self._room_watched():
                self.parts[-1].write(raw_data)

    def file_complete(self, file_size: int) -> Arrival:
        part = self.parts[-1]
        if self.is_wanted and not self.is_full:
            with self._room_watched():
                part.close()
        part.is_whole = not self.is_full
        return Arrival(part, name=self.file_name or "", is_too_large=self.is_too_large)

    @contextmanager
    def _room_watched(self) -> Iterator[None]:
        try:
            yield
        except SpoolFull:
            self.is_full = True
            # What has come so far must not keep the disk full for others.
            self.discard()

    def upload_interrupted(self) -> None:
        self.discard()

    def in_order(self, arrivals: list[Arrival]) -> list[Arrival]:
        """As they were sent, whatever fields they were in."""
        place = {part.path: number for number, part in enumerate(self.parts)}
        return sorted(arrivals, key=lambda arrival: place[arrival.part.path])

    def discard(self) -> None:
        """Forget every part of this request; those that were kept are no parts any more."""
        for part in self.parts:
            part.discard()


class PathParser(MultiPartParser):
    """Django's parser, but for the name of a file: kept as it was sent, folders included, since it is only data."""

    def sanitize_file_name(self, file_name: str) -> str:
        return file_name


def receive(
    request: HttpRequest, *, is_wanted: bool = True
) -> tuple[QueryDict, MultiValueDict[str, UploadedFile], SpoolUploadHandler]:
    """Read a multipart body: its fields, its files as ``Arrival``, and the handler that can discard them.

    Of a body that is not wanted only fields and names are kept; its parts are never written.
    Raises ``MultiPartParserError``, ``TooManyFilesSent``, ``UploadBroken`` or ``SpoolFull``; then no part is left.
    """
    handler = SpoolUploadHandler(request, is_wanted=is_wanted)
    fields, files = handler.parse(request, request.META, request.encoding)
    if handler.is_full:
        raise SpoolFull
    return fields, files, handler
