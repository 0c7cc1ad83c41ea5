"""The pieces of the page: tables, words with their colour, and the document around them."""

from collections.abc import Iterable, Iterator

from validator.engine.model import Impact, Severity
from validator.engine.report.inert import markup
from validator.engine.report.wording import cut_value

SEVERITY_GLYPHS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
IMPACT_GLYPHS = {Impact.BREAKS: "✖", Impact.DEGRADES: "▲", Impact.COSMETIC: "●"}
STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; padding-top: .5rem; border-top: 2px solid #8886; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8884; }
th { font-weight: 600; font-size: .85em; color: #666; }
code, .value { font-family: ui-monospace, monospace; font-size: .9em; } .value { overflow-wrap: anywhere; }
.error, .breaks { color: #c0392b; } .warning, .degrades { color: #8a5500; } .info, .cosmetic { color: #2e6fb7; }
.error, .warning, .info, .breaks, .degrades, .cosmetic { white-space: nowrap; }
.quiet { color: #6b6b6b; } p { max-width: 50rem; margin: .25rem 0; } ul { padding: 0; list-style: none; }
li { margin: .6rem 0; }
@media (prefers-color-scheme: dark) {
  .error, .breaks { color: #ff8a7a; } .warning, .degrades { color: #f0b64c; } .info, .cosmetic { color: #86b9f5; }
  .quiet, th { color: #a0a0a0; }
}
@media print {
  :root { color-scheme: light; font-size: 9.5pt; } body { margin: 0; max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; } tr, li { break-inside: avoid; } thead { display: table-header-group; }
}
"""


def severity_word(severity: Severity) -> str:
    return f'<span class="{severity}">{SEVERITY_GLYPHS[severity]} {severity}</span>'


def impact_word(impact: Impact | None) -> str:
    return f'<span class="{impact}">{IMPACT_GLYPHS[impact]} {impact}</span>' if impact else ""


def quiet(text: str) -> str:
    """Words of lesser weight."""
    return f'<span class="quiet">{markup(text)}</span>'


def code(text: str) -> str:
    """A path, broken between its tags where it has to be; that of a file as a whole in words."""
    broken = markup(text).replace(").(", ").<wbr>(")
    return f"<code>{broken}</code>" if text else '<span class="quiet">whole file</span>'


def value(text: str | None) -> str:
    return f'<span class="value">{markup(cut_value(text))}</span>'


def lines(*parts: str) -> str:
    """Pieces of markup under one another; empty ones are left out."""
    return "<br>".join(filter(None, parts))


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table whose cells are markup already."""
    yield "<table>\n<thead><tr>" + "".join(f"<th>{name}</th>" for name in head) + "</tr></thead>\n"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n"
    yield "</table>\n"


def remainder(count: int, form: str = "csv") -> str:
    """How many are not shown, and which format lists them."""
    return f'<p class="quiet">and {count:,} more; --format {form} lists every one</p>\n' if count > 0 else ""


def document(title: str, body: Iterable[str]) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    yield f'<meta name="viewport" content="width=device-width">\n<title>{markup(title)}</title>\n'
    yield f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>{markup(title)}</h1>\n"
    yield from body
    yield "</body>\n</html>\n"
