"""What of an IOD cannot be judged from an instance alone: said on request, and never an error."""

from validator.engine.model import Header, Undecided
from validator.engine.rules.conformance.deviation import Difference
from validator.engine.rules.iod.hits import condition_of
from validator.engine.rules.subject import DataSet
from validator.engine.standard import dictionary


def undecided(header: Header) -> tuple[Undecided, ...]:
    """The attributes of Type 1C and 2C that are absent and whose condition asks for what only people know."""
    data_set = DataSet(header)
    return tuple(
        Undecided(
            deviation.path,
            dictionary.name(dictionary.tag_at(deviation.path)),
            deviation.module.name if deviation.module else "",
            condition_of(data_set, deviation),
        )
        for deviation in data_set.deviations.get(Difference.UNDECIDED, ())
    )
