"""From a report to standard output, in the format that was asked for."""

from validator.commandline.output import shows_colour, write
from validator.engine.report import FORMATS, CheckReport, CompareReport, check_text, compare_text


def write_check(report: CheckReport, form: str) -> None:
    if form == "text":
        write(check_text(report, colour=shows_colour()))
    else:
        write(FORMATS[form].check(report), encoding="utf-8")


def write_compare(report: CompareReport, form: str) -> None:
    if form == "text":
        write(compare_text(report, colour=shows_colour()))
    else:
        write(FORMATS[form].compare(report), encoding="utf-8")
