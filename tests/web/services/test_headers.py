"""Headers that are worked on together: as many as may be in memory, in their order, none left out."""

import struct
from io import BytesIO
from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file

from validator.engine.header import scan
from validator.engine.model import Header
from validator.services import headers


@pytest.fixture(scope="module")
def ct() -> Header:
    return scan(Path(str(get_testdata_file("CT_small.dcm"))))


def test_a_batch_ends_with_so_many_headers(ct: Header) -> None:
    rows = [(number, (ct, ct)) for number in range(headers.BATCH)]
    found = list(headers.batches(rows, lambda row: row[1]))
    assert [len(batch) for batch in found] == [headers.BATCH // 2, headers.BATCH // 2]
    assert [row for batch in found for row in batch] == rows


def test_a_batch_ends_where_its_headers_are_large(ct: Header, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headers, "BYTES_IN_BATCH", 2 * headers.held(ct) + 1)
    found = list(headers.batches(range(7), lambda _: (ct,)))
    assert found == [[0, 1, 2], [3, 4, 5], [6]]


def test_pixel_data_that_stayed_on_disk_are_not_held() -> None:
    data_set = dcmread(str(get_testdata_file("CT_small.dcm")))
    data_set.Rows = data_set.Columns = 512
    data_set.PixelData = struct.pack("<H", 1) * 512 * 512
    written = BytesIO()
    data_set.save_as(written)
    header = scan(written.getvalue())
    assert header.size > 512 * 1024
    assert 4 * 1024 < headers.held(header) < 64 * 1024
