"""What is held of very many instances: rows on disk, marks of a bit, and who shares a digest with whom."""

from validator.engine.kept.buckets import DIGEST, NONE, Buckets, digest_of
from validator.engine.kept.marks import Marks
from validator.engine.kept.rows import Kept

__all__ = ["DIGEST", "NONE", "Buckets", "Kept", "Marks", "digest_of"]
