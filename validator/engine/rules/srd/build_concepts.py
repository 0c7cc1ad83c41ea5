"""Rebuild ``data/dcm.txt`` from the concepts that pydicom carries.

    python -m validator.engine.rules.srd.build_concepts

Offline and reproducible: the same pydicom gives the same bytes. The artefact exists because the engine must start
without importing pydicom.
"""

from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def build() -> str:
    """The text of the artefact: a line for each code of DCM (PS3.16 annex D), code and meaning, sorted by code."""
    import pydicom
    from pydicom.sr import _concepts_dict

    concepts: Any = _concepts_dict.concepts

    meanings = {code: meaning for entry in concepts["DCM"].values() for code, (meaning, _) in entry.items()}
    lines = [
        f"# pydicom {pydicom.__version__}: PS3.16 annex D",
        *(f"{code}\t{meanings[code]}" for code in sorted(meanings)),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    (DATA / "dcm.txt").write_text(build(), encoding="utf-8")
