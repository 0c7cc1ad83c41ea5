"""The sentences of PS3.3 that condition an attribute or a module, as the source tables hold them.

The sentences themselves stay in the source packages. What the repository keeps is, for each of them, a digest and the
condition in our own form (``conditions/*.txt``).
"""

import hashlib
import html
import re
from functools import cache

CONDITIONAL = re.compile(
    r"required (?:if|when|unless|only|for|in|and)"
    r"|shall (?:only )?(?:not )?be (?:present|absent|empty|zero|included|set|sent|supplied)"
    r"|may (?:only |also |alternatively |optionally )?be (?:present|included|absent|empty|provided|supplied|specified)"
    r"|may not be present|present only if|only be present|not be present|required,? if|is required",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z])")
CUT = re.compile(r"\b(?:Enumerated Values|Defined Terms|Note)\b")
MARKUP = re.compile(r"<[^>]*>")
DIGEST_SIZE = 8


@cache
def plain(markup: str) -> str:
    """A cell of a table as one line of text."""
    text = html.unescape(MARKUP.sub(" ", markup)).replace("\u200b", "")
    return " ".join(text.split())


@cache
def condition_text(markup: str) -> str:
    """The sentences of an attribute's description that say when it is there; the whole text where none can be told."""
    text = plain(markup)
    sentences = [sentence for part in CUT.split(text) for sentence in SENTENCE.split(part.strip(" :"))]
    chosen = [sentence.strip() for sentence in sentences if CONDITIONAL.search(sentence)]
    return " ".join(chosen) or text


@cache
def digest(text: str) -> str:
    """What stands for a text in the overlays."""
    return hashlib.sha256(re.sub(r"\W+", " ", text).strip().lower().encode()).hexdigest()[:DIGEST_SIZE]
