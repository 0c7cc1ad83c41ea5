"""The kinds of change that character sets cause."""

from validator.engine.catalogue import kind
from validator.engine.model import Level

ENCODING_CHARSET = kind(
    "encoding.charset",
    Level.ENCODING,
    title="Transcoded",
    phrase="other bytes, the same text",
    page="""The bytes were converted to another character set and the label with them: the text is the same.

    Equality is judged on the characters. Canonically equivalent Unicode and the pairs of look-alikes that converters
    of Japanese use for one another (wave dash and fullwidth tilde) count as the same.

    Why it matters
    Nothing is lost. It tells that this hop decodes and encodes texts, which is where damage starts when a label is
    wrong.

    Example
    Jérôme in ISO_IR 100 (4A E9 72 F4 6D 65) becomes Jérôme in ISO_IR 192 (4A C3 A9 72 C3 B4 6D 65).

    How to fix
    Nothing to fix.
    """,
)
RELABELLED = kind(
    "charset.relabelled",
    Level.MEANING,
    title="Relabelled",
    phrase="label changed, bytes kept",
    page="""Specific Character Set was changed while texts beyond ASCII kept their bytes, so that they read differently.

    Why it matters
    Every viewer, worklist and report behind this hop shows wrong names, and a search by name fails. When the next
    system converts the texts by the wrong label, the damage becomes permanent.

    Example
    The label changes from ISO_IR 100 to ISO_IR 192, the bytes of Jérôme stay 4A E9 72 F4 6D 65. They are not UTF-8.

    How to fix
    Find the setting that forces a default or preferred character set at this hop and switch it off, or let it convert
    the texts as well. As long as the bytes are intact, writing the old label back repairs the objects.
    """,
)
LABEL_CHANGED = kind(
    "charset.label-changed",
    Level.MEANING,
    title="Label changed",
    phrase="another character set",
    page="""Specific Character Set names another set, and no text reads differently for it: either all were converted,
    or none holds characters that the change concerns.

    Why it matters
    Receivers must support the new set. One that only knows ISO_IR 100 cannot show texts in ISO_IR 192.

    Example
    ISO_IR 100 becomes ISO_IR 192 and Jérôme is written in UTF-8.

    How to fix
    Nothing to fix as long as every receiver lists the new set in its conformance statement.
    """,
)
LABEL_REMOVED = kind(
    "charset.label-removed",
    Level.MEANING,
    title="Label removed",
    phrase="label taken away",
    page="""Specific Character Set is no longer there, or empty: the default repertoire (ASCII) is in force.

    Why it matters
    Every byte beyond ASCII has lost its meaning. Each receiver guesses: one shows Latin-1, the next question marks, a
    third rejects the object.

    Example
    A gateway rebuilds the header from a list of attributes that lacks (0008,0005).

    How to fix
    Let the hop pass the attribute on. Where the bytes are intact, writing the old label back repairs the objects.
    """,
)
LABEL_ADDED = kind(
    "charset.label-added",
    Level.MEANING,
    title="Label added",
    phrase="label put in",
    page="""Specific Character Set was absent or empty and is there now.

    Why it matters
    Right, it mends texts that had no label. Wrong, it fixes a guess in place for everyone behind it.

    Example
    An archive writes its own default, ISO_IR 100, into each object that came without a label.

    How to fix
    Check with a text beyond ASCII whether the new label is the one that its bytes are written in.
    """,
)
REINTERPRETED = kind(
    "charset.reinterpreted",
    Level.MEANING,
    title="Reads differently",
    phrase="same bytes under another label",
    page="""The bytes of this text are the same, but the label in force has changed, and with it what they say.

    A byte that has no meaning under its label equals nothing, not even itself under another label.

    Why it matters
    The text on the screen is wrong or full of placeholders although nobody touched the attribute. Byte-wise
    comparisons of the two files find nothing here.

    Example
    4A E9 72 F4 6D 65 is Jérôme in ISO_IR 100 and no text at all in ISO_IR 192.

    How to fix
    Mend the label: see the change of Specific Character Set at the same hop. The bytes themselves are intact.
    """,
)
DOUBLE_ENCODED = kind(
    "charset.double-encoded",
    Level.MEANING,
    title="Double-encoded",
    phrase="encoded twice",
    page="""The text was read by a wrong character set and what came out was written in UTF-8. Undoing that wrong
    reading gives the text of before, which proves it.

    Why it matters
    Names show as pairs of odd characters and no longer match those of other systems. The label is formally right, so
    no receiver can notice.

    Example
    Ä in UTF-8 (C3 84), read as Latin-1, becomes the two characters U+00C3 and U+0084, in UTF-8 C3 83 C2 84.

    How to fix
    Tell the converting system the true character set of its source. The texts can be recovered: decode as UTF-8,
    encode as the set they were wrongly read by, decode as what they really are.
    """,
)
MOJIBAKE = kind(
    "charset.mojibake",
    Level.MEANING,
    title="Mojibake",
    phrase="read by a wrong character set",
    page="""The text was read by another character set than it is written in, and what came out was stored.

    Why it matters
    Names are unreadable and no longer match those of other systems, and the label gives no hint of it.

    Example
    Иванов in windows-1251, read as ISO_IR 100, becomes Èâàíîâ and stays so.

    How to fix
    Tell the converting system the true character set of its source. The change says whether the original can be
    recovered, and what it was.
    """,
)
QUESTION_MARKS = kind(
    "charset.question-marks",
    Level.MEANING,
    title="Question marks",
    phrase="characters became placeholders",
    page="""Characters beyond ASCII were replaced by question marks or another placeholder.

    Why it matters
    The characters are gone from this capture on; from it alone the text cannot be recovered. Patients whose names
    differ only there become equal.

    Example
    Jérôme becomes J?r?me, in a system that converts texts to ASCII.

    How to fix
    Switch the conversion at this hop to a set that holds the characters (ISO_IR 192 holds all), and take the texts
    from an earlier capture or the order.
    """,
)
TRANSLITERATED = kind(
    "charset.transliterated",
    Level.MEANING,
    title="Transliterated",
    phrase="letters replaced by plain ones",
    page="""Letters beyond ASCII were replaced by plain ones that sound or look alike.

    Why it matters
    The name is still readable but no longer equal: matching by name and identity checks fail, and the accents cannot
    be recovered from here.

    Example
    Jérôme becomes Jerome, Müller becomes Mueller.

    How to fix
    Switch off the conversion to ASCII at this hop, or agree on it in all systems that match by name.
    """,
)
CHARACTERS_DROPPED = kind(
    "charset.characters-dropped",
    Level.MEANING,
    title="Characters dropped",
    phrase="characters beyond ASCII left out",
    page="""Characters beyond ASCII were left out, the others were kept.

    Why it matters
    What is left looks like a name and is not that of the patient. Nothing shows that something is missing.

    Example
    Jérôme becomes Jrme.

    How to fix
    Let the hop keep the bytes or convert them to a set that holds the characters; take the texts from an earlier
    capture.
    """,
)
ESCAPES_LOST = kind(
    "charset.escapes-lost",
    Level.MEANING,
    title="Escapes lost",
    phrase="ISO 2022 escapes gone",
    page="""The escape sequences that switch between character sets (ISO 2022) were removed or replaced.

    Why it matters
    Without them Japanese texts read as strings of ASCII signs and Korean or Chinese ones as bytes without meaning.
    PS3.5 6.1.2.4 counts the ESC characters among the text.

    Example
    1B 24 42 3B 33 45 44 1B 28 42 (山田) becomes 24 42 3B 33 45 44 28 42, which reads $B;3ED(B.

    How to fix
    Switch off the filter of control characters at this hop. Where only the ESC bytes are gone, they can be put back
    in front of the rest of each sequence.
    """,
)
TRUNCATED_MID_CHARACTER = kind(
    "charset.truncated-mid-character",
    Level.MEANING,
    title="Cut inside a character",
    phrase="its last character is incomplete",
    page="""The text was cut by its number of bytes, in the middle of a character or of an escape sequence.

    Why it matters
    The last byte means nothing and may swallow a delimiter after it; strict receivers reject the object. PS3.5 limits
    lengths in characters, not bytes.

    Example
    A field of 16 bytes cuts Gärtner-Größling in UTF-8 between the two bytes of ö.

    How to fix
    Let the hop count characters. What was cut off can only be taken from an earlier capture.
    """,
)
