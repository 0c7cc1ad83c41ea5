"""The coded entry (PS3.3 8.8) is the same wherever it stands."""

from validator.engine.standard import iods

CODE_VALUE, DESIGNATOR, LONG_CODE_VALUE, URN_CODE_VALUE = 0x00080100, 0x00080102, 0x00080119, 0x00080120


def tables() -> list[iods.Table]:
    """Every table of every module, once."""
    found: dict[int, iods.Table] = {}
    waiting = [module.table for key in iods.keys() if (iod := iods.iod(key)) for module in iod.modules]  # noqa: SIM118  a function
    while waiting:
        table = waiting.pop()
        if table.number not in found:
            found[table.number] = table
            waiting += [row.table for row in table.rows if row.table is not None]
    return list(found.values())


def test_every_item_asks_for_one_of_three_values_and_for_the_scheme():
    entries = [table.by_tag for table in tables() if {CODE_VALUE, LONG_CODE_VALUE} <= set(table.by_tag)]
    assert len(entries) > 10
    said = {
        (str(rows[CODE_VALUE].condition), str(rows[DESIGNATOR].condition))
        for rows in entries
        if rows[CODE_VALUE].type == "1C"
    }
    absent = [["not", ["present", [0, tag]]] for tag in (LONG_CODE_VALUE, URN_CODE_VALUE)]
    present = [["present", [0, tag]] for tag in (CODE_VALUE, LONG_CODE_VALUE)]
    value = iods.Condition(["all", *absent], ["silent"])
    scheme = iods.Condition(["any", *present], ["always"])
    assert said == {(str(value), str(scheme))}
