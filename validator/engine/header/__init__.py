"""Bytes to Header: the scanner, the file meta, the limits.

``scan`` never raises on content and never prints; what is wrong with the bytes is told as faults.
"""

from validator.engine.header.excerpt import Excerpt, is_excerpt
from validator.engine.header.excerpting import excerpt
from validator.engine.header.limits import Limits
from validator.engine.header.scanner import read_value, scan
from validator.engine.header.source import NotKept, Source

__all__ = ["Excerpt", "Limits", "NotKept", "Source", "excerpt", "is_excerpt", "read_value", "scan"]
