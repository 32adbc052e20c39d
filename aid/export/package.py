"""The data package of a view: its rows in the table's own files, every reference whole, described as the table is.

What comes out is a table like the one that it was taken from: `aid.table.read` accepts it, and so it can be served
with `AID_DATA`. Cells that a spreadsheet would run begin with an apostrophe; nothing else differs from the table.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from aid import questions, sentences
from aid.export.cells import safe
from aid.export.names import slug
from aid.table import DESCRIPTOR, Ledger, thawed
from aid.view import View
from aid.words import words


def subset(ledger: Ledger, view: View) -> dict[str, pd.DataFrame]:
    """The rows of a view by table, in the table's columns and order.

    Acts: those of the view. Items, parties: theirs. Claims: those of the view's direction and kinds. Sources: all that
    these acts and claims cite. Disputes: those about
    these acts. Searches: those for the countries asked for or, where none is, for those of the acts; in
    the view's direction or in both. Countries: all that these rows name. The default view holds every row.
    """
    whole = {str(table["name"]): getattr(ledger, table["name"])[_columns(table)] for table in _tables(ledger)}
    if view.asks_all:
        return whole
    kept = dict(whole)
    found, claims = questions.acts(ledger, view), questions.claims_against(ledger, view)
    kept["acts"] = _where(whole["acts"], "id", found["id"])
    kept["items"] = _where(whole["items"], "act", found["id"])
    kept["parties"] = _where(whole["parties"], "id", [*found["partner"], *found["hub_party"]])
    kept["claims"] = _where(whole["claims"], "id", claims["id"])
    kept["disputes"] = _where(whole["disputes"], "act", found["id"])
    cited = _listed(kept["acts"]["sources"]) | _listed(claims["sources"]) | set(kept["disputes"]["source"])
    kept["sources"] = _where(whole["sources"], "id", cited)
    kept["searches"] = _searches(whole["searches"], view, set(found["country"].dropna()))
    named = {*kept["parties"]["country"].dropna(), *kept["searches"]["country"].dropna(), *view.country}
    kept["countries"] = _where(whole["countries"], "iso3", named | _listed(claims["named"]))
    return kept


def files(ledger: Ledger, view: View, address: str, folder: str = "") -> dict[str, bytes]:
    """The files of a view's package by name: a CSV file a table, and `datapackage.json`, which describes them.

    `address` is where the view is to be seen; the tables lie in `folder`, seen from the description. The same table,
    view and address give the same bytes.
    """
    kept = subset(ledger, view)
    written = {f"{folder}{table['path']}": _csv(kept[table["name"]], table) for table in _tables(ledger)}
    told = described(ledger, view, address)
    for table in told["resources"]:
        table["path"] = folder + table["path"]
        body = written[table["path"]]
        table["rows"] = len(kept[table["name"]])
        table["bytes"] = len(body)
        table["hash"] = f"sha256:{hashlib.sha256(body).hexdigest()}"
    return {DESCRIPTOR: json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n", **written}


def described(ledger: Ledger, view: View, address: str) -> dict[str, Any]:
    """The table's description for the rows of a view: everything it says, and which view this is, in both languages.

    Beside the standard's keys: `view`, the query; `digest`, that of the table the rows were taken from.
    """
    told: dict[str, Any] = thawed(ledger.descriptor)
    if not view.asks_all:
        told["name"] = f"{told['name']}-{slug(view, ledger)}"
        for lang, ending in (("en", ""), ("zh", "_zh")):
            own = words(lang, ledger)
            said = sentences.said(view, own)
            count = own.plural(
                "This package holds only the rows of one view of the table, “{view}”: {n} act of {all}.",
                "This package holds only the rows of one view of the table, “{view}”: {n} acts of {all}.",
                questions.reach(ledger, view).acts,
                view=said,
                all=own.number(ledger.rows("acts")),
            )
            told[f"title{ending}"] = own.say("{title}: {view}", title=told[f"title{ending}"], view=said)
            told[f"description{ending}"] = own.run_on([told[f"description{ending}"], count])
    told |= {"homepage": address, "view": view.query(), "digest": ledger.digest}
    return {key: told[key] for key in sorted(told, key=lambda key: key == "resources")}


def _tables(ledger: Ledger) -> list[Mapping[str, Any]]:
    return list(ledger.descriptor["resources"])


def _columns(table: Mapping[str, Any]) -> list[str]:
    return [column["name"] for column in table["schema"]["fields"]]


def _where(rows: pd.DataFrame, column: str, codes: Any) -> pd.DataFrame:
    return rows[rows[column].isin(set(codes))].reset_index(drop=True)


def _listed(cells: pd.Series[Any]) -> set[str]:
    """The codes in cells that join several by semicolons."""
    return {code for cell in cells.dropna() for code in cell.split(";")}


def _searches(searches: pd.DataFrame, view: View, found: set[str]) -> pd.DataFrame:
    kept = pd.Series(True, index=searches.index)
    if view.country or not view.but(direction=None).asks_all:
        kept &= searches["country"].isin(set(view.country) or found)
    if view.direction:
        kept &= searches["direction"].isin([view.direction, "both"])
    return searches[kept].reset_index(drop=True)


def _csv(rows: pd.DataFrame, table: Mapping[str, Any]) -> bytes:
    """The rows as the table's own files are written: UTF-8, commas, one header row, `\\n` at line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_columns(table))
    facts = table["schema"]["fields"]
    columns = [[_cell(value, fact) for value in rows[fact["name"]]] for fact in facts]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode()


def _cell(value: Any, fact: Mapping[str, Any]) -> str:
    """A cell as the table's description wants it: its own words for truths, numbers in digits, days by ISO 8601."""
    if pd.isna(value):
        return ""
    if fact["type"] == "boolean":
        return str(fact["trueValues" if value else "falseValues"][0])
    if fact["type"] in ("integer", "number"):
        number = Decimal(str(value)).normalize()
        return f"{number:f}"
    return str(value.date().isoformat() if fact["type"] == "date" else safe(str(value)))
