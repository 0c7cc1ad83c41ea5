"""Real files to read: those bundled with pydicom, and the corpus beside the project where it is there."""

from functools import cache
from pathlib import Path

import pydicom

BUNDLED = Path(pydicom.__file__).parent / "data"
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
ROOTS = {"pydicom": BUNDLED, "corpus": CORPUS}


@cache
def sample_files() -> dict[str, Path]:
    """Every file by a name that says where it is from: ``pydicom/test_files/CT_small.dcm``."""
    return {
        f"{root}/{path.relative_to(folder).as_posix()}": path
        for root, folder in ROOTS.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
