"""IOD030 and IOD031: Enumerated Values and Defined Terms."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.conformance.deviation import Deviation, Difference
from validator.engine.rules.iod.hits import hit
from validator.engine.rules.subject import DataSet, Hit

LISTED = 12
"""How many terms a message names."""


@rule(
    "IOD030",
    "Value is none of the Enumerated Values",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is none of the values that the {module} module allows{position}: {terms}.",
    reference="PS3.3 5.4",
)
def not_enumerated(data_set: DataSet) -> Iterator[Hit]:
    """The standard lists every value that this attribute may have here, and this is none of them.

    Why it matters
    Programs that branch on the value fall through to a default: a picture inverted, a laterality lost, a refusal.

    Example
    Patient's Sex of MALE, or Image Type of ORIG\\PRIMARY.

    How to fix
    Write the term that the standard has for it. Terms are in capitals and are compared letter by letter.
    """
    return _hits(data_set, Difference.NOT_ENUMERATED)


@rule(
    "IOD031",
    "Value is none of the Defined Terms",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is none of the terms that the {module} module defines{position}: {terms}.",
    reference="PS3.3 5.4",
)
def not_defined(data_set: DataSet) -> Iterator[Hit]:
    """The standard defines terms for this attribute and allows others that mean something else. This is another one.

    Why it matters
    Nobody but its maker knows what it means; hanging protocols and filters do not match it.

    Example
    A Modality of XRAY, where DX or CR is meant.

    How to fix
    Where one of the Defined Terms means the same, write that one. A term of the maker's own for something that the
    standard has no term for is allowed.
    """
    return _hits(data_set, Difference.NOT_DEFINED)


def _hits(data_set: DataSet, difference: Difference) -> Iterator[Hit]:
    for deviation in data_set.deviations.get(difference, ()):
        yield hit(data_set, deviation, terms=_terms(deviation), position=_position(deviation))


def _terms(deviation: Deviation) -> str:
    terms = deviation.values.terms if deviation.values else ()
    more = f" and {len(terms) - LISTED} more" if len(terms) > LISTED else ""
    return ", ".join(terms[:LISTED]) + more


def _position(deviation: Deviation) -> str:
    return f" as value {deviation.position}" if deviation.position else ""
