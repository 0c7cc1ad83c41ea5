"""Lists of expectations: what may stand in them, and what is said, at which line, about what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.engine.contract import Chain, Refused, load_expectations
from validator.engine.contract.limits import (
    DEEPEST,
    LARGEST_LIST,
    LONGEST_COMPLAINT,
    MOST_COMPLAINTS,
    MOST_ENTRIES,
    MOST_TOLD,
)

CHAIN = Chain(("source", "router", "pacs"))
WORDS = "capture, path, kind, rule, required and note"


def complaints(text: str | bytes, chain: Chain = CHAIN) -> list[tuple[int, int, str]]:
    """Line, column and words of all complaints."""
    with pytest.raises(Refused) as refused:
        load_expectations(text.encode() if isinstance(text, str) else text, chain)
    return [tuple(complaint) for complaint in refused.value.complaints]


def texts(text: str, chain: Chain = CHAIN) -> list[tuple[int, str]]:
    """Line and one-line form of each entry."""
    return [(entry.line, entry.text) for entry in load_expectations(text.encode(), chain)]


def entry(**fields: str) -> str:
    named = {"capture": "router", "path": "PatientID", "kind": "value.prefixed"} | fields
    return "- " + "\n  ".join(f"{name}: {value}" for name, value in named.items()) + "\n"


def test_entries_are_read_with_their_lines():
    text = """# what we agreed with the vendor
- capture: router
  path: (0010,0020)
  kind: value.prefixed
  rule: prefix GH-
  required: true
  note: agreed in May

- {capture: '*', path: '*', kind: encoding.*}
- capture: pacs
  path: ReferencedSeriesSequence[0].SeriesInstanceUID
  kind: '*'
"""
    assert texts(text) == [
        (2, "router: (0010,0020) Patient ID, value.prefixed, prefix GH-, required (agreed in May)"),
        (9, "every hop: every attribute, encoding.*"),
        (10, "pacs: (0008,1115)[0].(0020,000E) Series Instance UID, any kind"),
    ]


@pytest.mark.parametrize("path", ["(0010,0020)", "00100020", "0010,0020", "PatientID", "'(0010,0020)'", "(0010, 0020)"])
def test_every_form_of_a_tag_is_understood(path):
    assert texts(entry(path=path)) == [(1, "router: (0010,0020) Patient ID, value.prefixed")]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("(0040,0275)[*].(0008,0050)", "(0040,0275)[*].(0008,0050) Accession Number"),
        ("RequestAttributesSequence.AccessionNumber", "(0040,0275)[*].(0008,0050) Accession Number"),
        ("00400275[2].AccessionNumber", "(0040,0275)[2].(0008,0050) Accession Number"),
        ("ContentSequence.*", "(0040,A730)[*].*"),
        ("ContentSequence[0]", "(0040,A730)[0] Content Sequence"),
        ("0009,1001", "(0009,1001) Private Attribute"),
    ],
)
def test_paths_lead_into_sequences(path, shown):
    assert texts(entry(path=path)) == [(1, f"router: {shown}, value.prefixed")]


def test_all_that_is_wrong_is_said_at_once_and_where():
    text = """- capture: ruoter
  path: PatientId
  kind: value.prefix
  rule: prefx GH-
  required: maybe
- capture: source
  path: AccesionNumber
  kind: uid.*
  capture: pacs
  reason: none
