"""Headers are kept as long as there is room, and what is not kept is read again."""

from pathlib import Path

import pytest

from tests import build
from validator.commandline.headers import Headers

PLAIN = build.file(build.ct())


@pytest.fixture
def paths(tmp_path):
    paths = [tmp_path / f"{number}.dcm" for number in range(3)]
    for path in paths:
        path.write_bytes(PLAIN)
    return [str(path) for path in paths]


def test_a_header_that_fits_is_read_once(paths):
    headers = Headers()
    assert [headers.read(path) is headers.read(path) for path in paths] == [True] * 3


def test_what_does_not_fit_any_more_is_read_again(paths):
    headers = Headers(room=2 * len(PLAIN))
    first = [headers.read(path) for path in paths]
    again = [headers.read(path) for path in paths]
    assert first == again
    assert [one is other for one, other in zip(first, again, strict=True)] == [True, True, False]


def test_pixel_data_that_stay_on_disk_take_no_room(tmp_path):
    path = tmp_path / "large.dcm"
    path.write_bytes(build.file(build.ct(PixelData=bytes(1_000_000), Rows=1000, Columns=500)))
    headers = Headers(room=10_000)
    assert headers.read(str(path)) is headers.read(str(path))


def test_a_file_that_is_gone_raises_unless_its_header_is_kept(paths):
    headers = Headers(room=len(PLAIN))
    for path in paths[:2]:
        headers.read(path)
        Path(path).unlink()
    assert headers.read(paths[0]).elements
    with pytest.raises(FileNotFoundError):
        headers.read(paths[1])
