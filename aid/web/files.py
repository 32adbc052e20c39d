"""Every file that can be asked for below `/api/`: what it is, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from aid.export import formats, hxl, iati, package, takeaway
from aid.export.answers import Answer, answers, records
from aid.export.front import front
from aid.settings import settings
from aid.table import DESCRIPTOR, Ledger
from aid.view import KEYS, View
from aid.words import Words, mark

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
ZIP = "application/zip"
JSON = "application/json"
EXCEL = "excel"
# Where the tables of the data package lie, beside its description; the answers have the shorter addresses.
SERVED = "datapackage/"


@dataclass(frozen=True)
class Wanted:
    """What one request wants: the table, the view, the reader's language, an edition, the day."""

    ledger: Ledger
    view: View
    words: Words
    edition: str
    accessed: date

    @property
    def address(self) -> str:
        """The public address of this view, in the reader's language."""
        query = urlencode({"lang": self.words.lang, **self.view.query()}, doseq=True)
        return settings().address(f"/?{query}")


@dataclass(frozen=True)
class File:
    """One file: where it lies below `/api/`, its type, what it is named after, and what writes it."""

    path: str
    media: str
    what: str
    """The answer or package that it holds; the stem of its name when it is saved."""
    write: Callable[[Wanted], Iterable[bytes]]
    title: str = ""
    """What a file that is no answer is called; a message of the catalogue."""
    editions: tuple[str, ...] = ()
    speaks: bool = False
    """Whether it differs by the reader's language."""
    dated: bool = False
    """Whether it says the day on which it was asked for."""
    keys: tuple[str, ...] = KEYS
    """The keys of a view that it takes."""
    saved: bool = True
    """Whether a browser saves it instead of showing it."""
    heavy: bool = False
    """Whether to write it takes long, so that few are written at once."""
    lacking: Callable[[Wanted], str] | None = None
    """Says why there is no such file of a view, an empty text where there is one; None where there always is."""

    @property
    def extension(self) -> str:
        """What follows the first dot of its name."""
        return self.path.partition(".")[2]

    @property
    def keyed(self) -> bool:
        """Whether the keys of a view choose its rows."""
        return bool(self.keys)


@lru_cache(maxsize=4)
def files(ledger: Ledger) -> dict[str, File]:
    """Every file by its path below `/api/`."""
    listed = [file for answer in answers(ledger).values() for file in _of(answer)]
    return {file.path: file for file in (*listed, *_packages(ledger), *FIELDS)}


def _of(answer: Answer) -> Iterator[File]:
    """The files of one answer, a file a format."""
    name, keys = answer.name, answer.keys

    def to_csv(wanted: Wanted) -> Iterator[bytes]:
        return formats.as_csv(answer, wanted.ledger, wanted.view, excel=wanted.edition == EXCEL)

    def to_json(wanted: Wanted) -> Iterator[bytes]:
        return formats.as_json(answer, wanted.ledger, wanted.view)

    def to_xlsx(wanted: Wanted) -> Iterator[bytes]:
        count = len(records(answer, wanted.ledger, wanted.view))
        first = front(wanted.ledger, wanted.view, count, wanted.words.lang, wanted.address, wanted.accessed)
        return formats.as_xlsx(answer, wanted.ledger, wanted.view, first)

    def to_parquet(wanted: Wanted) -> Iterator[bytes]:
        return formats.as_parquet(answer, wanted.ledger, wanted.view)

    def to_geojson(wanted: Wanted) -> Iterator[bytes]:
        return formats.as_geojson(answer, wanted.ledger, wanted.view)

    yield File(f"{name}.csv", CSV, name, to_csv, keys=keys, editions=(EXCEL,))
    yield File(f"{name}.json", JSON, name, to_json, keys=keys, saved=False)
    yield File(f"{name}.xlsx", XLSX, name, to_xlsx, keys=keys, speaks=True, dated=True, heavy=True)
    yield File(f"{name}.parquet", "application/vnd.apache.parquet", name, to_parquet, keys=keys)
    if answer.position:
        yield File(f"{name}.geojson", "application/geo+json", name, to_geojson, keys=keys)


def _packages(ledger: Ledger) -> Iterator[File]:
    """What is taken away in one piece: a view with all that explains it, and the whole table as a data package."""

    def taken(wanted: Wanted) -> list[bytes]:
        return [
            takeaway.takeaway(wanted.ledger, wanted.view, wanted.words.lang, wanted.address, wanted.accessed),
        ]

    def whole(wanted: Wanted) -> list[bytes]:
        return [takeaway.whole(wanted.ledger, settings().address("/"))]

    def one(name: str) -> Callable[[Wanted], list[bytes]]:
        return lambda wanted: [package.files(wanted.ledger, View(), settings().address("/"), SERVED)[name]]

    selection = mark("Everything in a selection: tables, workbook, README and an offline page (ZIP)")
    table = mark("The whole table as a Data Package (ZIP)")
    description = mark("The table’s description (Data Package)")
    yield File("takeaway.zip", ZIP, "takeaway", taken, title=selection, speaks=True, dated=True, heavy=True)
    yield File("datapackage.zip", ZIP, "datapackage", whole, title=table, keys=())
    yield File(DESCRIPTOR, JSON, "datapackage", one(DESCRIPTOR), title=description, keys=(), saved=False)
    for resource in ledger.descriptor["resources"]:
        path = f"{SERVED}{resource['path']}"
        yield File(path, CSV, f"datapackage_{resource['name']}", one(path), keys=())


def _without_gifts(wanted: Wanted) -> str:
    try:
        # Looks for gifts at once; writes only what is taken out of it.
        iati.activities(wanted.ledger, wanted.view)
    except iati.NoGifts:
        return "No gift answers this view, and IATI allows no file without one"
    return ""


# The formats of the field.
FIELDS = (
    File(
        "acts.hxl.csv",
        CSV,
        "hxl",
        lambda wanted: hxl.acts_hxl(wanted.ledger, wanted.view),
        title=mark("Acts for humanitarian tools (HXL 1.1)"),
    ),
    File(
        "acts.iati.xml",
        "application/xml",
        "iati",
        lambda wanted: iati.activities(wanted.ledger, wanted.view),
        title=mark("Gifts for aid registers (IATI 2.03)"),
        lacking=_without_gifts,
    ),
)
