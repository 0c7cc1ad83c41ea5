"""What the work of one job amounts to."""

from collections.abc import Callable
from typing import NamedTuple


class Outcome(NamedTuple):
    """Written in the transaction that finishes the job, or not at all."""

    result: bytes | None = None
    """For other jobs to read: see ``validator.services.packing``."""
    write: Callable[[], None] | None = None
    """The rows that go with it; takes well under 50 ms, except in the last phase."""
