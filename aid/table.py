"""The curated table of aid, read from its folder and checked against its contract.

    python -m aid.table data/

prints what the table holds, or everything that is wrong with it.
"""

import hashlib
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Any

import narwhals as nw
import pandas as pd
from pandas.api.types import pandas_dtype

from aid.check import check
from aid.contract import VAGUE_DATES, kind_of, span
from aid.shelf import COORDINATES, PLACED, Shelf, in_memory
from aid.spreadsheet import Problem, Sheet, open_sheet

__all__ = ["Ledger", "Problem", "TableError", "read"]

DESCRIPTOR = "datapackage.json"
FILE_NAME = re.compile(r"[A-Za-z0-9_-]{1,99}\.csv")
# Facts whose disputed versions are numbers.
COUNTED = ("quantity", "value")
DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "Float64",
    "date": "datetime64[us]",
    "vague date": "str",
}
# all that a descriptor of the wrong shape can give rise to when it is followed
UNUSABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, re.error)


class TableError(Exception):
    """Why the table cannot be used: all the `problems`, in the order of files and rows."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, eq=False)
class Ledger:
    """The table as it stood when it was read: a frame for each file, and what came with them.

    Every frame is handed out as a copy of its own, which costs little: what a caller does to it
    reaches no one else. Rows keep the order of the files, an empty cell is null, nothing is added up.
    Ledgers are told apart by identity; two readings of the same bytes share a `digest`.

    A table that has outgrown memory stands on a `Shelf`: then `lazy` asks it where it lies, and a frame is made only of
    its small files. Raises `Outgrown` where a frame of a large one is asked for.
    """

    descriptor: Mapping[str, Any] = field(repr=False)
    version: str
    digest: str
    warnings: tuple[Problem, ...]
    _frames: Mapping[str, pd.DataFrame] = field(repr=False)
    _asked: dict[str, nw.LazyFrame[Any]] = field(default_factory=dict, repr=False)
    lock: RLock = field(default_factory=RLock, repr=False)
    """Held while a question is asked: an engine beside pandas answers one at a time."""

    def lazy(self, name: str) -> nw.LazyFrame[Any]:
        """A table, to be asked by the engine that holds it. Raises KeyError where there is none of that name."""
        if isinstance(self._frames, Shelf):
            return self._frames.lazy(name)
        if name not in self._asked:
            self._asked[name] = in_memory(self._frames[name], placed=name in PLACED)
        return self._asked[name]

    def beside(self, frame: pd.DataFrame) -> nw.LazyFrame[Any]:
        """A small frame of the caller's own, where it can be joined to the tables."""
        if isinstance(self._frames, Shelf):
            return self._frames.beside(frame)
        return in_memory(frame)

    def rows(self, name: str) -> int:
        """How many rows a table has."""
        return self._frames.rows(name) if isinstance(self._frames, Shelf) else len(self._frames[name])

    @property
    def names(self) -> frozenset[str]:
        """The tables that `lazy` knows: those of the files, and what is worked out from them ahead."""
        return frozenset(self._frames)

    @property
    def acts(self) -> pd.DataFrame:
        """One row an act. Beside the file's columns: `earliest`, `latest`, `precision` of its date.

        `earliest` is null where the date is only an upper bound (`no_later_than`).
        """
        return self._frames["acts"].copy()

    @property
    def items(self) -> pd.DataFrame:
        """What the acts held, one row a kind of thing; quantity is Int64, null where not reported."""
        return self._frames["items"].copy()

    @property
    def parties(self) -> pd.DataFrame:
        """Everyone who gave or received."""
        return self._frames["parties"].copy()

    @property
    def sources(self) -> pd.DataFrame:
        """The pages that acts and claims rest on."""
        return self._frames["sources"].copy()

    @property
    def claims(self) -> pd.DataFrame:
        """Totals that sources report, with `earliest`, `latest` and `precision` of `as_of`."""
        return self._frames["claims"].copy()

    @property
    def disputes(self) -> pd.DataFrame:
        """Where sources disagree about an act, one row a version by one source."""
        return self._frames["disputes"].copy()

    @property
    def versions(self) -> pd.DataFrame:
        """What each version of a dispute says: `first` and `last` day, or a `number`; of other facts, neither."""
        return self._frames["versions"].copy()

    @property
    def searches(self) -> pd.DataFrame:
        """What was looked for, and whether it was found."""
        return self._frames["searches"].copy()

    @property
    def countries(self) -> pd.DataFrame:
        """Names and places of the countries and regions."""
        return self._frames["countries"].copy()

    @property
    def citations(self) -> pd.DataFrame:
        """Which act rests on which source: `act`, `source`, `rank` from 0, the best first."""
        return self._frames["citations"].copy()

    @property
    def claim_citations(self) -> pd.DataFrame:
        """Which claim rests on which source: `claim`, `source`, `rank` from 0, the best first."""
        return self._frames["claim_citations"].copy()


