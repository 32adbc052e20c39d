"""A view to take away: one ZIP with its tables, a workbook, a README in both languages and a page that opens offline.

Every file in it says which view it is, in words, and where that view is to be seen. The same table, view, address and
day give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from aid.export import offline, package, readme
from aid.export.answers import answers, records
from aid.export.front import front
from aid.export.readme import Part
from aid.export.workbook import Sheet, workbook
from aid.table import Ledger
from aid.view import View
from aid.words import words

WORKBOOK, PAGE, FOLDER = "acts.xlsx", "index.html", "data/"
READMES = {lang: f"README.{lang}.md" for lang in ("en", "zh")}
# ZIP knows no time before this one; a true one would make every answer another.
TIME = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16


def takeaway(ledger: Ledger, view: View, lang: str, address: str, accessed: date) -> bytes:
    """The ZIP of a view; page and workbook open in the language `lang`, `address` is where the view is to be seen."""
    tables = package.files(ledger, view, address)
    return zipped(
        {
            PAGE: offline.offline(ledger, view, lang, address, accessed, WORKBOOK),
            **_readmes(ledger, view, address, accessed),
            WORKBOOK: _workbook(ledger, view, lang, address, accessed),
            **{FOLDER + name: body for name, body in tables.items()},
        }
    )


def whole(ledger: Ledger, address: str) -> bytes:
    """The ZIP of the whole data package, `datapackage.json` at its root, as programs that read packages expect it.

    The files are written anew from the table as it was read: in UTF-8, whatever a spreadsheet had made of them.
    """
    tables = package.files(ledger, View(), address)
    return zipped({**tables, **{name: readme.readme(ledger, View(), lang, address) for lang, name in READMES.items()}})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP whose bytes depend on their names and contents alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, body in files.items():
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, READABLE, 3
            archive.writestr(entry, body)
    return out.getvalue()


def _readmes(ledger: Ledger, view: View, address: str, accessed: date) -> dict[str, bytes]:
    written = {}
    for lang, name in READMES.items():
        w = words(lang, ledger)
        parts = [
            Part(PAGE, w.say("this view with map, timeline and table; opens in a browser, without a network")),
            Part(WORKBOOK, w.say("its acts in one sheet, with the columns explained")),
        ]
        written[name] = readme.readme(ledger, view, lang, address, accessed, parts, FOLDER)
    return written


def _workbook(ledger: Ledger, view: View, lang: str, address: str, accessed: date) -> bytes:
    answer = answers(ledger)["acts"]
    rows = records(answer, ledger, view)
    out = io.BytesIO()
    first = front(ledger, view, len(rows), lang, address, accessed)
    workbook(out, first, [Sheet(answer.name, answer.fields, rows)])
    return out.getvalue()
