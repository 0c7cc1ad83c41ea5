"""What the first compressed frame of a data set says of itself."""

from functools import lru_cache
from typing import NamedTuple

from validator.engine.pixels.codestream import (
    Coding,
    Kind,
    adobe_transform,
    coding,
    frame_marker,
    is_component_transformed,
    kind,
    predictor,
)
from validator.engine.pixels.extent import Extent, read_extent
from validator.engine.rules.subject import DataSet


class Stream(NamedTuple):
    """The head of one codestream, read."""

    kind: Kind
    marker: int
    """SOF of JPEG and JPEG-LS: ``0xC0``; 0 where there is none."""
    predictor: int
    coding: Coding
    extent: Extent | None
    """Size, components and precision; ``None`` where the head does not hold them."""
    is_transformed: bool | None
    """The Multiple Component Transformation of JPEG 2000."""
    adobe: int | None
    """The colour transformation that a JPEG names in a segment of Adobe."""


def first_head(data_set: DataSet) -> bytes:
    """The first bytes of the first compressed frame; empty where there is none."""
    pixels = data_set.pixels
    if pixels is None or not pixels.fragments or len(pixels.fragments) < 2:
        return b""
    return pixels.fragments[1].head


def first_stream(data_set: DataSet) -> Stream | None:
    """The first compressed frame; ``None`` where there is none."""
    head = first_head(data_set)
    return read_stream(head) if head else None


@lru_cache(maxsize=64)
def read_stream(head: bytes) -> Stream:
    """All that rules ask of the first bytes of a codestream."""
    return Stream(
        kind(head),
        frame_marker(head),
        predictor(head),
        coding(head),
        read_extent(head),
        is_component_transformed(head),
        adobe_transform(head),
    )
