"""The report as one HTML file that stands alone: no script, nothing loaded from elsewhere, fit to print."""

from validator.engine.report.page.checks import check_page
from validator.engine.report.page.comparisons import compare_page
from validator.engine.report.page.sections import section_body

__all__ = ["check_page", "compare_page", "section_body"]
