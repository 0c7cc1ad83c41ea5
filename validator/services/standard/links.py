"""From a place in an instance to the pages of the standard: the attribute's, and where its IOD defines it."""

import re
from typing import NamedTuple

from validator.engine.standard import dictionary, registry
from validator.engine.standard.dictionary import tag_of
from validator.engine.standard.iods import Iod, iod_of
from validator.engine.standard.occurrences import definition
from validator.services.report.sections import last_tag
from validator.services.standard.lines import part

_TAG = re.compile(r"\([0-9A-Fa-f]{4},[0-9A-Fa-f]{4}\)")


class Definition(NamedTuple):
    """Where an IOD tells of an attribute."""

    iod: str
    iod_name: str
    module: str
    """Its key; empty where the IOD does not list the attribute."""
    module_name: str
    way: str
    """The keywords of the sequences around the attribute, joined by dots; empty at the top level."""
    place: str
    """The keywords that lead to the attribute itself, joined by dots."""
    type: str

    @property
    def attribute(self) -> str:
        """Its name; empty where the IOD alone is meant."""
        tag = tag_of(self.place.rpartition(".")[2])
        return dictionary.name(tag) if tag is not None else ""


def attribute_key(path: str) -> str:
    """What stands for the attribute at the end of a path in addresses; empty where it has no page."""
    found = registry.attribute(f"{tag:08X}") if path and (tag := last_tag(path)) else None
    return found.key if found else ""


def definition_of(sop_class: str, path: str) -> Definition | None:
    """Where the IOD of this SOP Class defines the attribute at the end of a path: ``(0008,1115)[0].(0020,000E)``.

    The IOD alone where it does not list the attribute; ``None`` where the standard has no IOD of this class.
    """
    iod = iod_of(sop_class)
    return _definition(iod, path) if iod else None


def _definition(iod: Iod, path: str) -> Definition:
    tags = [tag for text in _TAG.findall(path) if (tag := tag_of(text)) is not None]
    found = definition(iod, tags) if tags else None
    if found is None:
        return Definition(iod.key, iod.name, "", "", "", "", "")
    way = [part(tag) for tag in found.path]
    return Definition(
        iod=iod.key,
        iod_name=iod.name,
        module=found.module.key,
        module_name=found.module.name,
        way=".".join(way),
        place=".".join((*way, part(tags[-1]))),
        type=found.row.type,
    )
