"""The kinds of change of plain values: what was done to identifiers, names, descriptions, dates and numbers."""

from validator.engine.catalogue import kind
from validator.engine.model import Level

MULTIPLICITY = kind(
    "value.multiplicity",
    Level.MEANING,
    title="Number of values",
    phrase="values dropped or added",
    page="""Some of several values were dropped, or others were added to them; the rest is as before.

    Why it matters
    Receivers that expect a fixed number of values (Image Type, Pixel Spacing, Window Center) fail or ignore them.

    Example
    ORIGINAL\\PRIMARY\\AXIAL becomes ORIGINAL\\PRIMARY.

    How to fix
    Some systems store the first value only: look for such a limit at this hop.
    """,
)
REORDERED = kind(
    "value.reordered",
    Level.MEANING,
    title="Reordered",
    phrase="the same parts in another order",
    page="""The same values, or the same components of a person name, stand in another order.

    Why it matters
    The first component of a name is the family name: a search by name no longer finds the patient.

    Example
    Doe^John becomes John^Doe.

    How to fix
    Find the mapping at this hop that splits and joins the parts.
    """,
)
CASE = kind(
    "value.case",
    Level.MEANING,
    title="Case",
    phrase="upper or lower case",
    page="""Only upper and lower case differ.

    Why it matters
    Identifiers are compared letter by letter in many systems; person names usually are not.

    Example
    Doe^John becomes DOE^JOHN.

    How to fix
    Switch off the conversion at this hop, or make the receivers compare without case.
    """,
)
WHITESPACE = kind(
    "value.whitespace",
    Level.MEANING,
    title="White space",
    phrase="significant spaces",
    page="""Only spaces, tabs or line ends differ, in places where they mean something.

    Why it matters
    A space inside an identifier makes it another identifier.

    Example
    AB 123 becomes AB123.

    How to fix
    Find the rule at this hop that trims or collapses spaces.
    """,
)
PUNCTUATION = kind(
    "value.punctuation",
    Level.MEANING,
    title="Punctuation",
    phrase="delimiters changed",
    page="""Only delimiters differ: carets, hyphens, slashes, dots, commas.

    Why it matters
    In person names the caret divides family and given name; without it the name is one family name. In identifiers a
    hyphen more or less makes another identifier.

    Example
    2024-0815 becomes 20240815.

    How to fix
    Agree on one form for the identifier in all systems, and switch off the rule that rewrites it.
    """,
)
ZEROS_STRIPPED = kind(
    "value.zeros-stripped",
    Level.MEANING,
    title="Zeros stripped",
    phrase="leading zeros gone",
    page="""Leading zeros are gone.

    Why it matters
    Identifiers are texts: 0077654 and 77654 are two patients. It happens when a system stores them as numbers.

    Example
    0077654 becomes 77654.

    How to fix
    Let the hop treat identifiers as texts.
    """,
)
ZERO_PADDED = kind(
    "value.zero-padded",
    Level.MEANING,
    title="Zero-padded",
    phrase="zeros put in front",
    page="""Zeros were put in front.

    Why it matters
    Identifiers are texts: 77654 and 0077654 are two patients. The order no longer matches.

    Example
    77654 becomes 0000077654.

    How to fix
    Find the rule at this hop that pads to a fixed length, and agree on one form for all systems.
    """,
)
TRUNCATED = kind(
    "value.truncated",
    Level.MEANING,
    title="Truncated",
    phrase="cut off",
    page="""The beginning was kept and the rest cut off.

    Why it matters
    What was cut is lost. Identifiers that differ only in the part that was cut become equal: two orders or patients
    become one.

    Example
    RAD-2026-11-0000-123 becomes RAD-2026-11-0000 in a field of 16 characters.

    How to fix
    Widen the field at this hop if its limit is below that of the VR; else make the identifier shorter at its source.
    """,
)
PREFIXED = kind(
    "value.prefixed",
    Level.MEANING,
    title="Prefixed",
    phrase="something put in front",
    page="""The value is the same with something in front of it.

    Why it matters
    Meant to keep identifiers of several sites apart; every system behind this hop knows the patient or order by
    another identifier than those before it.

    Example
    0077654 becomes GH-0077654.

    How to fix
    Nothing to fix where it is agreed: expect it. Check that it is applied once, and removed on the way back.
    """,
)
SUFFIXED = kind(
    "value.suffixed",
    Level.MEANING,
    title="Suffixed",
    phrase="something put behind",
    page="""The value is the same with something behind it.

    Why it matters
    As with a prefix: systems before and behind this hop know the patient or order by different identifiers.

    Example
    0077654 becomes 0077654^GH.

    How to fix
    Nothing to fix where it is agreed: expect it. Check that it is applied once, and removed on the way back.
    """,
)
PREFIX_REMOVED = kind(
    "value.prefix-removed",
    Level.MEANING,
    title="Prefix removed",
    phrase="beginning taken away",
    page="""The beginning was taken away and the rest kept.

    Why it matters
    Identifiers of several sites may become equal when the prefix that told them apart is gone.

    Example
    GH-0077654 becomes 0077654.

    How to fix
    Nothing to fix where it is agreed: expect it. Check that no two identifiers became one.
    """,
)
SUFFIX_REMOVED = kind(
    "value.suffix-removed",
    Level.MEANING,
    title="Suffix removed",
    phrase="end taken away",
    page="""The end, from a delimiter on, was taken away and the rest kept.

    Why it matters
    Identifiers that the suffix told apart become equal.

    Example
    0077654-GH becomes 0077654.

    How to fix
    Nothing to fix where it is agreed: expect it. Check that no two identifiers became one.
    """,
)
PREFIXED_TRUNCATED = kind(
    "value.prefixed-truncated",
    Level.MEANING,
    title="Prefixed and cut",
    phrase="something put in front, the end cut off",
    page="""Something was put in front, and because the result was too long for the field its end was cut off.

    Why it matters
    The end of an identifier is the part that differs: many become one.

    Example
    0000000000000002 becomes HOSPA-0000000000.

    How to fix
    Do not prefix identifiers that fill their field. Shorten them at their source or widen the field.
    """,
)
ROUNDED = kind(
    "value.rounded",
    Level.MEANING,
    title="Rounded",
    phrase="precision lost",
    page="""A number lost precision: it is the old one, rounded or cut.

    Why it matters
    Positions and spacings are used for measurements and for building volumes; small errors add up over many slices.

    Example
    Pixel Spacing 0.48828125 becomes 0.4883.

    How to fix
    Let the hop pass decimal strings on as they are. A DS holds 16 characters.
    """,
)
NUMBER = kind(
    "value.number",
    Level.MEANING,
    title="Another number",
    phrase="more than rounded",
    page="""A number is another number.

    Why it matters
    It depends on the attribute: window values change the look, spacing and slope change measurements.

    Example
    Rescale Intercept -1024 becomes 0.

    How to fix
    Find out what the hop computes, and whether pixel data were changed to match.
    """,
)
DATE_SHIFTED = kind(
    "value.date-shifted",
    Level.MEANING,
    title="Date shifted",
    phrase="moved by days",
    page="""Dates moved by the same number of days.

    Why it matters
    De-identification does so on purpose. Without it, a wrong clock or time zone moves studies in the patient's history.

    Example
    Study Date and Series Date both move by -37 days.

    How to fix
    Nothing to fix where the data are de-identified with shifted dates; Longitudinal Temporal Information Modified
    (0028,0303) should then say MODIFIED.
    """,
)
TIME_PRECISION = kind(
    "value.time-precision",
    Level.MEANING,
    title="Time precision",
    phrase="time less or more precise",
    page="""A time lost its fraction, its seconds or its minutes, or was rounded.

    Why it matters
    Times order the images of dynamic series; without fractions several of them become equal.

    Example
    101530.250000 becomes 101530.

    How to fix
    Let the hop pass times on as they are.
    """,
)
TIME_ZONE = kind(
    "value.time-zone",
    Level.MEANING,
    title="Time zone",
    phrase="another offset from UTC",
    page="""The offset from UTC is another one, or times moved by a time zone's offset.

    Why it matters
    Around midnight the study gets another date. Orders, priors and doses are sorted wrongly.

    Example
    Study Time 101500 becomes 091500, Timezone Offset From UTC +0100 becomes +0000.

    How to fix
    Set the same time zone in all systems, or let the hop leave times alone.
    """,
)
COPIED = kind(
    "value.copied",
    Level.MEANING,
    title="Copied",
    phrase="taken from another attribute",
    page="""The new value is that of another attribute of the same instance; it holds for at least three instances with
    different values.

    Why it matters
    A mapping puts the content of one attribute into another. The value that stood there is lost.

    Example
    Accession Number becomes what Study ID says.

    How to fix
    Find the mapping at this hop and check that it is wanted.
    """,
)
OVERLONG = kind(
    "value.overlong",
    Level.MEANING,
    title="Overlong",
    phrase="longer than its VR allows",
    page="""The new value is longer than its Value Representation allows (PS3.5 6.2).

    Why it matters
    The next system rejects the object or cuts the value, and identifiers that differ at the end become equal.

    Example
    An Accession Number (SH, 16 characters) of 22 characters.

    How to fix
    Shorten the value where it is made.
    """,
)
REPLACED = kind(
    "value.replaced",
    Level.MEANING,
    title="Replaced",
    phrase="another value",
    page="""The value is another one, and nothing simple leads from the old to the new.

    Why it matters
    It depends on the attribute: another Patient ID is another patient.

    Example
    Study Description CT Thorax becomes RELABELLED BY PACS.

    How to fix
    Find out whether the value comes from the order, a correction by hand, or a constant in a rule at this hop.
    """,
)
MODALITY_REMAPPED = kind(
    "modality.remapped",
    Level.MEANING,
    title="Modality remapped",
    phrase="another modality",
    page="""The Modality is another one.

    Why it matters
    Routing rules, worklists, hanging protocols and statistics go by Modality. It no longer fits the SOP Class.

    Example
    DX becomes CR, because the RIS only knows CR.

    How to fix
    Teach the receiving system the right modality and remove the rule at this hop.
    """,
)
