"""What happened between captures: the migration report, hop by hop where something changed unexpectedly."""

from collections.abc import Iterator

from validator.engine.model import Sentence
from validator.engine.report.contents import CompareReport
from validator.engine.report.hops import CompareOverview
from validator.engine.report.inert import markup
from validator.engine.report.migration import Migration, Place, arrange, read
from validator.engine.report.page.elements import document, impact_word, quiet
from validator.engine.report.page.hops import HopPage
from validator.engine.report.page.sections import section_body, section_head, sign_off


def compare_page(report: CompareReport) -> Iterator[str]:
    """The sentences of the verdict, then the sections of the migration report."""
    overview, material = read(report)
    migration = arrange(material)
    yield from document(migration.title, _body(migration, overview, HopPage(report.names, overview.nodes)))


def _body(migration: Migration, overview: CompareOverview, hops: HopPage) -> Iterator[str]:
    yield '<ul class="verdict">\n'
    yield from map(_sentence, migration.sentences)
    yield "</ul>\n"
    for section in migration.sections:
        yield from section_head(section)
        if section.place is Place.UNEXPECTED:
            for hop in overview.hops:
                yield from hops.section(hop)
        else:
            yield from section_body(section)
    yield from sign_off(migration)


def _sentence(sentence: Sentence) -> str:
    word = impact_word(sentence.impact) + " " if sentence.impact else ""
    detail = f"<br>{quiet(sentence.detail)}" if sentence.detail else ""
    share = " " + quiet(f"{sentence.count:,} of {sentence.total:,}") if sentence.impact else ""
    return f"<li>{word}{markup(sentence.text)}{share}{detail}</li>\n"
