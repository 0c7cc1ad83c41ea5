"""What the UIDs of a data set identify (PS3.3 A.1.2, PS3.5 chapter 9)."""

from validator.engine.model import Element, Entity

STANDARD_ROOT = "1.2.840.10008."
"""UIDs under this root name classes and syntaxes of the standard, never instances (PS3.5 9.1)."""


IDENTITIES = {
    0x0020000D: Entity.STUDY,
    0x0020000E: Entity.SERIES,
    0x00080018: Entity.INSTANCE,
    0x00200052: Entity.FRAME_OF_REFERENCE,
}
"""At the top level of a data set these say what the instance is; inside an item they cite another one."""

CLASS_TAGS = frozenset({
    0x00080016,  # SOP Class UID
    0x0008001A,  # Related General SOP Class UID
    0x0008001B,  # Original Specialized SOP Class UID
    0x00081150,  # Referenced SOP Class UID
    0x00041510,  # Referenced SOP Class UID in File
})  # fmt: skip
"""They name a SOP Class (PS3.4 B.5)."""

REFERENCE_TAGS = frozenset({
    0x00041511,  # Referenced SOP Instance UID in File
    0x00080058,  # Failed SOP Instance UID List
    0x00081155,  # Referenced SOP Instance UID
    0x00200242,  # SOP Instance UID of Concatenation Source
    0x30060024,  # Referenced Frame of Reference UID
    0x300600C2,  # Related Frame of Reference UID
    0x00640003,  # Source Frame of Reference UID
    *IDENTITIES,
})  # fmt: skip
"""They cite another entity: always, or (the identities) wherever they stand inside an item."""


def is_standard_uid(uid: str) -> bool:
    """Whether the standard itself gave out this UID."""
    return uid.startswith(STANDARD_ROOT)


def uids_of(element: Element | None) -> tuple[str, ...]:
    """The UIDs in an element, without padding and without empty ones."""
    if element is None or not element.value:
        return ()
    text = element.value.decode("latin-1")
    if "\\" not in text:  # nearly always
        uid = text.strip(" \0")
        return (uid,) if uid else ()
    return tuple(uid for value in text.split("\\") if (uid := value.strip(" \0")))