- just text
-
- rule: truncate x
"""
    assert complaints(text) == [
        (1, 12, "There is no capture 'ruoter': did you mean router?"),
        (2, 9, "There is no attribute 'PatientId' in PS3.6: did you mean PatientID or PatientSize?"),
        (3, 9, "There is no kind of change 'value.prefix': did you mean value.prefixed or value.prefix-removed?"),
        (4, 9, "There is no rule 'prefx': did you mean prefix?"),
        (5, 13, "required is true or false."),
        (6, 12, "No hop leads to 'source', the first capture: name the one after the hop."),
        (7, 9, "There is no attribute 'AccesionNumber' in PS3.6: did you mean AccessionNumber or LesionNumber?"),
        (9, 3, "capture stands in line 6 already: keep one."),
        (10, 3, f"There is no key 'reason': use {WORDS}."),
        (
            11,
            3,
            "An entry is a mapping with the keys capture, path, kind, rule, required and note, not a single value.",
        ),
        (12, 2, f"An entry is a mapping with the keys {WORDS}, not nothing."),
        (13, 3, "The entry has no capture and no path and no kind: add 'capture: …'."),
        (13, 9, "truncate needs a whole number after it, as in 'truncate 16'."),
    ]


@pytest.mark.parametrize(
    ("fields", "line", "said"),
    [
        ({"capture": ""}, 1, "capture is empty: write a value, or leave the key out."),
        ({"capture": "[router]"}, 1, "capture is one value, not a list."),
        ({"path": "{a: b}"}, 2, "path is one value, not a mapping."),
        ({"path": "PatientID."}, 2, "'' is no attribute: write a tag"),
        ({"path": "PatientID[x]"}, 2, "'PatientID[x]' is no attribute: write a tag"),
        ({"kind": "value"}, 3, "There is no kind of change 'value': did you mean value.*"),
        ({"kind": "wrong.*"}, 3, "There is no kind of change 'wrong.*'"),
        ({"rule": "prefix"}, 4, "prefix needs the characters after it, as in 'prefix GH-'."),
        ({"rule": "upper case"}, 4, "upper takes nothing after it."),
        ({"rule": "truncate -1"}, 4, "truncate takes a number from 0 to 100,000."),
        ({"rule": "zero-pad 0"}, 4, "zero-pad takes a number from 1 to 100,000."),
        ({"rule": "strip-zero"}, 4, "There is no rule 'strip-zero': did you mean strip-zeros?"),
        (
            {"rule": "frobnicate"},
            4,
            "There is no rule 'frobnicate': use prefix, suffix, remove-prefix, remove-suffix, constant, truncate,",
        ),
        ({"rule": "[prefix GH-, turncate 16]"}, 4, "There is no rule 'turncate': did you mean truncate?"),
        ({"rule": "[]"}, 4, "rule is one value, not a list."),
        ({"rule": "map"}, 4, "map needs the name of a CSV file after it, or the pairs: {map: {before: after}}."),
        (
            {"rule": "map ids.csv"},
            4,
            "There are no files beside this list: write the pairs into it, as {map: {before: after}}.",
        ),
        ({"rule": "{map: ids.csv}"}, 4, "As a mapping the rule is {map: {before: after}}."),
        ({"rule": "{mpa: {a: b}}"}, 4, "There is no key 'mpa': use map."),
        ({"rule": "{map: {a: [b]}}"}, 4, "A value map holds single values."),
        ({"rule": "{map: {}}"}, 4, "There is no pair in it: write"),
        ({"required": "1"}, 4, "required is true or false."),
        (
            {"capture": "'*'", "required": "true"},
            4,
            "What is required needs the one hop that must do it: name its capture.",
        ),
        ({"kind": "instance.added"}, 2, "An instance as a whole has no attribute: write path: '*'."),
        (
            {"path": "'*'", "kind": "instance.added", "rule": "upper"},
            4,
            "An instance as a whole has no value: leave the rule out.",
        ),
        (
            {"path": "'*'", "kind": "instance.*", "required": "true"},
            4,
            "Instances can be allowed to differ, not required to: leave this out.",
        ),
        ({"note": "x" * 201}, 4, "The note has 201 characters; at most 200 are kept: shorten it."),
    ],
)
def test_each_field_says_what_it_may_be(fields, line, said):
    (found,) = complaints(entry(**fields))
    assert found[0] == line
    assert found[2].startswith(said)


def test_captures_are_not_judged_before_they_are_known():
    assert texts(entry(capture="anything"), Chain()) == [(1, "anything: (0010,0020) Patient ID, value.prefixed")]


def test_a_tag_between_braces_stands_in_quotes():
    line, column, said = complaints("- {capture: pacs, path: (0010,0020), kind: uid.*}\n")[0]
    assert (line, column) == (1, 25)
    assert said == "'(0010' is half a tag: between braces a tag stands in quotes, as in '(0010,0020)'."
    assert texts("- {capture: pacs, path: '(0010,0020)', kind: uid.*}\n") == [
        (1, "pacs: (0010,0020) Patient ID, uid.*")
    ]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (b"", (1, 1), "The file is empty: it is a list of entries such as"),
        (b"# only a remark\n", (1, 1), "The file is empty: it is a list of entries such as"),
        (b"[]\n", (1, 1), "The list is empty: it is a list of entries such as"),
        (b"capture: router\n", (1, 1), "The file is a list with a dash before each entry"),
        (b"hello\n", (1, 1), "The file is a list with a dash before each entry"),
        (b"- capture: router\n- path: \xe4\n", (2, 9), "The byte E4 does not belong into UTF-8"),
        (b"- capture: router\n  path: \x01\n", (2, 9), "The character U+0001 may not stand in YAML."),
        (b"- capture: router\n\tpath: x\n", (2, 1), "This is not YAML (found character '\\t'"),
        (b"- capture: a: b\n", (1, 13), "This is not YAML (mapping values are not allowed here)"),
        (b"- {capture: a\n", (2, 1), "This is not YAML (expected ',' or '}'"),
        (b"- 'a\n", (2, 1), "This is not YAML (found unexpected end of stream): close the quotes."),
        (b"- a\n---\n- b\n", (2, 1), "A second document begins here"),
        (b"- &a {x: 1}\n", (1, 3), "Anchors are not used here"),
        (b"- !!python/object/apply:os.system [ls]\n", (1, 3), "Tags of YAML are not obeyed"),
        (b"- " + b"[" * (DEEPEST + 5) + b"]" * (DEEPEST + 5), (1, DEEPEST + 2), "Lists and mappings stand inside"),
        (b"%YAML " + b"9" * 5_000 + b"\n---\n- a\n", (1, 1), "This is not YAML: take the line with '%' away."),
        (b" " * (LARGEST_LIST + 1), (1, 1), "The file is larger than 262,144 bytes: shorten it."),
    ],
)
def test_a_file_that_is_no_list_says_where_and_what_to_do(text, place, said):
    (found,) = complaints(text)
    assert found[:2] == place
    assert found[2].startswith(said)


def test_aliases_are_refused_each_and_nothing_is_expanded():
    bomb = "- &a [x, x]\n" + "".join(
        f"- &{name} [*{last}, *{last}]\n" for last, name in zip("abcd", "bcde", strict=True)
    )
    found = complaints(bomb)
    assert [line for line, _, said in found if said.startswith("Aliases")] == [2, 2, 3, 3, 4, 4, 5, 5]


def test_a_bare_star_is_told_at_each_line_where_one_stands():
    said = "A star stands for everything only in quotes: write '*'."
    assert complaints("- capture: pacs\n  path: *\n  kind: *  # any\n") == [(2, 9, said), (3, 9, said)]


def test_a_list_is_limited():
    found = complaints("- 0\n" * (MOST_ENTRIES + 1))
    assert found == [(MOST_ENTRIES + 1, 3, "The list has 2,001 entries; at most 2,000 are read: join some with '*'.")]


def test_where_nearly_all_is_wrong_the_rest_is_not_read():
    found = complaints("- {capture: bx, path: PatientIDx, kind: value.x}\n" * 500)
    assert len(found) == MOST_COMPLAINTS + 3
    assert found[-1] == (35, 3, "From here on the list was not read: correct what is above first.")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("- *\n" * 50_000, MOST_COMPLAINTS),
        ("- !a b\n" * 30_000, MOST_COMPLAINTS),
        ("---\n" * 50_000, MOST_COMPLAINTS),
        ("- {" + "note: b, " * 20_000 + "}", MOST_TOLD),
    ],
    ids=["stars", "tags", "documents", "keys"],
)
def test_no_list_makes_complaints_without_end(text, count):
    assert len(complaints(text)) == count


def test_a_complaint_cites_a_long_value_shortened():
    ((_, _, said),) = complaints(entry(path="P" * 100_000))
    assert said.startswith("There is no attribute 'PPP")
    assert (len(said), said[-1]) == (LONGEST_COMPLAINT, "…")


def test_the_complaints_make_one_message():
    with pytest.raises(Refused) as refused:
        load_expectations(b"- 1\n- 2\n", CHAIN)
    assert str(refused.value).startswith("line 1: An entry is a mapping")
    assert "; line 2: An entry is a mapping" in str(refused.value)


def chain_with(**files: bytes) -> Chain:
    def read(name: str) -> bytes:
        if name not in files:
            raise FileNotFoundError(2, "No such file or directory", name)
        return files[name]

    return CHAIN._replace(tables=read)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ids: there is no pair in it: write a value, a comma and what it becomes on each line."),
        (b"a,b,c\n", "ids: line 1 has 3 columns instead of two, before and after."),
        (b"before,after\na,b\na,c\n", "ids: line 3 gives a value a second successor: keep one of the two."),
        (b"a,b\n\xff,c\n", "ids: line 2 is not UTF-8: save it in that encoding."),
        (b'"a,b\n', "ids: it is no CSV file (unexpected end of data)."),
    ],
)
def test_a_bad_value_map_is_told_at_the_rule_that_names_it(data, said):
    assert complaints(entry(rule="map ids"), chain_with(ids=data)) == [(4, 9, said)]


def test_a_value_map_is_never_looked_for_under_a_name_that_no_file_has():
    said = "The name of a value map holds no control characters."
    assert complaints(entry(rule='"map a\\0b"'), chain_with()) == [(4, 9, said)]


def test_a_value_map_that_is_not_there_is_told():
    said = "ids.csv cannot be read (No such file or directory): put it beside this list."
    assert complaints(entry(rule="map ids.csv"), chain_with()) == [(4, 9, said)]


@pytest.mark.parametrize("data", [b"before,after\nA1,B1\n", b"A1;B1\r\n", b"A1\tB1", b'\xef\xbb\xbf"A1",B1\n\n'])
def test_a_value_map_may_have_a_head_and_other_separators(data):
    (one,) = load_expectations(entry(rule="map ids").encode(), chain_with(ids=data))
    assert one.rule.holds("A1", "B1") is True
    assert one.rule.text == "map ids"


def test_pairs_keep_their_zeros_and_may_stand_in_the_list():
    (one,) = load_expectations(entry(rule="{map: {007: 'GH-007', true: yes}}").encode(), CHAIN)
    assert [one.rule.holds("007", "GH-007"), one.rule.holds("7", "GH-007"), one.rule.holds("true", "yes")] == [
        True,
        False,
        True,
    ]
    assert one.rule.text == "map of 2 values"


WORDS_OF_YAML = (
    "- : capture path kind rule map * ' { } [ ] , | > &a *a !!x --- ... # % @ ? PatientID (0010,0020) [*]. uid.*"
)
FRAGMENTS = st.sampled_from([*WORDS_OF_YAML.split(), " ", "  ", ": ", "- ", "\n", "\t", '"', "é", "\0"])
BREAKS = "\n\r\x85\u2028\u2029"
"""What ends a line in YAML."""


def refusal_of(text: str) -> Refused | None:
    try:
        load_expectations(text.encode("utf-8", "surrogatepass"), CHAIN)
    except Refused as refused:
        return refused
    return None


@given(st.lists(FRAGMENTS, max_size=40).map("".join) | st.text(max_size=80))
def test_whatever_is_written_is_read_or_refused_with_places(text):
    refused = refusal_of(text)
    if refused is not None:
        assert refused.complaints
        lines = sum(map(text.count, BREAKS)) + 1
        assert all(1 <= one.line <= lines and one.column >= 1 and one.text for one in refused.complaints)
