"""The arguments of the command line."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from validator import __version__
from validator.engine.model import Severity

FORMATS = ("text", "json", "ndjson", "csv", "junit", "sarif", "html")
COMPARE_FORMATS = (*FORMATS, "xlsx", "pdf")
MOST_JOBS = 256
EXIT = "Exit status: 0 nothing found, 1 something found, 2 could not run or could not read everything."


def build_parser() -> argparse.ArgumentParser:
    """The parser; every command sets ``command`` to the module of this package whose ``run`` runs it."""
    parser = argparse.ArgumentParser(
        prog="dicomcheck",
        description="Checks DICOM headers and shows which hop of a chain changed them.",
        epilog=EXIT,
    )
    parser.add_argument("--version", action="version", version=f"dicomcheck {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")
    _add_check(commands)
    _add_compare(commands)
    _add_rules(commands)
    _add_explain(commands)
    return parser


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser(
        "check", help="check files against the standard", description="Check files against the standard.", epilog=EXIT
    )
    check.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a file, or a folder with everything in it")
    check.add_argument("--contract", metavar="FILE", help="a site contract to check against as well")
    _add_format(check)
    _add_jobs(check)
    check.add_argument(
        "--fail-on",
        choices=[severity.value for severity in Severity],
        default=Severity.ERROR.value,
        help="the least severity that makes the exit status 1 (default: %(default)s)",
    )
    check.add_argument(
        "--undecided",
        action="store_true",
        help="also say of which absent attributes no machine can tell whether they are required (text, json, ndjson)",
    )
    check.set_defaults(command="checking")


def _add_compare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    compare = commands.add_parser(
        "compare",
        help="show what changed between the points of a chain",
        description="Show what changed between the points of a chain, in the order given.",
        epilog=EXIT,
    )
    compare.add_argument(
        "captures",
        metavar="LABEL=DIR",
        nargs="+",
        help="the instances taken at one point, and what to call that point; LABEL=FILE.csv is a list from an "
        "archive's index, which is held against the files of the others",
    )
    compare.add_argument(
        "--columns",
        metavar="[LABEL:]KEYWORD=COLUMN",
        action="append",
        default=[],
        help="which column of a list is an attribute, by its head or its place (#3); several times",
    )
    compare.add_argument("--expect", metavar="FILE", type=Path, help="a list of changes that are expected, in YAML")
    compare.add_argument(
        "--level",
        choices=["meaning", "all"],
        default="all",
        help="leave out changes of the encoding only, or show all (default: %(default)s)",
    )
    _add_format(compare, COMPARE_FORMATS)
    _add_jobs(compare)
    compare.set_defaults(command="comparing")


def _add_rules(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rules = commands.add_parser("rules", help="list the rules and the kinds of change")
    rules.add_argument("--format", choices=["text", "json"], default="text", help="default: %(default)s")
    rules.set_defaults(command="listing")


def _add_explain(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    explain = commands.add_parser(
        "explain",
        help="explain a rule, a kind of change, an attribute or an IOD",
        description="Explain a rule (UID003), a kind of change (uid.regenerated), an attribute (PatientID, 0010,0020), "
        "an IOD (ct-image, or its SOP Class), a module of it (ct-image/general-image) or the items of a sequence in it "
        "(ct-image/general-image/AnatomicRegionSequence).",
    )
    explain.add_argument("name", metavar="NAME", help="what to explain")
    explain.set_defaults(command="explaining")


def _add_format(command: argparse.ArgumentParser, formats: Sequence[str] = FORMATS) -> None:
    command.add_argument("--format", choices=formats, default="text", help="default: %(default)s")
    command.add_argument(
        "--output", metavar="FILE", type=Path, help="write the report to this file instead of standard output"
    )


def _add_jobs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        default=None,
        help="worker processes; 1 does all work in this process (default: the cores that may be used)",
    )


def _jobs(text: str) -> int:
    jobs = int(text)
    if not 1 <= jobs <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to {MOST_JOBS}")
    return jobs
