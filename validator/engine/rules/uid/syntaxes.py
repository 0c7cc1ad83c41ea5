"""UID017 to UID020: the Transfer Syntax."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.subject import DataSet, Hit
from validator.engine.rules.tags import TRANSFER_SYNTAX_UID
from validator.engine.rules.uid.roots import is_standard
from validator.engine.standard.uids import uid


@rule(
    "UID017",
    "Unknown Transfer Syntax",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} lies under the standard's root, but this edition knows no such Transfer Syntax: it is "
    "misspelt or newer.",
    reference="PS3.5 10, PS3.6 A",
)
def unknown_syntax(data_set: DataSet) -> Iterator[Hit]:
    """The Transfer Syntax UID begins like one of the standard's and is not in its list.

    Why it matters
    The receiver cannot know how to read the data set, and rejects it.

    Example
    "1.2.840.10008.1.2.44": a dot is missing.

    How to fix
    Compare the UID with PS3.6 annex A. Where the syntax is new, the receiver must learn it first.
    """
    value = data_set.text(TRANSFER_SYNTAX_UID) or ""
    if is_standard(value) and uid(value) is None:
        yield data_set.at(TRANSFER_SYNTAX_UID)


@rule(
    "UID018",
    "Not a Transfer Syntax",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is {name}, which is not a Transfer Syntax.",
    reference="PS3.5 10, PS3.6 A",
)
def not_a_syntax(data_set: DataSet) -> Iterator[Hit]:
    """The UID is known to the standard as something else than a Transfer Syntax.

    Why it matters
    The file does not say how it is encoded. Readers reject it or guess.

    Example
    The SOP Class UID, written into the wrong element.

    How to fix
    Write the UID of the encoding that the data set really has.
    """
    entry = uid(data_set.text(TRANSFER_SYNTAX_UID) or "")
    if entry and entry.type != "Transfer Syntax":
        yield data_set.at(TRANSFER_SYNTAX_UID, name=entry.name)


@rule(
    "UID019",
    "Retired Transfer Syntax",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is retired ({name}): have the instance converted before it goes to a system that lacks it.",
    reference="PS3.5 10, PS3.6 A",
)
def retired_syntax(data_set: DataSet) -> Iterator[Hit]:
    """The Transfer Syntax was removed from the standard.

    Why it matters
    Newer systems need not read it. Explicit VR Big Endian is refused by many, some old JPEG processes by all.

    Example
    1.2.840.10008.1.2.2, Explicit VR Big Endian.

    How to fix
    Convert to Explicit VR Little Endian, which changes no value, while a system that reads the old one is still there.
    """
    entry = uid(data_set.text(TRANSFER_SYNTAX_UID) or "")
    if entry and entry.retired and entry.type == "Transfer Syntax":
        yield data_set.at(TRANSFER_SYNTAX_UID, name=entry.name.removesuffix(" (Retired)"))


@rule(
    "UID020",
    "Private Transfer Syntax",
    severity=Severity.WARNING,
    scope=Scope.DATA_SET,
    message="{attribute} is a vendor's own: only that vendor's systems can read the data set for certain.",
    reference="PS3.5 10, PS3.5 9",
)
def private_syntax(data_set: DataSet) -> Iterator[Hit]:
    """The Transfer Syntax UID is not one of the standard's.

    Why it matters
    Nobody else can decode the pixels. After the vendor's system is switched off, they are lost.

    Example
    1.2.840.113619.5.2, an implicit encoding with big-endian pixels.

    How to fix
    Export from the vendor's system in one of the standard's Transfer Syntaxes.
    """
    value = data_set.text(TRANSFER_SYNTAX_UID) or ""
    if "." in value and not is_standard(value):
        yield data_set.at(TRANSFER_SYNTAX_UID)
