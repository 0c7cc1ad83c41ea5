"""``explain``: one page of the catalogue or of the standard in the terminal."""

import argparse
import difflib
import textwrap
from collections.abc import Iterator

from validator.commandline.errors import CommandError
from validator.commandline.output import write
from validator.engine.catalogue import CODE, HEADINGS, KINDS, RULES, ChangeKind, Page, Rule

WIDTH = 100


def run(options: argparse.Namespace) -> bool:
    """Show one page."""
    write(explanation(options.name))
    return False


def explanation(name: str) -> Iterator[str]:
    """The page of a rule, a kind of change, an attribute or an IOD; raises ``CommandError`` where there is none."""
    rule = _rule(name)
    if rule:
        return _page(f"{rule.code}  {rule.name}", f"{rule.severity}, {rule.reference}", rule.page)
    told = _of_the_standard(name)
    if told is not None:
        return told
    kind = _kind(name)
    if kind:
        return _page(f"{kind.name}  {kind.title}", f"a change of {kind.level}", kind.page)
    raise CommandError(f"{name!r} is no rule, kind of change, attribute or IOD: {_hint(name)}")


def wrapped(words: str, indent: str = "") -> str:
    """Paragraphs in lines of a terminal."""
    paragraphs = words.split("\n\n")
    fill = [textwrap.fill(one, WIDTH, initial_indent=indent, subsequent_indent=indent) for one in paragraphs]
    return "\n\n".join(fill)


def _rule(name: str) -> Rule | None:
    """The rule of this code; its room is imported only for what can be one."""
    code = name.upper()
    if CODE.fullmatch(code):
        # The rules register themselves.
        import validator.engine.rules

        if code not in RULES:
            import validator.engine.contract  # noqa: F401
    return RULES.get(code)


def _kind(name: str) -> ChangeKind | None:
    import validator.engine.compare  # noqa: F401  the kinds register themselves

    return KINDS.get(name.lower())


def _of_the_standard(name: str) -> Iterator[str] | None:
    from validator.commandline import describing

    return describing.attribute(name) or describing.iod(name)


def _hint(name: str) -> str:
    import validator.engine.rules  # noqa: F401  the rules register themselves
    from validator.engine.standard import iods
    from validator.engine.standard.dictionary import keywords

    near = [
        *difflib.get_close_matches(name.upper(), RULES, 2),
        *difflib.get_close_matches(name.lower(), [*KINDS, *iods.keys()], 2),
        *difflib.get_close_matches(name, keywords(), 2),
    ]
    return f"did you mean {' or '.join(near)}?" if near else '"dicomcheck rules" lists all rules and kinds.'


def _page(head: str, about: str, page: Page) -> Iterator[str]:
    yield f"{head}\n{about}\n\n{wrapped(page.what)}\n"
    for heading, words in zip(HEADINGS, (page.why, page.example, page.fix), strict=True):
        yield f"\n{heading}\n{wrapped(words, indent='  ')}\n"
