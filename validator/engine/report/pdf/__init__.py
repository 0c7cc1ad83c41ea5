"""The migration report as a PDF file: a summary to print and to sign. Complete lists are in XLSX, CSV and NDJSON."""

from validator.engine.report.pdf.document import compare_pdf, migration_pdf

__all__ = ["compare_pdf", "migration_pdf"]
