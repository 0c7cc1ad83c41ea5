"""The migration report: one arrangement of a comparison in sections, which HTML, PDF, XLSX and the web page draw.

read(CompareReport) -> Reading      the streams, read once
arrange(Material) -> Migration      what is told, in which section
"""

from validator.engine.report.migration.material import FIRST, ChangeLine, Material, Reading, read
from validator.engine.report.migration.model import (
    Alarm,
    Bar,
    Cell,
    Chart,
    Code,
    Migration,
    Numbers,
    Place,
    Quiet,
    Section,
    Table,
)
from validator.engine.report.migration.sections import arrange

__all__ = [
    "FIRST",
    "Alarm",
    "Bar",
    "Cell",
    "ChangeLine",
    "Chart",
    "Code",
    "Material",
    "Migration",
    "Numbers",
    "Place",
    "Quiet",
    "Reading",
    "Section",
    "Table",
    "arrange",
    "read",
]
