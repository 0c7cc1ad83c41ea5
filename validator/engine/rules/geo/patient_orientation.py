"""GEO003 to GEO006: the letters that say where rows and columns lead in the patient."""

from collections.abc import Iterator, Sequence

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.geo import tags
from validator.engine.rules.geo.vectors import Vector, top_numbers
from validator.engine.rules.subject import DataSet, Hit, Value, reads

BIPED = ("A", "P", "R", "L", "H", "F")
QUADRUPED = ("LE", "RT", "CR", "CD", "PR", "DI", "PA", "PL", "D", "V", "R", "M", "L")
"""The longer ones first: they are read from left to right (PS3.3 C.7.6.1.1.1)."""
OPPOSITES = (("A", "P"), ("H", "F"), ("L", "R"))
OPPOSITES_OF_QUADRUPEDS = (
    ("LE", "RT"), ("D", "V"), ("CR", "CD"), ("R", "CD"), ("M", "L"), ("PR", "DI"), ("PA", "PL"),
)  # fmt: skip
MOST = 3
"""Abbreviations in one value: the principal direction and up to two that refine it."""
AXES: dict[str, Vector] = {
    "L": (1, 0, 0), "R": (-1, 0, 0), "P": (0, 1, 0), "A": (0, -1, 0), "H": (0, 0, 1), "F": (0, 0, -1),
}  # fmt: skip
"""The directions of the letters in the patient-based coordinate system (PS3.3 C.7.6.2.1.1)."""
PRINCIPAL = 0.4
"""At least this is the cosine between a direction and its first letter, rounding and disagreement about the nearest
axis allowed for: of the three cosines one is at least 0.577."""


@rule(
    "GEO003",
    "Patient Orientation in unknown letters",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute} has {which} value that is not made of the letters of the standard.",
    reference="PS3.3 C.7.6.1.1.1",
)
@reads("CS")
def unknown_letters(value: Value) -> Iterator[Hit]:
    """Each of the two values is made of one to three abbreviations: A, P, R, L, H, F in humans; for quadrupeds LE, RT,
    D, V, CR, CD, R, M, L, PR, DI, PA, PL.

    Why it matters
    Viewers place their markers by it, and hanging protocols turn images by it. Left and right may be exchanged.

    Example
    "S" for superior, where the standard has H for head.

    How to fix
    Write the letters of the standard, or leave the attribute empty where the orientation is not known.
    """
    if value.tag != tags.PATIENT_ORIENTATION:
        return
    terms = _terms(value)
    if not any(terms) or any(_are_known(terms, letters) for letters in (BIPED, QUADRUPED)):
        return
    yield Hit({"which": "an empty" if "" in terms else "a"})


@rule(
    "GEO004",
    "Patient Orientation that contradicts itself",
    severity=Severity.ERROR,
    scope=Scope.ELEMENT,
    message="{attribute}: {problem}.",
    reference="PS3.3 C.7.6.1.1.1",
)
@reads("CS")
def contradictory(value: Value) -> Iterator[Hit]:
    """No direction leads to the left and to the right at once, and rows do not lead where columns lead.

    Why it matters
    Any marker that a viewer draws from it is wrong on one side.

    Example
    A\\A, from a program that writes the first value twice.

    How to fix
    Write the direction of the rows, then that of the columns: L\\P for a transverse slice seen from the feet.
    """
    if value.tag != tags.PATIENT_ORIENTATION:
        return
    terms = _terms(value)
    readings = [
        [_split(term, letters) for term in terms]
        for letters in (BIPED, QUADRUPED)
        if any(terms) and _are_known(terms, letters)
    ]
    pairs = (*OPPOSITES, *OPPOSITES_OF_QUADRUPEDS)
    if readings and all(any(_opposed(term, pairs) for term in reading) for reading in readings):
        yield Hit({"problem": "one of its values names two opposite directions"})
    elif readings and len(terms) == 2 and terms[0] == terms[1]:
        yield Hit({"problem": "rows and columns are said to lead in the same direction"})


@rule(
    "GEO005",
    "Patient Orientation in the letters of another body",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} has letters for {written}, but Anatomical Orientation Type says that the patient is {right}.",
    reference="PS3.3 C.7.6.1.1.1",
)
def other_body(data_set: DataSet) -> Iterator[Hit]:
    """Anatomical Orientation Type decides which letters are meant: those of quadrupeds with QUADRUPED, else those of
    humans.

    Why it matters
    R is right in humans and rostral, towards the nose, in animals: left and right become front and back.

    Example
    A dog with QUADRUPED and L\\P, written by equipment for humans.

    How to fix
    Use the letters of the type, or correct the type.
    """
    terms = data_set.values(tags.PATIENT_ORIENTATION)
    if not any(terms):
        return
    is_quadruped = data_set.text(tags.ANATOMICAL_ORIENTATION_TYPE) == "QUADRUPED"
    right, other = (QUADRUPED, BIPED) if is_quadruped else (BIPED, QUADRUPED)
    if _are_known(terms, other) and not _are_known(terms, right):
        bodies = ("a quadruped", "a biped") if is_quadruped else ("a biped", "a quadruped")
        yield data_set.at(tags.PATIENT_ORIENTATION, right=bodies[0], written=bodies[1])


@rule(
    "GEO006",
    "Patient Orientation against Image Orientation",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} says that the {which} lead to {letter}, but by (0020,0037) Image Orientation (Patient) they "
    "lead elsewhere.",
    reference="PS3.3 C.7.6.1.1.1",
)
def against_cosines(data_set: DataSet) -> Iterator[Hit]:
    """Both attributes tell where rows and columns lead, and must agree: L is along the first axis, P along the second,
    H along the third. Oblique planes are given the benefit of the doubt.

    Why it matters
    Viewers draw markers from the one and reformat by the other. One of them shows left as right.

    Example
    L\\P in a coronal reformation, copied from the transverse slices that it was made from.

    How to fix
    Compute the letters from the cosines, or leave Patient Orientation empty: with cosines it is not needed.
    """
    terms = data_set.values(tags.PATIENT_ORIENTATION)
    if len(terms) != 2 or data_set.text(tags.ANATOMICAL_ORIENTATION_TYPE) == "QUADRUPED":
        return
    cosines = top_numbers(data_set, tags.IMAGE_ORIENTATION_PATIENT)
    if len(cosines) != 6 or not _are_known(terms, BIPED):
        return
    for which, term, direction in (("rows", terms[0], cosines[:3]), ("columns", terms[1], cosines[3:])):
        agreement = sum(a * b for a, b in zip(AXES[term[0]], direction, strict=True))
        if agreement < PRINCIPAL:
            yield data_set.at(tags.PATIENT_ORIENTATION, which=which, letter=term[0])


def _terms(value: Value) -> list[str]:
    return [part.strip(" \0") for part in value.raw.decode("latin-1").rstrip("\0").split("\\")]


def _split(term: str, letters: Sequence[str]) -> list[str] | None:
    """The abbreviations of one value; ``None`` where it has other characters."""
    found, rest = [], term
    while rest:
        one = next((letter for letter in letters if rest.startswith(letter)), None)
        if one is None:
            return None
        found.append(one)
        rest = rest[len(one) :]
    return found


def _are_known(terms: Sequence[str], letters: Sequence[str]) -> bool:
    splits = [_split(term, letters) for term in terms]
    return all(split is not None and 1 <= len(split) <= MOST for split in splits)


def _opposed(abbreviations: list[str] | None, pairs: Sequence[tuple[str, str]]) -> bool:
    present = set(abbreviations or ())
    return any(one in present and other in present for one, other in pairs)
