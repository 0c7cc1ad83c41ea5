"""``rules``: the catalogue as a list."""

import argparse
import json
from collections.abc import Iterator

# Rules and kinds are in the catalogue once the rooms that hold them are imported.
import validator.engine.compare
import validator.engine.contract
import validator.engine.rules  # noqa: F401  the rules register themselves
from validator.commandline.output import write
from validator.engine.catalogue import FAMILIES, KINDS, RULES


def run(options: argparse.Namespace) -> bool:
    """List the rules by family and the kinds of change."""
    write(_json_lists() if options.format == "json" else _text_lists())
    return False


def _text_lists() -> Iterator[str]:
    for family, about in FAMILIES.items():
        rules = [rule for code, rule in sorted(RULES.items()) if rule.family == family]
        if rules:
            yield f"{family}  {about}\n"
            yield from (f"  {rule.code}  {rule.severity:7}  {rule.name}\n" for rule in rules)
            yield "\n"
    yield "Kinds of change\n"
    for name, kind in sorted(KINDS.items()):
        yield f"  {name:30}  {kind.level:8}  {kind.title}\n"


def _json_lists() -> Iterator[str]:
    rules = [
        {"code": rule.code, "severity": rule.severity, "scope": rule.scope, "name": rule.name}
        | {"reference": rule.reference, "page": rule.page._asdict()}
        for _code, rule in sorted(RULES.items())
    ]
    kinds = [
        {"kind": kind.name, "level": kind.level, "title": kind.title, "page": kind.page._asdict()}
        for _name, kind in sorted(KINDS.items())
    ]
    yield json.dumps({"rules": rules, "kinds": kinds}, indent=1) + "\n"
