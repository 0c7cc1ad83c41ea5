"""Tags of keywords; of a repeating group (60xx), the tag of its first group."""

from functools import cache

from pydicom._dicom_dict import RepeatersDictionary
from pydicom.datadict import tag_for_keyword


def tag_of(keyword: str) -> int:
    """The tag of a keyword of PS3.6; raises ``LookupError``."""
    tag = tag_for_keyword(keyword) or _repeating().get(keyword)
    if tag is None:
        raise LookupError(f"{keyword} is no keyword of pydicom's dictionary")
    return int(tag)


@cache
def _repeating() -> dict[str, int]:
    return {row[4]: int(mask.replace("x", "0"), 16) for mask, row in RepeatersDictionary.items()}
