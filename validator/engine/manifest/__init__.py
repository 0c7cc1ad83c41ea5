"""Lists from an archive's index (CSV), held against the files of captures.

``look_at`` and ``preview`` tell how a list will be read; a ``Reconciler`` reads lists and files and tells in what they
do not agree. What files are comes as a stream of ``Holding``.
"""

from validator.engine.manifest.columns import ATTRIBUTES, COUNTS, UIDS, Column, Columns
from validator.engine.manifest.errors import ManifestError, UnknownColumns
from validator.engine.manifest.holding import Holding, holding_of
from validator.engine.manifest.ledger import Discrepancies
from validator.engine.manifest.reading import Listing, Preview, beginning, look_at, preview
from validator.engine.manifest.reconciling import Reconciler, Told

__all__ = [
    "ATTRIBUTES",
    "COUNTS",
    "UIDS",
    "Column",
    "Columns",
    "Discrepancies",
    "Holding",
    "Listing",
    "ManifestError",
    "Preview",
    "Reconciler",
    "Told",
    "UnknownColumns",
    "beginning",
    "holding_of",
    "look_at",
    "preview",
]
