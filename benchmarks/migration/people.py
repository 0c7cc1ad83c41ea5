"""Invented patients of many countries: names in several scripts, each region with the character set of its systems."""

import random
from typing import NamedTuple

from pydicom.charset import convert_encodings
from pydicom.valuerep import PersonName

from benchmarks.migration.elements import Element


class Region(NamedTuple):
    """Where a hospital stands."""

    character_sets: tuple[str, ...]
    """Specific Character Set (0008,0005); none is the default repertoire."""
    families: tuple[str, ...]
    given: tuple[str, ...]
    ideographic: tuple[str, ...]
    """Second and further component groups of a name; empty, or one for each family name."""
    descriptions: tuple[str, ...]
    """Study Descriptions."""


REGIONS = (
    Region(
        ("ISO_IR 100",),
        ("Müller", "Größmann", "Jäger", "Östberg"),
        ("Jörg", "Käthe", "André", "Zoë"),
        (),
        ("Schädel nativ", "Hüfte beidseits", "Ganzkörper"),
    ),
    Region(
        ("ISO_IR 192",),
        ("Lefèvre", "Nowák", "Şahin", "Đorđević"),
        ("Chloé", "Jiří", "Ayşe", "Łukasz"),
        (),
        ("Thorax à deux plans", "Břicho", "Göğüs"),
    ),
    Region(
        ("ISO_IR 144",),
        ("Люксембург", "Иванова", "Сидоров"),
        ("Роза", "Ольга", "Пётр"),
        (),
        ("Органы грудной клетки", "Головной мозг"),
    ),
    Region(
        ("", "ISO 2022 IR 87"),
        ("Yamada", "Suzuki"),
        ("Tarou", "Hanako"),
        ("山田^太郎=やまだ^たろう", "鈴木^花子=すずき^はなこ"),
        ("頭部", "胸部"),
    ),
    Region(
        ("", "ISO 2022 IR 149"),
        ("Hong", "Kim"),
        ("Gildong", "Minsu"),
        ("洪^吉洞=홍^길동", "金^民秀=김^민수"),
        ("HEAD",),
    ),
    Region(("GB18030",), ("Wang", "Zhang"), ("XiaoDong", "Li"), ("王^小东", "张^丽"), ("胸部平扫", "头颅")),
    Region(("ISO_IR 126",), ("Διονυσιος", "Παππας"), ("Ελενη", "Νικος"), (), ("Θωρακας",)),
    Region(("ISO_IR 138",), ("כהן", "לוי"), ("שרה", "דוד"), (), ("חזה",)),
    Region(("ISO_IR 127",), ("قباني", "حداد"), ("لنزار", "ليلى"), (), ("الصدر",)),
    Region((), ("Carter", "Okafor", "Nguyen", "Rossi"), ("Mary", "Chidi", "Linh", "Paolo"), (), ("CHEST", "ABDOMEN")),
)


class Patient(NamedTuple):
    """Who was examined; text as bytes in the region's character set."""

    region: Region
    identifier: str
    name: str
    born: str
    sex: str

    def text(self, value: str) -> bytes:
        """Encoded in the character set of the region, with the escape sequences that it takes."""
        return PersonName(value).encode(convert_encodings(list(self.region.character_sets) or "ISO_IR 6"))

    def elements(self) -> dict[int, Element]:
        """Specific Character Set and the Patient Module (PS3.3 C.7.1.1)."""
        elements = {
            0x00100010: Element("PN", self.text(self.name)),
            0x00100020: Element("LO", self.identifier.encode()),
            0x00100030: Element("DA", self.born.encode()),
            0x00100040: Element("CS", self.sex.encode()),
        }
        if self.region.character_sets:
            elements[0x00080005] = Element("CS", "\\".join(self.region.character_sets).encode())
        return elements


def patient(number: int, dice: random.Random) -> Patient:
    """The ``number``-th patient: regions take turns, the rest is drawn."""
    region = REGIONS[number % len(REGIONS)]
    at = dice.randrange(len(region.families))
    name = f"{region.families[at]}^{dice.choice(region.given)}"
    if region.ideographic:
        name += f"={region.ideographic[at]}"
    born = f"{dice.randint(1925, 2007)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
    return Patient(region, f"{dice.choice('PMK')}{number:07}", name, born, dice.choice("MF"))
