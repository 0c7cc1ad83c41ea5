"""Elements that every writer makes anew and that tell the receiver nothing."""

TRAILING_PADDING = 0xFFFCFFFC
"""Data Set Trailing Padding (PS3.10 7.2)."""


def is_group_length(tag: int) -> bool:
    """Whether this is (gggg,0000) Group Length, retired outside the File Meta Information (PS3.5 7.2)."""
    return not tag & 0xFFFF


def is_noise(tag: int) -> bool:
    """Whether the element says nothing about the instance, whatever its value."""
    return tag == TRAILING_PADDING or is_group_length(tag)
