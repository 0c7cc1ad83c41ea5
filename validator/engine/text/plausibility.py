"""How much a decoded text looks like something that people write: to rank readings, never to decide one alone."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

WORD = re.compile(r"[^\W\d_]+")
RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
GREEK = "αοιετσνηυρπκμλωδγχθφβξζψ"
"""Letters by how often they are used, the most frequent first: sets of one script differ only in their order."""
FINAL_FORMS = "ךםןףץ"
"""Hebrew letters that stand at the end of a word only."""
COMMON_ROWS = {
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "gbk": ("gb2312", 0xB0, 0xD7),
    "cp932": ("euc_jp", 0xA4, 0xCF),
    "euc_jp": ("euc_jp", 0xA4, 0xCF),
    "cp949": ("euc_kr", 0xB0, 0xC8),
    "cp950": ("big5", 0xA4, 0xC6),
}
"""By encoding: where its national standard keeps the characters in daily use, as a codec and first bytes."""
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "THAI", "HANGUL", "CJK", "HIRAGANA", "KATAKANA")
TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL"})
"""Scripts that stand in one word."""
MIXED = r"[A-Za-z][\u3041-\uffdc]|[\u3041-\uffdc][A-Za-z]"
"""A Latin letter next to an East Asian one; compiled when a text is first looked at, which takes some milliseconds."""
TWINS = frozenset("ABCEHIKMNOPTXYZaceiopuvxy")
"""Latin letters that look like Cyrillic or Greek ones."""
FOREIGN_LETTERS = 4
"""So many letters in a row, none of them ASCII, and all Latin: no language writes that."""
GOOD, DOUBTFUL, BAD = 1.0, 0.3, -1.0


def plausibility_in(text: str, codec: str) -> float:
    """As ``plausibility``, for a text read in one encoding: of an East Asian one, how many characters are common."""
    if codec not in COMMON_ROWS:
        return plausibility(text)
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return GOOD
    common = sum(_commonness(character, *COMMON_ROWS[codec]) for character in foreign) / len(foreign)
    return common - 1 if re.search(MIXED, text) else common


def _commonness(character: str, codec: str, first: int, last: int) -> float:
    try:
        raw = character.encode(codec)
    except UnicodeEncodeError:
        return BAD
    return GOOD if len(raw) == 2 and first <= raw[0] <= last else 0.0


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    name = unicodedata.name(character, "")
    if "KATAKANA" in name:
        return "KATAKANA"
    return next((script for script in SCRIPTS if name.startswith(script)), "")


def plausibility(text: str) -> float:
    """Of the characters outside ASCII, from 1 (all as one would write them) down to -1; 1 where there are none."""
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return GOOD
    marks = {index: score for word in WORD.finditer(text) for index, score in _judge_word(word)}
    scores = [
        marks.get(index, DOUBTFUL if _is_usual_sign(character) else BAD)
        for index, character in enumerate(text)
        if character > "\x7f"
    ]
    return sum(scores) / len(scores)


def _is_usual_sign(character: str) -> bool:
    """Signs and marks which texts do hold: degree, micro, quotation marks, combining marks, CJK punctuation."""
    return character in "°µ±²³§·ºª«»–—’‘“”„…ー・、。「」×" or unicodedata.category(character) in {"Mn", "Mc"}


def _judge_word(word: re.Match[str]) -> list[tuple[int, float]]:
    letters = word[0]
    scripts = {_script(letter) for letter in letters}
    if scripts in ({"LATIN", "CYRILLIC"}, {"LATIN", "GREEK"}) and all(
        letter in TWINS for letter in letters if _script(letter) == "LATIN"
    ):
        # Typists of Cyrillic and Greek take letters that look alike from the Latin alphabet.
        return [(word.start() + index, DOUBTFUL) for index, letter in enumerate(letters) if letter > "\x7f"]
    score = GOOD
    if "" in scripts or (len(scripts) > 1 and not scripts <= TOGETHER):
        score = BAD
    elif scripts == {"LATIN"}:
        score = _judge_latin(letters)
    elif scripts == {"CYRILLIC"}:
        score = _judge_order(letters, RUSSIAN)
    elif scripts == {"GREEK"}:
        score = _judge_order(unicodedata.normalize("NFD", letters).replace("ς", "σ"), GREEK)
    elif scripts == {"HEBREW"} and any(letter in FINAL_FORMS for letter in letters[:-1]):
        score = BAD
    if _odd_case(letters):
        score = min(score, -0.5)
    return [(word.start() + index, score) for index, letter in enumerate(letters) if letter > "\x7f"]


def _judge_latin(letters: str) -> float:
    foreign = sum(letter > "\x7f" for letter in letters)
    if foreign >= FOREIGN_LETTERS and foreign == len(letters):
        return BAD
    return GOOD if foreign * 2 <= len(letters) + 1 else DOUBTFUL


def _judge_order(letters: str, order: str) -> float:
    """Better the more frequent the letters are in their language."""
    ranks = [order.find(letter) for letter in letters.lower()]
    known = [rank for rank in ranks if rank >= 0]
    if len(known) * 2 < len(ranks):
        return DOUBTFUL
    return GOOD - (sum(known) + len(order) * (len(ranks) - len(known))) / len(ranks) / len(order)


def _odd_case(letters: str) -> bool:
    """Whether an upper case letter outside ASCII follows a lower case one (``jÓZEF``; ``McKay`` is a name)."""
    return any(a.islower() and b.isupper() and b > "\x7f" for a, b in pairwise(letters))