def read(folder: str | Path) -> Ledger:
    """The ledger in a folder. Raises TableError, with every problem found, and nothing else."""
    folder = Path(folder)
    try:
        raw = (folder / DESCRIPTOR).read_bytes()
        return _ledger(folder, raw, json.loads(raw.decode("utf-8-sig")))
    except OSError:
        expected = "a file that is there and can be read"
    except UNUSABLE as wrong:
        expected = f"a Frictionless descriptor that can be followed ({type(wrong).__name__}: {wrong})"
    raise TableError([Problem(DESCRIPTOR, None, None, None, expected)])


def _ledger(folder: Path, raw: bytes, descriptor: Any) -> Ledger:
    resources = descriptor["resources"]
    sheets: dict[str, Sheet] = {}
    for table in resources:
        if not FILE_NAME.fullmatch(table["path"]):
            raise ValueError(f"{table['path']!r} is not the name of a CSV file in the folder")
        kinds = {fact["name"]: kind_of(table["name"], fact) for fact in table["schema"]["fields"]}
        # A package of a part of the table says where that part has no rows.
        sheets[table["name"]] = open_sheet(folder / table["path"], kinds, may_be_empty=table.get("rows") == 0)
    order = [sheet.file for sheet in sheets.values()]
    problems, doubts = check(resources, sheets)
    problems += [problem for sheet in sheets.values() for problem in sheet.problems]
    doubts += [warning for sheet in sheets.values() for warning in sheet.warnings]
    for found in (problems, doubts):
        found.sort(key=lambda problem: (order.index(problem.file), problem.row or 0))
    if problems:
        raise TableError(problems)

    frames = {table["name"]: _frame(table, sheets[table["name"]]) for table in resources}
    for table, column in VAGUE_DATES:
        frames[table] = _with_span(frames[table], column)
    digest = hashlib.sha256(raw)
    for sheet in sheets.values():
        digest.update(f"\n{sheet.file} {len(sheet.raw)}\n".encode() + sheet.raw)
    return Ledger(
        descriptor=read_only(descriptor),
        version=str(descriptor["version"]),
        digest=digest.hexdigest(),
        warnings=tuple(doubts),
        _frames=MappingProxyType(
            frames
            | {"citations": _citations(frames["acts"], "act")}
            | {"claim_citations": _citations(frames["claims"], "claim")}
            | {"versions": _versions(frames["disputes"])}
        ),
    )


def _frame(table: Any, sheet: Sheet) -> pd.DataFrame:
    columns = {}
    for fact in table["schema"]["fields"]:
        name, kind = fact["name"], kind_of(table["name"], fact)
        cells = [row[name] or None for row in sheet.rows.values()]
        if kind == "boolean":
            truths = [cell and cell in fact["trueValues"] for cell in cells]
            columns[name] = pd.Series(truths, dtype="boolean" if None in truths else "bool")
        else:
            dtype = "float64" if name in COORDINATES else DTYPES[kind]
            columns[name] = pd.Series(cells, dtype="str").astype(pandas_dtype(dtype))
    return pd.DataFrame(columns)


