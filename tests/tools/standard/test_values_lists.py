"""Lists of terms in the HTML of the source."""

from tools.standard.values_lists import Opening, TermList, opening, term_lists

CELL = """<td><p>What it is.</p><div><p><strong>Enumerated Values:</strong></p><dl>
<dt><span>YES</span></dt><dd><p>it is</p></dd>
<dt><span>START_\u200bRESPIR</span></dt><dd><p></p></dd></dl></div></td>"""
SECTION = """<div><h6>C.8.1.1 Pixel Presentation</h6><h3>Note</h3><p>Something.</p><table>
<thead><tr><th>Enumerated Value Name</th><th>Description</th></tr></thead>
<tbody><tr><td>COLOR</td><td>See <b>MONO</b></td></tr><tr><td>MONOCHROME</td><td></td></tr></tbody></table>
<h6>C.8.1.1.1 Another</h6><table><tr><th>Name</th></tr><tr><td>COLOR</td></tr></table></div>"""


def test_a_definition_list_under_a_bold_heading_is_read_without_its_explanations() -> None:
    assert term_lists(CELL) == (TermList("Enumerated Values:", ("YES", "START_RESPIR")),)


def test_a_table_of_terms_is_read() -> None:
    assert term_lists(SECTION) == (TermList("Enumerated Value", ("COLOR", "MONOCHROME")),)


def test_a_list_without_a_heading_is_none() -> None:
    assert term_lists("<td><dl><dt>YES</dt></dl></td>") == ()


def test_a_section_opens_with_its_headline_and_ends_before_the_next_one_that_has_a_number() -> None:
    assert opening(SECTION) == Opening("Pixel Presentation", SECTION[: SECTION.index("<h6>C.8.1.1.1")])


def test_what_has_no_headline_is_no_section() -> None:
    assert opening("<p>Nothing</p>") == Opening("", "<p>Nothing</p>")
