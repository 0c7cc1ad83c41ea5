"""Which rules speak of an attribute: those that are known to look after it, then those that name it."""

import re

from validator.engine.catalogue import RULES, Rule
from validator.engine.rules.operational import OPERATIONAL


def rules_about(tag: int, name: str) -> list[Rule]:
    """The rules that look after the attribute or name it in their name, message or explanation."""
    known = OPERATIONAL.get(tag)
    codes = dict.fromkeys(code for code in (known.rules if known else ()) if code in RULES)
    if name:
        phrase = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        naming = (code for code, rule in RULES.items() if any(map(phrase.search, _texts(rule))))
        codes |= dict.fromkeys(sorted(naming))
    return [RULES[code] for code in codes]


def _texts(rule: Rule) -> tuple[str, ...]:
    return rule.name, rule.message, rule.page.what
