"""What is wrong in the table: what breaks its descriptor, then what breaks the rules.

A rule is not asked about cells already known to be wrong, so that one mistake gives one message.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

from aid.contract import Place, Sheets, faults
from aid.rules import DOUBTS, RULES, Cells, Known, Rule
from aid.spreadsheet import Problem


def check(resources: Sequence[Any], sheets: Sheets) -> tuple[list[Problem], list[Problem]]:
    """What is wrong in the sheets and what is only doubtful, by the descriptor's resources.

    Raises KeyError, TypeError, ValueError or the like if the resources are not as they should be.
    """
    lacking = {f"{rule.table}.{column}" for rule in RULES + DOUBTS for column in rule.columns.split()}
    lacking |= {end for rule in RULES for end in rule.rests_on.split()}
    lacking -= {f"{table['name']}.{fact['name']}" for table in resources for fact in table["schema"]["fields"]}
    if lacking:
        raise KeyError(f"no {', '.join(sorted(lacking))}")
    wrong: dict[Place, str] = {}
    for table in resources:
        for place, expected in faults(table, sheets):
            wrong.setdefault(place, expected)
    broken = _broken(RULES, sheets, wrong.keys())
    doubtful = _broken(DOUBTS, sheets, wrong.keys())
    return _problems([*wrong.items(), *broken], sheets), _problems(doubtful, sheets)


def _known(sheets: Sheets, wrong: Set[Place]) -> Known:
    faulty = {place[:2] for place in wrong}

    def sound(table: str, key: str) -> dict[str, Cells]:
        rows = sheets[table].rows.items()
        return {c[key]: c for n, c in rows if (table, n) not in faulty and n not in sheets[table].torn}

    def used(table: str, column: str) -> set[str]:
        return {part for cells in sheets[table].rows.values() for part in cells[column].split(";")}

    versions: dict[tuple[str, str, str], list[Cells]] = {}
    for version in sheets["disputes"].rows.values():
        versions.setdefault((version["act"], version["field"], version["item"]), []).append(version)

    return Known(
        acts=sound("acts", "id"),
        parties=sound("parties", "id"),
        countries=sound("countries", "iso3"),
        itemised=frozenset(used("items", "act")),
        active=frozenset(used("acts", "partner") | used("acts", "hub_party")),
        cited=frozenset(used("acts", "sources") | used("claims", "sources") | used("disputes", "source")),
        amounts={(i["act"], i["item"]): (i["quantity"], i["unit"]) for i in sheets["items"].rows.values()},
        versions={about: tuple(told) for about, told in versions.items()},
    )


def _broken(rules: Sequence[Rule], sheets: Sheets, wrong: Set[Place]) -> Iterator[tuple[Place, str]]:
    """Where a rule does not hold; a cell that means nothing to a rule, as a host in `http://[`, breaks it."""
    known = _known(sheets, wrong)
    for rule in rules:
        sheet, columns = sheets[rule.table], rule.columns.split()
        if not all(sheets[table].whole(column) for table, column in (end.split(".") for end in rule.rests_on.split())):
            continue
        for row, cells in sheet.rows.items():
            if any(sheet.unsure(row, column) or (rule.table, row, column) in wrong for column in columns):
                continue
            try:
                holds = rule.holds(cells, known)
            except ValueError:
                holds = False
            if not holds:
                yield (rule.table, row, columns[0]), rule.expected.format_map(cells)


def _problems(faults: Iterable[tuple[Place, str]], sheets: Sheets) -> list[Problem]:
    problems = []
    for (table, row, column), expected in faults:
        cells = sheets[table].rows[row]
        first = next(iter(cells.values()))
        problems.append(Problem(sheets[table].file, row, column, cells[column], expected, first))
    return problems
