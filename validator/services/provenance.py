"""By what and from what a report was made: what its sign-off cites."""

import hashlib
import json

from validator import __version__
from validator.engine.report import Provenance
from validator.engine.standard.dictionary import EDITION
from validator.models import Analysis


def provenance_of(run: Analysis) -> Provenance:
    """Of a run that is done."""
    return Provenance(
        version=__version__,
        edition=EDITION,
        engine=run.engine_version,
        expectations=_expectations(run),
        inputs=run.inputs_digest,
    )


def _expectations(run: Analysis) -> str:
    """``version 3, sha256 5f7a…``: over the list and its value maps; empty where nothing was expected."""
    kept = run.expectations
    if kept is None:
        return ""
    whole = json.dumps([kept.text, kept.tables], sort_keys=True)
    return f"version {kept.number}, sha256 {hashlib.sha256(whole.encode()).hexdigest()}"
