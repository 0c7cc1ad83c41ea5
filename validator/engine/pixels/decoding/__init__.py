"""Decoding pictures and comparing their samples: the codecs are C code, so they run in a child that may be killed.

``comparer`` reads the frames of two instances and sends them to ``child``, whose program is ``__main__``: ``codecs``
decode, ``samples`` and ``colour`` bring both sides to what PS3.3 C.7.6.3 calls samples, ``measure`` compares them.
"""

from validator.engine.pixels.decoding.comparer import SampleComparer

__all__ = ["SampleComparer"]
