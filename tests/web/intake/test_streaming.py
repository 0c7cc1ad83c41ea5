"""Uploads of any size need the memory of a chunk."""

import io
import tracemalloc
from collections.abc import Iterator

import pytest
from django.test import RequestFactory

from validator.intake import browser

MIB = 1024 * 1024
SIZE = 64 * MIB


class Body(io.RawIOBase):
    """A multipart body with one large file, made while it is read."""

    HEAD = b'--b\r\nContent-Disposition: form-data; name="files"; filename="large.dcm"\r\n\r\n'
    TAIL = b"\r\n--b--\r\n"
    LENGTH = len(HEAD) + SIZE + len(TAIL)

    def __init__(self) -> None:
        self.chunks = self.parts()
        self.rest = b""

    def parts(self) -> Iterator[bytes]:
        yield self.HEAD
        for _ in range(SIZE // MIB):
            yield bytes(MIB)
        yield self.TAIL

    def read(self, size: int = -1) -> bytes:
        while len(self.rest) < size and (chunk := next(self.chunks, b"")):
            self.rest += chunk
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken


@pytest.mark.django_db
def test_a_large_file_is_never_held_in_memory(rf: RequestFactory) -> None:
    request = rf.post("/")
    request.META |= {"CONTENT_LENGTH": str(Body.LENGTH), "CONTENT_TYPE": "multipart/form-data; boundary=b"}
    request._stream = Body()
    tracemalloc.start()
    try:
        _, _, handler = browser.receive(request)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [part.size for part in handler.parts] == [SIZE]
    assert handler.parts[0].path.stat().st_size == SIZE
    assert peak < 16 * MIB
    handler.discard()
