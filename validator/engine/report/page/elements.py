"""The pieces of the page: tables, words with their colour, and the document around them."""

from collections.abc import Iterable, Iterator

from validator.engine.model import Impact, Severity
from validator.engine.report.inert import markup
from validator.engine.report.wording import cut_value

SEVERITY_GLYPHS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.INFO: "●"}
IMPACT_GLYPHS = {Impact.BREAKS: "✖", Impact.DEGRADES: "▲", Impact.COSMETIC: "●"}
STYLE = """
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #14171a); --ink: light-dark(#1c2024, #e6e4df); --soft: light-dark(#59616a, #a2a9b0);
  --line: light-dark(#e5e2db, #2b3136); --wash: light-dark(#f4f2ec, #20252a); --accent: light-dark(#0b6b63, #5cc2b5);
  --breaks: light-dark(#b3261e, #ff8a80); --degrades: light-dark(#855600, #e9b44c);
  --note: light-dark(#2a5d9f, #86b3ee);
  --b1: light-dark(#7fb0aa, #2f7d74); --b2: light-dark(#8b929a, #747c85); --b3: light-dark(#c5b98f, #8a7f55);
  font: 14px/1.5 Inter, "Noto Sans", system-ui, sans-serif; font-variant-numeric: tabular-nums;
}
* { box-sizing: border-box; }
body { max-width: 84rem; margin: 0 auto; padding: 2rem 2.5rem 4rem; background: var(--paper); color: var(--ink); }
h1 { margin: 0 0 1rem; font-size: 25px; line-height: 1.25; font-weight: 640; overflow-wrap: anywhere; }
h2 { margin: 3rem 0 .5rem; padding-top: .9rem; border-top: 1px solid var(--ink); font-size: 18px; font-weight: 640; }
h3 { margin: 1.8rem 0 .3rem; font-size: 14px; font-weight: 620; }
h3.hop { font-size: 16px; } h4 { margin: 1.3rem 0 .2rem; font-size: 13px; font-weight: 620; }
p { margin: .25rem 0; max-width: 56rem; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: left; vertical-align: top; padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); }
td { overflow-wrap: break-word; } th { font-weight: 500; color: var(--soft); }
.number { text-align: right; white-space: nowrap; }
code, .value { font-family: "JetBrains Mono", "SF Mono", "Noto Sans Mono", ui-monospace, monospace; font-size: .92em; }
.value { overflow-wrap: anywhere; }
.error, .breaks { color: var(--breaks); } .warning, .degrades { color: var(--degrades); }
.info, .cosmetic { color: var(--note); }
.error, .warning, .info, .breaks, .degrades, .cosmetic { white-space: nowrap; }
.quiet { color: var(--soft); }
ul { margin: 0; padding: 0; list-style: none; } li { margin: .6rem 0; }
.verdict { border-top: 1px solid var(--line); }
.verdict li { margin: 0; padding: 9px 0; border-bottom: 1px solid var(--line); font-size: 15px; }
.verdict .quiet { font-size: 13px; }
.wide { overflow-x: auto; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(330px, 1fr)); gap: 1.2rem 2.5rem; }
.charts { margin: 1.2rem 0 .5rem; }
figure { margin: 0; } figcaption { margin-bottom: .4rem; font-size: 13px; font-weight: 620; }
.keys { float: right; font-weight: 400; color: var(--soft); font-size: 12px; }
.key::before { content: ""; display: inline-block; width: 9px; height: 9px; margin: 0 5px 0 10px; }
.key::before { background: var(--fill); }
.b0 { --fill: var(--accent); } .b1 { --fill: var(--b1); } .b2 { --fill: var(--b2); } .b3 { --fill: var(--b3); }
.key.gone::before { background: none; border: 1px solid var(--breaks); }
svg { display: block; width: 100%; } svg .bar { fill: var(--fill); }
svg .gone { fill: none; stroke: var(--breaks); stroke-width: 1; stroke-dasharray: 2 2; }
svg text { font-size: 11px; fill: var(--soft); } svg .name { text-anchor: end; fill: var(--ink); font-size: 12px; }
.made { display: grid; grid-template-columns: 13rem 1fr; gap: 4px 14px; margin: 1rem 0 0; font-size: 13px; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.signed { display: grid; grid-template-columns: 2fr 1fr 2fr; gap: 2rem; margin-top: 3.6rem; break-inside: avoid; }
.signed span { border-top: 1px solid var(--ink); padding-top: 4px; color: var(--soft); font-size: 12px; }
@media screen and (max-width: 760px) {
  table { min-width: 44rem; }
  body { padding: 1.2rem 1rem 3rem; } .made { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 6px; }
}
@page { margin: 14mm 12mm; }
@media print {
  :root { color-scheme: light; --paper: #fff; font-size: 9.5pt; } body { max-width: none; padding: 0; }
  * { print-color-adjust: exact; }
  table { font-size: 8.5pt; } .wide { overflow: visible; } h2 { margin-top: 1.6rem; }
  h2, h3, h4 { break-after: avoid; } tr, li, figure { break-inside: avoid; } thead { display: table-header-group; }
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
    yield '<div class="wide"><table>\n<thead><tr>' + "".join(f"<th>{name}</th>" for name in head) + "</tr></thead>\n"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n"
    yield "</table></div>\n"


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
