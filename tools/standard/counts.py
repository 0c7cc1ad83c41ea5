"""How many items a sequence holds, by the wording of its description (PS3.3 5.5).

"Shall be included" binds; "are permitted", said of Type 3, lets the sequence be empty. Where several numbers are given,
each for a case, the widest of them together is what can be said without looking.
"""

import re
from functools import cache

COUNT = re.compile(
    r"""\b(?P<count>(?:only\ |exactly\ )?(?:a\ single|one)\ or\ more|zero\ or\ more|two\ or\ more|zero\ or\ one
                   |(?:only\ )?one\ or\ two|one,\ two,?\ or\ three|no\ more\ than\ one|only\ a\ single|a\ single
                   |(?:only\ |exactly\ )?one|(?:exactly\ )?two)
        \ Items?(?:\ single\ Item)?
        \ (?P<verb>shall\ (?:be\ ?)?(?:included|present|permitted)|(?:is|are)\ (?:permit?tt?ed|permiited|allowed)
                  |may\ be\ (?:included|present))""",
    re.VERBOSE | re.IGNORECASE,
)
EACH = re.compile(r"(?:in )?(?:this Sequence )?for each", re.IGNORECASE)
CASE = re.compile(r"(?:(?:in|for) (?:this|the) Sequence,? )?(?:if|when|unless)\b", re.IGNORECASE)
MINIMUM = {"zero": 0, "no": 0, "two": 2}
MAXIMUM = {"more": None, "single": 1, "one": 1, "two": 2, "three": 3}


@cache
def item_counts(text: str) -> tuple[int, int | None] | None:
    """The least and the greatest number of items: no greatest where there is no limit, nothing where none is told."""
    matches = [match for match in COUNT.finditer(text) if not EACH.match(text, match.end() + 1)]
    if not matches or (len(matches) == 1 and CASE.match(text, matches[0].end() + 1)):
        return None
    counts = [_count(match["count"].lower(), match["verb"].lower()) for match in matches]
    greatest = [count[1] for count in counts]
    return min(count[0] for count in counts), None if None in greatest else max(each or 0 for each in greatest)


def _count(words: str, verb: str) -> tuple[int, int | None]:
    optional = "shall" not in verb or "permitted" in verb
    significant = [word.strip(",") for word in words.split() if word not in ("only", "exactly", "a")]
    least = 0 if optional else MINIMUM.get(significant[0], 1)
    return least, None if words.endswith("more") else MAXIMUM[significant[-1]]
