"""UID013 to UID016: the SOP Class."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import SOP_CLASS_UID
from validator.engine.rules.uid.roots import is_standard
from validator.engine.standard.uids import uid


@rule(
    "UID013",
    "Unknown SOP Class",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} lies under the standard's root, but this edition knows no such class: it is misspelt or "
    "newer.",
    reference="PS3.6 A, PS3.4 B.5",
)
def unknown_class(data_set: DataSet) -> Iterator[Hit]:
    """The SOP Class UID begins like one of the standard's and is not in its list.

    Why it matters
    The receiver has no presentation context for it and refuses the instance.

    Example
    "1.2.840.10008.5.1.4.1.1.2222": a digit too many.

    How to fix
    Compare the UID with PS3.4 B.5. Where the class is new, the receiver must learn it first.
    """
    value = data_set.text(SOP_CLASS_UID) or ""
    if is_standard(value) and uid(value) is None:
        yield data_set.at(SOP_CLASS_UID)


@rule(
    "UID014",
    "Not a SOP Class for storage",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {name}, which is not a SOP Class that can be stored.",
    reference="PS3.4 B.5",
)
def not_a_storage_class(data_set: DataSet) -> Iterator[Hit]:
    """The UID is known to the standard as something else than a class of stored objects.

    Why it matters
    No archive negotiates it for storage: the instance cannot be sent.

    Example
    The UID of Verification, of a query model or of a Transfer Syntax as SOP Class UID.

    How to fix
    Find out what the object is, and write the SOP Class UID of PS3.4 B.5 that fits its attributes.
    """
    value = data_set.text(SOP_CLASS_UID) or ""
    entry = uid(value)
    if entry and entry.name and (entry.type != "SOP Class" or "Storage" not in entry.name):
        yield data_set.at(SOP_CLASS_UID, name=entry.name)


@rule(
    "UID015",
    "Retired SOP Class",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is retired{name}: newer systems may not accept it.",
    reference="PS3.6 A, PS3.4 B.6",
)
def retired_class(data_set: DataSet) -> Iterator[Hit]:
    """The class was removed from the standard; objects of it may still be kept and sent.

    Why it matters
    Newer archives and viewers need not know it. In a migration these instances are the ones that are refused.

    Example
    Ultrasound Image Storage of 1993, 1.2.840.10008.5.1.4.1.1.6.

    How to fix
    Ask the receiving side whether it takes the class, before the migration. Do not only change the UID.
    """
    entry = uid(data_set.text(SOP_CLASS_UID) or "")
    if entry and entry.retired and entry.type == "SOP Class":
        yield data_set.at(SOP_CLASS_UID, name=f" ({entry.name.removesuffix(' (Retired)')})" if entry.name else "")


@rule(
    "UID016",
    "Private SOP Class",
    severity=Severity.INFO,
    scope=Scope.DATA_SET,
    message="{attribute} is a vendor's own class: most other systems refuse it.",
    reference="PS3.2 7.3, PS3.5 9",
)
def private_class(data_set: DataSet) -> Iterator[Hit]:
    """The SOP Class UID is not one of the standard's.

    Why it matters
    Archives of other makers do not negotiate it, or store it and cannot show it.

    Example
    Raw data of a scanner under the maker's own root.

    How to fix
    Ask the receiving side whether it takes the class. Otherwise leave these instances out of the transfer on purpose,
    and say so in the report of the migration.
    """
    value = data_set.text(SOP_CLASS_UID) or ""
    if "." in value and not is_standard(value):
        yield data_set.at(SOP_CLASS_UID)
