"""``explain``: one page of the catalogue in the terminal."""

import argparse
import difflib
import textwrap
from collections.abc import Iterator

# Rules and kinds are in the catalogue once the rooms that hold them are imported.
import validator.engine.compare
import validator.engine.contract
import validator.engine.rules  # noqa: F401  the rules register themselves
from validator.commandline.errors import CommandError
from validator.commandline.output import write
from validator.engine.catalogue import HEADINGS, KINDS, RULES, Page

WIDTH = 100


def run(options: argparse.Namespace) -> bool:
    """Show one page of the catalogue."""
    write(explanation(options.name))
    return False


def explanation(name: str) -> Iterator[str]:
    """The page of a rule or kind, whatever case its name is typed in; raises ``CommandError`` where there is none."""
    rule, kind = RULES.get(name.upper()), KINDS.get(name.lower())
    if rule:
        head, about = f"{rule.code}  {rule.name}", f"{rule.severity}, {rule.reference}"
        return _page(head, about, rule.page)
    if kind:
        head, about = f"{kind.name}  {kind.title}", f"a change of {kind.level}"
        return _page(head, about, kind.page)
    near = difflib.get_close_matches(name.upper(), RULES, 3) + difflib.get_close_matches(name.lower(), KINDS, 3)
    hint = f"did you mean {' or '.join(near)}?" if near else '"dicomcheck rules" lists all of them.'
    raise CommandError(f"{name!r} is no rule and no kind of change: {hint}")


def _page(head: str, about: str, page: Page) -> Iterator[str]:
    yield f"{head}\n{about}\n\n{_wrapped(page.what)}\n"
    for heading, words in zip(HEADINGS, (page.why, page.example, page.fix), strict=True):
        yield f"\n{heading}\n{_wrapped(words, indent='  ')}\n"


def _wrapped(words: str, indent: str = "") -> str:
    paragraphs = words.split("\n\n")
    fill = [textwrap.fill(one, WIDTH, initial_indent=indent, subsequent_indent=indent) for one in paragraphs]
    return "\n\n".join(fill)
