"""CON: what the owner of the chain wrote down about it, and does not find."""

from collections.abc import Iterable, Iterator

from validator.engine.catalogue import RULES, Scope, rule
from validator.engine.model import CollectionFinding, ExpectationResult, Severity

UNMET = "CON001"


@rule(
    UNMET,
    "Required change did not happen",
    severity=Severity.ERROR,
    scope=Scope.CHAIN,
    message="{count} of the instances that reached {capture} came without the change that entry {number} of the "
    "expectations (line {line}) requires there: {kind}.",
    reference="none: this is the owner's own demand",
)
def required_change_missing(results: Iterable[ExpectationResult]) -> Iterator[dict[str, object]]:
    """An entry of the list of expectations is marked ``required``, and instances passed its hop without that change.
    Only the change that the entry allows counts: with a rule, one that makes the very value.

    Why it matters
    Whoever wrote the list relies on it: a prefix that keeps two hospitals apart, an issuer, a new UID. Instances
    without it look right on their own and are filed in the wrong place.

    Example
    The router prefixes Patient ID with GH- for all but the third modality, whose AE Title is missing in its filter.

    How to fix
    Look at what the instances named have in common, and at the filter of the system that should have changed them. If
    they are right as they are, take ``required`` out of the entry.
    """
    for result in results:
        if result.unmet:
            yield {
                "count": f"{result.unmet:,}",
                "capture": result.capture,
                "number": result.number,
                "line": result.line,
                "kind": result.kind,
            }


def unmet_finding(result: ExpectationResult, files: Iterable[str]) -> CollectionFinding | None:
    """The finding on an entry that was not met everywhere; ``files`` are those of the lineages concerned."""
    made = RULES[UNMET]
    for words in made.check([result]):
        path = "" if result.path == "*" else result.path
        return CollectionFinding(made.code, made.severity, path, made.message.format_map(words), tuple(files))
    return None
