"""GEO050 and GEO052: left and right. Whether a paired body part lacks its side, the rules about the IOD say."""

from collections.abc import Iterator

from validator.engine.catalogue import Scope, rule
from validator.engine.model import Severity
from validator.engine.rules.geo import tags
from validator.engine.rules.mfr.groups import groups_of
from validator.engine.rules.mfr.tags import FRAME_ANATOMY_SEQUENCE
from validator.engine.rules.subject import DataSet, Hit, attribute
from validator.engine.rules.tags import BODY_PART_EXAMINED
from validator.engine.standard import iods

SIDES = ("L", "R")
GENERAL_SERIES = "general-series"
UNPAIRED = frozenset(
    """
    ABDOMEN ABDOMENPELVIS AORTA BACK BLADDER BRAIN CEREBELLUM CERVIX CHEST CHESTABDOMEN CHESTABDPELVIS
    CIRCLEOFWILLIS COCCYX COLON CSPINE CTSPINE DUODENUM ESOPHAGUS FACE GALLBLADDER HEAD HEADNECK HEART ILEUM JAW
    JEJUNUM LARYNX LIVER LSPINE LSSPINE MEDIASTINUM MOUTH NECK NECKCHEST NECKCHESTABDOMEN NECKCHESTABDPELV NOSE
    PANCREAS PELVIS PENIS PHARYNX PROSTATE RECTUM SCALP SKULL SPINE SPLEEN SSPINE STERNUM STOMACH THYMUS THYROID
    TLSPINE TONGUE TRACHEA TSPINE URETHRA UTERUS VAGINA VULVA WHOLEBODY
    """.split()
)
"""Terms for Body Part Examined of which everybody has one (PS3.16 annex L)."""


@rule(
    "GEO050",
    "Left and right at once",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} names the other side than {other}.",
    reference="PS3.3 C.7.6.1, C.7.3.1",
)
def contradiction(data_set: DataSet) -> Iterator[Hit]:
    """Laterality, of the series, and the laterality of the image or of its frames are those of the same body part.
    Where the images of a series show both sides, Laterality is left out.

    Why it matters
    The wrong side is operated on after such contradictions: one viewer prints L, another R.

    Example
    Laterality of L in a series of both knees, with Image Laterality of R in the second half.

    How to fix
    Look at the marker in the image and at the order. Remove Laterality where the series has both sides.
    """
    side = data_set.text(tags.LATERALITY)
    image = data_set.text(tags.IMAGE_LATERALITY)
    if side in SIDES and image in SIDES and side != image:
        yield data_set.at(tags.IMAGE_LATERALITY, other=attribute(tags.LATERALITY))
    groups = groups_of(data_set)
    whole = image if image in SIDES else side
    if groups is None or whole not in SIDES:
        return
    for cell, frame in groups.texts(FRAME_ANATOMY_SEQUENCE, tags.FRAME_LATERALITY):
        if frame in SIDES and frame != whole:
            named = tags.IMAGE_LATERALITY if whole == image else tags.LATERALITY
            yield groups.at(cell, FRAME_ANATOMY_SEQUENCE, tags.FRAME_LATERALITY, other=attribute(named))


@rule(
    "GEO052",
    "Side of a body part that has none",
    severity=Severity.ERROR,
    scope=Scope.DATA_SET,
    message="{attribute} is there, but the body part examined has no left and right one: leave the attribute out.",
    reference="PS3.3 C.7.3.1, PS3.5 7.4.4",
)
def side_superfluous(data_set: DataSet) -> Iterator[Hit]:
    """Laterality is for paired body parts. For others it is not there, not even empty.

    Why it matters
    Hanging protocols that look for a side file the chest with the left limbs. An empty value looks like an unanswered
    question.

    Example
    Laterality of zero length in every CT of the chest.

    How to fix
    Correct the system that writes it; a region of an unpaired part is told by Anatomic Region Modifier Sequence.
    """
    if data_set.get(tags.LATERALITY) is None or data_set.text(BODY_PART_EXAMINED) not in UNPAIRED:
        return
    if _has_series_module(data_set):
        yield data_set.at(tags.LATERALITY)


def _has_series_module(data_set: DataSet) -> bool:
    """Whether the IOD of the instance has the General Series module, and with it Laterality."""
    iod = iods.iod_of(data_set.sop_class)
    return iod is not None and any(module.key == GENERAL_SERIES for module in iod.modules)
