"""What can be asked for as a file: the answers, each with columns that are typed and explained.

The columns stand in `columns.json`: a column of the table by its name there, `acts.id`; one that is worked out with
its own type, title and meaning in both languages. Names of columns do not change within a major version.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from aid import questions
from aid.export.cells import plain
from aid.questions.select import item_categories, items_of
from aid.table import Ledger
from aid.view import FIELD, KEYS, View

COLUMNS_FILE = Path(__file__).with_name("columns.json")


@dataclass(frozen=True)
class Answer:
    """One answer: its name, its description, its columns in order, and where on earth its rows lie."""

    name: str
    about: Mapping[str, Any]
    fields: tuple[Mapping[str, Any], ...]
    rows: Callable[[Ledger, View], pd.DataFrame]
    position: Callable[[Ledger, pd.DataFrame], pd.DataFrame] | None = None
    """Longitude and latitude of each row, null where it has none; None where rows have no place at all."""
    keys: tuple[str, ...] = KEYS
    """The keys of an address that it takes."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order of every file."""
        return tuple(field["name"] for field in self.fields)

    @property
    def key(self) -> str | None:
        """The column that tells rows apart, where one alone does."""
        return self.columns[0] if self.columns[0] in ("id", "iso3") else None

    def taken(self, view: View) -> View:
        """The part of a view that chooses its rows."""
        return View(**{FIELD[key]: getattr(view, FIELD[key]) for key in self.keys})


@lru_cache(maxsize=4)
def answers(ledger: Ledger) -> dict[str, Answer]:
    """Every answer by name, described for a table."""
    known = {
        f"{table['name']}.{column['name']}": column
        for table in ledger.descriptor["resources"]
        for column in table["schema"]["fields"]
    }
    described = json.loads(COLUMNS_FILE.read_text(encoding="utf-8"))
    return {
        name: Answer(
            name,
            {key: text for key, text in about.items() if key != "fields"},
            tuple(_field(field, known) for field in about["fields"]),
            *ASKED[name],
        )
        for name, about in described.items()
    }


def _field(field: Any, known: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    if isinstance(field, str):
        return known[field]
    own = {key: value for key, value in field.items() if key != "like"}
    return {**known[field["like"]], **own} if "like" in field else own


def records(answer: Answer, ledger: Ledger, view: View) -> list[dict[str, Any]]:
    """The rows of an answer as plain Python values, dates as dates; what is not known is None."""
    return list(each(answer, answer.rows(ledger, view)))


def each(answer: Answer, rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame one by one, in the answer's columns."""
    for row in rows[list(answer.columns)].itertuples(index=False, name=None):
        yield dict(zip(answer.columns, map(plain, row), strict=True))


# ---- the rows ----


def masks(acts: pd.DataFrame, items: pd.DataFrame) -> pd.Series[Any]:
    """The pieces of masks that each act tells, in the order of `acts`; null where it tells none."""
    own = items[items["item"].str.endswith("mask") & (items["unit"] == "piece")]
    told = own.dropna(subset=["quantity"]).groupby("act")["quantity"].sum()
    return acts["id"].map(told).reset_index(drop=True)


def _acts(ledger: Ledger, view: View) -> pd.DataFrame:
    """The acts of a view, a row an act, in the order of the screen."""
    acts, items = questions.acts(ledger, view), questions.item_rows(ledger, view)
    parties = ledger.parties.set_index("id")
    urls = ledger.sources.set_index("id")["url"]
    held = {act: "; ".join(_item(row) for row in some.itertuples()) for act, some in items.groupby("act")}
    known = set(items_of(ledger, ("masks",)))
    return acts.assign(
        uncertain_period=acts["vague"].astype("boolean").fillna(False),
        partner_en=acts["partner"].map(parties["name_en"]),
        partner_zh=acts["partner"].map(parties["name_zh"]),
        partner_type=acts["type"],
        hub_party_en=acts["hub_party"].map(parties["name_en"]),
        hub_party_zh=acts["hub_party"].map(parties["name_zh"]),
        items=acts["id"].map(held),
        masks=masks(acts, items[items["item"].isin(known)]),
        source_urls=[" ".join(urls[source] for source in sources.split(";")) for sources in acts["sources"]],
    )


def _item(row: Any) -> str:
    return row.item if pd.isna(row.quantity) else f"{row.item}:{row.quantity} {row.unit}"


def _countries(ledger: Ledger, view: View) -> pd.DataFrame:
    counted = questions.by_country(ledger, view.but(measure="acts"))
    order = list(dict.fromkeys(counted["country"]))
    told = questions.by_country(ledger, view.but(measure="masks"))
    rows = ledger.countries.set_index("iso3").reindex(order).rename_axis("iso3")
    for side, direction in (("in", "inbound"), ("out", "outbound")):
        own = counted[counted["direction"] == direction].set_index("country").reindex(order)
        rows[f"acts_{side}"] = own["acts"].fillna(0).astype("Int64")
        rows[f"gifts_{side}"] = own["gifts"].fillna(0).astype("Int64")
        worn = told[told["direction"] == direction].set_index("country").reindex(order)
        rows[f"masks_{side}"] = worn["size"].astype("Int64")
        rows[f"masks_{side}_reporting"] = worn["reporting"].fillna(0).astype("Int64")
    return rows.reset_index()


def _items(ledger: Ledger, view: View) -> pd.DataFrame:
    known = {item["value"]: item for item in item_categories(ledger)}
    rows = questions.item_rows(ledger, view)
    return rows.assign(
        item_en=[known[code]["label"] for code in rows["item"]],
        item_zh=[known[code]["label_zh"] for code in rows["item"]],
        family=[known[code]["family"] for code in rows["item"]],
    )


# ---- where they lie ----


def _of_partner(ledger: Ledger, rows: pd.DataFrame) -> pd.DataFrame:
    """An act lies where its partner does: the hub's side is the same for all."""
    places = ledger.parties.set_index("id")[["longitude", "latitude"]]
    return places.reindex(rows["partner"]).reset_index(drop=True)


def _own(ledger: Ledger, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["longitude", "latitude"]].reset_index(drop=True)


ASKED: dict[str, tuple[Any, ...]] = {
    "acts": (_acts, _of_partner),
    "countries": (_countries, _own),
    "parties": (questions.parties, _own),
    "items": (_items,),
    "sources": (questions.sources,),
    "disputes": (questions.disputes,),
    "claims": (questions.claims_against, None, ("direction", "kind")),
    "searches": (questions.searches, None, ("direction", "country")),
    "timeline": (questions.by_period,),
}
