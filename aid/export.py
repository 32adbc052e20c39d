"""The same answers as files: the acts of a view as CSV and JSON, typed, with nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pandas as pd

from aid import questions
from aid.questions.select import items_of
from aid.table import Ledger
from aid.view import View

# A cell that begins with one of these is a formula to a spreadsheet.
# East Asian spreadsheets read the full-width signs alike.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
COLUMNS = (
    "id",
    "date",
    "earliest",
    "latest",
    "precision",
    "date_basis",
    "direction",
    "kind",
    "country",
    "partner",
    "partner_en",
    "partner_zh",
    "partner_type",
    "hub_party",
    "hub_party_en",
    "hub_party_zh",
    "items",
    "masks",
    "value",
    "currency",
    "note_en",
    "note_zh",
    "caveat_en",
    "caveat_zh",
    "confidence",
    "sources",
    "source_urls",
)


def masks(acts: pd.DataFrame, items: pd.DataFrame) -> pd.Series[Any]:
    """The pieces of masks that each act tells, in the order of `acts`; null where it tells none."""
    own = items[items["item"].str.endswith("mask") & (items["unit"] == "piece")]
    told = own.dropna(subset=["quantity"]).groupby("act")["quantity"].sum()
    return acts["id"].map(told).reset_index(drop=True)


def flat(ledger: Ledger, view: View) -> pd.DataFrame:
    """The acts of a view, a row an act, in the order of the screen: the columns of `COLUMNS`.

    `items` joins "item:quantity unit" by `; `, the number left out where it is not told; `source_urls` are in the
    order of `sources`; dates are ISO 8601.
    """
    acts, items = questions.acts(ledger, view), questions.item_rows(ledger, view)
    parties = ledger.parties.set_index("id")
    urls = ledger.sources.set_index("id")["url"]
    held = {act: "; ".join(_item(row) for row in some.itertuples()) for act, some in items.groupby("act")}
    known = set(items_of(ledger, ("masks",)))
    rows = acts.assign(
        earliest=acts["earliest"].dt.strftime("%Y-%m-%d"),
        latest=acts["latest"].dt.strftime("%Y-%m-%d"),
        partner_en=acts["partner"].map(parties["name_en"]),
        partner_zh=acts["partner"].map(parties["name_zh"]),
        partner_type=acts["type"],
        hub_party_en=acts["hub_party"].map(parties["name_en"]),
        hub_party_zh=acts["hub_party"].map(parties["name_zh"]),
        items=acts["id"].map(held),
        masks=masks(acts, items[items["item"].isin(known)]),
        source_urls=[" ".join(urls[source] for source in sources.split(";")) for sources in acts["sources"]],
    )
    return rows[list(COLUMNS)]


def _item(row: Any) -> str:
    return row.item if pd.isna(row.quantity) else f"{row.item}:{row.quantity} {row.unit}"


def records(ledger: Ledger, view: View) -> list[dict[str, Any]]:
    """The acts of a view as plain Python values; what is not known is None."""
    return [{str(name): _plain(value) for name, value in row.items()} for row in flat(ledger, view).to_dict("records")]


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.item() if hasattr(value, "item") else value


def acts_csv(ledger: Ledger, view: View, *, excel: bool = False) -> bytes:
    """The acts of a view as CSV, UTF-8; with `excel`, marked so that Excel reads the Chinese."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n" if excel else "\n")
    writer.writeheader()
    for record in records(ledger, view):
        writer.writerow({name: _safe(value) for name, value in record.items()})
    return text.getvalue().encode("utf-8-sig" if excel else "utf-8")


def _safe(value: Any) -> Any:
    """The cell as text that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def acts_json(ledger: Ledger, view: View) -> bytes:
    """The acts of a view as JSON: `version`, `digest`, `view`, `count` and `acts`; unknown is null."""
    rows = records(ledger, view)
    answer = {
        "version": ledger.version,
        "digest": ledger.digest,
        "licence": "CC-BY-4.0",
        "view": view.query(),
        "count": len(rows),
        "acts": rows,
    }
    return json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False).encode()