def _with_span(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The frame with the first and last day that its vague dates may mean, and their precision."""
    spans = [span(text) if isinstance(text, str) else (None, None, None) for text in frame[column]]
    earliest, latest, precision = ([told[part] for told in spans] for part in range(3))
    if "date_basis" in frame:
        bounded = frame["date_basis"] == "no_later_than"
        earliest = [None if no else day for no, day in zip(bounded, earliest, strict=True)]
    return frame.assign(
        earliest=pd.Series(earliest, dtype=DTYPES["date"]),
        latest=pd.Series(latest, dtype=DTYPES["date"]),
        precision=pd.Series(precision, dtype="str"),
    )


def _citations(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    rows = [
        (of, source, rank)
        for of, sources in zip(frame["id"], frame["sources"], strict=True)
        for rank, source in enumerate(sources.split(";"))
    ]
    cited = pd.DataFrame(rows, columns=[name, "source", "rank"])
    return cited.astype({name: "str", "source": "str", "rank": "int64"})


def _versions(disputes: pd.DataFrame) -> pd.DataFrame:
    """What each version of a dispute says as days or as a number; of other facts, neither."""
    dated = disputes["field"] == "date"
    spans = [span(value) if day else (None, None, None) for value, day in zip(disputes["value"], dated, strict=True)]
    counted = disputes["field"].isin(COUNTED)
    return pd.DataFrame(
        {
            **{name: disputes[name] for name in ("act", "field", "item", "unit", "chosen")},
            "first": pd.Series([first for first, _, _ in spans], dtype=DTYPES["date"]),
            "last": pd.Series([last for _, last, _ in spans], dtype=DTYPES["date"]),
            "number": disputes["value"].where(counted).astype("Float64"),
        }
    )


def thawed(value: Any) -> Any:
    """The same as a ledger's descriptor has it, with dicts and lists that are the caller's own, as JSON has them."""
    if isinstance(value, Mapping):
        return {key: thawed(part) for key, part in value.items()}
    return [thawed(part) for part in value] if isinstance(value, tuple) else value


def read_only(value: Any) -> Any:
    """The same as read from JSON, with dicts and lists that cannot be altered."""
    if isinstance(value, dict):
        return MappingProxyType({key: read_only(part) for key, part in value.items()})
    return tuple(map(read_only, value)) if isinstance(value, list) else value


def summary(ledger: Ledger) -> str:
    """What the ledger holds, in a few lines for its curator."""
    acts, parties = ledger.acts, ledger.parties
    country = acts["partner"].map(parties.set_index("id")["country"])
    lines = [f"version {ledger.version}, digest {ledger.digest}"]
    lines.append(", ".join(f"{len(ledger._frames[name])} {name}" for name in ledger._frames))
    for direction, some in acts.groupby("direction"):
        kinds = ", ".join(f"{count} {kind}" for kind, count in some["kind"].value_counts().items())
        lines.append(f"{direction}: {len(some)} acts ({kinds}), {country[some.index].nunique()} countries")
    lines.append(f"countries: {country.nunique()}")
    confidence = acts["confidence"].value_counts()
    lines.append("confidence: " + ", ".join(f"{count} {level}" for level, count in confidence.items()))
    lines.append(f"warnings: {len(ledger.warnings)}")
    return "\n".join([*lines, *map(str, ledger.warnings)])


def main(arguments: Sequence[str]) -> int:
    """Print what the table in a folder holds and return 0, or what is wrong with it and return 1."""
    folder = arguments[0] if arguments else "data"
    if isinstance(sys.stdout, TextIOWrapper):  # a console that lacks Chinese shows codes instead of failing
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        print(summary(read(folder)))
    except TableError as wrong:
        print(wrong, f"{len(wrong.problems)} to put right in {folder}", sep="\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
