"""The report for a terminal: the verdict first, then what it stands on. Plain words; colour only where asked for."""

from validator.engine.report.text.checks import check_text
from validator.engine.report.text.comparisons import compare_text

__all__ = ["check_text", "compare_text"]
