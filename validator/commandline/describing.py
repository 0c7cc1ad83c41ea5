"""``explain`` for the standard: an attribute, an IOD, a module of it, the items of a sequence."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from validator.commandline.explaining import wrapped
from validator.engine.model import tag_text
from validator.engine.standard import dictionary, iods, registry
from validator.engine.standard.iods import Iod, Module, Row, Table
from validator.engine.standard.legend import USAGES, heading, item_count
from validator.engine.standard.occurrences import Occurrence, occurrences, row_at, users
from validator.engine.standard.registry import Attribute
from validator.engine.standard.specialised import specialised
from validator.engine.standard.uids import uid
from validator.engine.standard.wording import sentence

PLACES_AT_MOST = 20
"""Of more places in items of sequences only the number is told."""
TERMS_AT_MOST = 12


def attribute(name: str) -> Iterator[str] | None:
    """What there is to say about the attribute of this keyword or tag; ``None`` where there is none."""
    found = registry.attribute(name)
    return _attribute(found) if found else None


def iod(name: str) -> Iterator[str] | None:
    """An IOD by its key, name or SOP Class; after a slash a module, after another a sequence in it.

    ``ct-image``, ``CT Image``, ``1.2.840.10008.5.1.4.1.1.2``, ``ct-image/general-image/AnatomicRegionSequence``
    """
    first, *rest = name.split("/")
    found = _iod_named(first)
    if found is None or not rest:
        return _iod(found) if found else None
    module = next((each for each in found.modules if each.key == rest[0].lower()), None)
    path = [tag for each in rest[1:] if (tag := dictionary.tag_of(each)) is not None]
    row = row_at(module.table, path) if module else None
    if module is None or len(path) != len(rest) - 1 or (path and (row is None or row.table is None)):
        return None
    return _module(found, module, path, row.table if row and row.table else module.table)


def _attribute(found: Attribute) -> Iterator[str]:
    # All rules are imported with these, which an IOD does not need.
    from validator.engine.rules.mentions import rules_about
    from validator.engine.rules.operational import OPERATIONAL

    entry = found.entry
    about = ", ".join(filter(None, (entry.keyword, entry.vr, entry.vm, "retired" if entry.retired else "")))
    yield f"{found.label}  {entry.name}\n{about}\n"
    known = OPERATIONAL.get(found.tag)
    if known:
        yield f"\nWhat breaks when it is wrong\n{wrapped(known.breaks, indent='  ')}\n"
    places = occurrences(found.tag)
    yield from _values(places)
    yield from _places(places)
    rules = rules_about(found.tag, entry.name)
    if rules:
        yield "\nRules that speak of it\n"
        yield from (f"  {rule.code}  {rule.name}\n" for rule in rules)
    yield f"\nSee it in a file\n  dcmdump +P {found.label.strip('()').replace('x', '0').lower()} FILE\n"


def _values(places: Sequence[Occurrence]) -> Iterator[str]:
    modules: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for each in places:
        for values in each.row.values:
            modules[heading(values), values.terms].add(each.module.name)
    if modules:
        yield "\nValues\n"
    for (about, terms), names in sorted(modules.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])):
        first, *others = sorted(names)
        more = f" and {len(others)} more" if others else ""
        yield f"{wrapped(f'{about}: {_listed(terms)} ({first}{more})', indent='  ')}\n"


def _places(places: Sequence[Occurrence]) -> Iterator[str]:
    top = [each for each in places if not each.path]
    nested = [each for each in places if each.path]
    if not places:
        yield "\nNo module of PS3.3 lists it.\n"
    if top:
        yield "\nAt the top level\n"
        for each in sorted(top, key=lambda each: (-len(users(each.module.key)), each.module.name)):
            yield f"{_entry(each, f', in {_iods(each.module)}')}\n"
    if nested:
        yield "\nIn items of sequences\n"
    if len(nested) > PLACES_AT_MOST:
        sequences, modules = {each.path[-1] for each in nested}, {each.module.key for each in nested}
        yield f"  {len(nested):,} places: in {len(sequences)} sequences, in {len(modules)} modules\n"
        return
    for each in nested:
        yield f"{_entry(each, ': ' + ' › '.join(map(dictionary.name, each.path)))}\n"


def _entry(each: Occurrence, rest: str) -> str:
    """Type and module, and where."""
    return f"  {each.row.type:2}  {wrapped(each.module.name + rest, indent=' ' * 6).lstrip()}"


def _iods(module: Module) -> str:
    found = users(module.key)
    return found[0].name if len(found) == 1 else f"{len(found)} IODs"


def _iod_named(text: str) -> Iod | None:
    text = text.strip()
    found = iods.iod(text.lower()) or iods.iod_of(text)
    if found is not None:
        return found
    for each in filter(None, map(iods.iod, iods.keys())):
        classes = [entry for sop_class in each.sop_classes if (entry := uid(sop_class))]
        names = [each.name, *(entry.name for entry in classes), *(entry.keyword for entry in classes)]
        if text.casefold() in map(str.casefold, names):
            return each
    return None


def _iod(found: Iod) -> Iterator[str]:
    yield f"{found.key}  {found.name} IOD\n{found.section}\n"
    for sop_class in found.sop_classes:
        entry = uid(sop_class)
        yield f"{sop_class}  {entry.name if entry else ''}\n"
    width = max(len(module.key) for module in found.modules)
    entity = ""
    for module in found.modules:
        if module.entity != entity:
            entity = module.entity
            yield f"\n{entity}\n"
        yield f"  {module.usage}  {module.key:{width}}  {len(module.table.rows):3} attributes\n"
        if module.condition:
            yield f"{wrapped(sentence(specialised(module.condition, found)), indent=' ' * 5)}\n"
    usages = ", ".join(f"{letter} {word}" for letter, word in USAGES.items())
    yield f'\n{usages}. "dicomcheck explain {found.key}/{found.modules[0].key}" lists the attributes of a module.\n'


def _module(found: Iod, module: Module, path: Sequence[int], table: Table) -> Iterator[str]:
    way = "".join(f" › {dictionary.name(tag)}" for tag in path)
    yield f"{found.name} IOD: {module.name} module{way}\n{module.section}, {USAGES[module.usage]}\n\n"
    for row in table.rows:
        yield from _row(found, row)
    first = next((row for row in table.rows if row.table is not None), None)
    if first is not None:
        steps = "/".join(dictionary.keyword(tag) for tag in (*path, first.tag))
        yield f'\n"dicomcheck explain {found.key}/{module.key}/{steps}" lists what the items hold.\n'


def _row(found: Iod, row: Row) -> Iterator[str]:
    items = item_count(row.items)
    yield f"{tag_text(row.tag)}  {row.type:2}  {dictionary.name(row.tag)}{f' ({items})' if items else ''}\n"
    if row.condition:
        yield f"{wrapped(sentence(specialised(row.condition, found)), indent=' ' * 17)}\n"
    for values in row.values:
        yield f"{wrapped(f'{heading(values)}: {_listed(values.terms)}', indent=' ' * 17)}\n"


def _listed(terms: Sequence[str]) -> str:
    more = len(terms) - TERMS_AT_MOST
    return f"{', '.join(terms[:TERMS_AT_MOST])} and {more} more" if more > 0 else ", ".join(terms)
