"""Under which heading an attribute stands in a report, and what it is called there."""

from validator.engine.standard.dictionary import name, tag_of, vr_of

SECTIONS = {
    "identifiers": "Unique identifiers",
    "patient": "Patient and order",
    "encoding-labels": "Character set and transfer syntax",
    "study": "Study, series and equipment",
    "image": "Image and pixel data",
    "other": "Further attributes",
    "private": "Private attributes",
    "encoding": "Encoding: the meaning is the same",
}
"""The headings in the order of the report, by key."""
FOLDED = frozenset({"private", "encoding", "other"})
"""Sections that are folded when they grow long."""
IMAGE_GROUPS = frozenset({0x0018, 0x0028, 0x5400, 0x7FE0})
ORDER_TAGS = frozenset({0x00080050, 0x00080051, 0x00080090, 0x00100010, 0x00200010, 0x00321032, 0x00321060, 0x00380010})
ORDER_GROUPS = frozenset({0x0010, 0x0032, 0x0038, 0x0040})
CONTENT = range(0x0040A000, 0x00410000)
"""What documents and codes say (PS3.6, group 0040 from A000): it has nothing to do with the order."""
STUDY_GROUPS = frozenset({0x0008, 0x0018, 0x0020, 0x0054})
IMAGE_TAGS = frozenset({0x00080008, 0x00180050, 0x00180088, 0x00200032, 0x00200037, 0x00201041, 0x00181164, 0x00189073})
LABEL_TAGS = frozenset({0x00080005, 0x00020010})


def section_of(path: str) -> str:
    """The key of the heading for a path; it is judged by the attribute at its end."""
    if not path:
        return "encoding-labels"
    tag = last_tag(path)
    if tag >> 16 & 1 or any(step[:5].rstrip(",").strip("(")[-1:] in "13579BDF" for step in path.split(".") if step):
        return "private"
    if tag in LABEL_TAGS or tag >> 16 == 0x0002:
        return "encoding-labels"
    if vr_of(tag) == "UI":
        return "identifiers"
    if tag in ORDER_TAGS or (tag >> 16 in ORDER_GROUPS and tag not in CONTENT):
        return "patient"
    if tag in IMAGE_TAGS or tag >> 16 in IMAGE_GROUPS - {0x0018} or 0x6000 <= tag >> 16 <= 0x60FF:
        return "image"
    return "study" if tag >> 16 in STUDY_GROUPS else "other"


def path_name(path: str) -> str:
    """The name of the attribute at the end of a path; of the empty path, the data set."""
    return name(last_tag(path)) if path else "The whole data set"


def last_tag(path: str) -> int:
    """The tag at the end of a path such as ``(0008,1115)[*].(0020,000E)``; 0 where there is none."""
    return tag_of(path.rpartition(".")[2].partition("[")[0]) or 0
