"""Fresh objects of many SOP classes, made from invented data, in which nothing is wrong.

highdicom makes what it can as a whole (``highdicom_made``); of the others it makes the modules of patient, study,
series and equipment, and the rest is written out in the modules beside it. ``base_file`` gives the same bytes
every time.
"""

import inspect
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from types import ModuleType

from pydicom import Dataset, dcmwrite

from tests.differential.bases import captures, documents, enhanced, highdicom_made, radiology, radiotherapy
from tests.differential.bases.parts import settled

MODULES: tuple[ModuleType, ...] = (radiology, captures, radiotherapy, enhanced, documents, highdicom_made)


def _makers() -> Iterator[tuple[str, Callable[[], Dataset]]]:
    for module in MODULES:
        for name, maker in vars(module).items():
            if inspect.isfunction(maker) and maker.__module__ == module.__name__ and not name.startswith("_"):
                yield name, maker


BASES: dict[str, Callable[[], Dataset]] = dict(_makers())
"""By name: what makes the object, with UIDs and dates of its own each time where highdicom invents them."""


@cache
def base_file(name: str) -> bytes:
    """The object of this name as a Part 10 file."""
    buffer = BytesIO()
    dcmwrite(buffer, settled(BASES[name]()), enforce_file_format=True)
    return buffer.getvalue()
