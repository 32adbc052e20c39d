"""Where was looked: the log of searches by country, held against what is on record."""

from __future__ import annotations

from functools import lru_cache

import narwhals as nw
import pandas as pd
import pycountry

from aid.questions.lazy import frame, in_table_order, remembered, small
from aid.questions.places import by_country
from aid.table import Ledger
from aid.view import View

# The hub's own country is no partner of it; Hong Kong, Macao and Taiwan count as the table has them.
HUB_COUNTRY = "CHN"
DIRECTIONS = {"inbound": "in", "outbound": "out"}


def of_searches(view: View) -> View:
    """The part of a view that the log of searches knows: direction and countries."""
    return View(direction=view.direction, country=view.country)


@remembered
def searches(ledger: Ledger, view: View) -> pd.DataFrame:
    """The searches for a view's countries and direction, in the table's order; other keys choose none of them.

    Columns: all of the table's searches. One that went either way answers both directions; one about no single country
    answers no country.
    """
    found = frame(ledger, "searches")
    if view.country:
        found = found.filter(nw.col("country").is_in(view.country))
    if view.direction:
        found = found.filter(nw.col("direction").is_in((view.direction, "both")))
    return small(in_table_order(found))


@remembered
def searched(ledger: Ledger, view: View) -> pd.DataFrame:
    """A row a country that is on record or was looked for, those with most acts first, then those most looked for.

    Columns: `country`; `state`, `recorded` or `not_found`; `acts`; `acts_in`, `acts_out`; `searches`; `found`, those of
    them that led to a page that adds something, whether or not it is in the table; `languages`, the tags' first parts,
    joined by `;`; `vain_in`, `vain_out`: searches that way that found nothing, where it has no act on record; `vain`,
    whether one way is on record while the other was looked for in vain. Of a view its direction and countries count.
    """
    asked = of_searches(view)
    acts = by_country(ledger, asked).pivot_table(index="country", columns="direction", values="acts", aggfunc="sum")
    acts = acts.reindex(columns=list(DIRECTIONS)).fillna(0).astype("int64")
    log = searches(ledger, asked).dropna(subset=["country"])
    log = log.assign(language=log["language"].str.split("-").str[0])
    by = log.groupby("country", sort=False)
    rows = pd.DataFrame(index=pd.Index([*acts.index, *by.groups], name="country", dtype="str").unique())
    rows = rows.drop(index=HUB_COUNTRY, errors="ignore")
    for direction, short in DIRECTIONS.items():
        rows[f"acts_{short}"] = acts[direction].reindex(rows.index).fillna(0).astype("int64")
        in_vain = log[log["direction"].isin((direction, "both")) & ~log["found"]].groupby("country").size()
        told = asked.direction in (None, direction)
        silent = (rows[f"acts_{short}"] == 0) & told
        rows[f"vain_{short}"] = in_vain.reindex(rows.index).fillna(0).astype("int64").where(silent, 0)
    rows["acts"] = rows["acts_in"] + rows["acts_out"]
    rows["searches"] = by.size().reindex(rows.index).fillna(0).astype("int64")
    rows["found"] = by["found"].sum().reindex(rows.index).fillna(0).astype("int64")
    rows["languages"] = by["language"].agg(lambda own: ";".join(dict.fromkeys(own))).reindex(rows.index).fillna("")
    rows["state"] = ["recorded" if acts else "not_found" for acts in rows["acts"]]
    rows["vain"] = (rows["acts"] > 0) & (rows["vain_in"] + rows["vain_out"] > 0)
    order = rows.reset_index().sort_values(["acts", "searches", "country"], ascending=[False, False, True])
    columns = ("country", "state", "acts", "acts_in", "acts_out", "searches", "found", "languages")
    return order[[*columns, "vain_in", "vain_out", "vain"]].reset_index(drop=True)


@remembered
def looked(ledger: Ledger, view: View) -> pd.DataFrame:
    """How many countries and regions are in which state, and how many searches are about none; one row.

    Columns: `recorded`, `not_found`, `not_looked`, which together are `countries`: all of ISO 3166-1 but the hub's own,
    or those that the view asks for; `searches`; `found`; `elsewhere`, searches about no single country.
    """
    rows, unseen = searched(ledger, view), not_looked(ledger, view)
    log = searches(ledger, of_searches(view))
    return pd.DataFrame(
        {
            "countries": [len(rows) + len(unseen)],
            "recorded": [int((rows["state"] == "recorded").sum())],
            "not_found": [int((rows["state"] == "not_found").sum())],
            "not_looked": [len(unseen)],
            "searches": [len(log)],
            "found": [int(log["found"].sum())],
            "elsewhere": [int(log["country"].isna().sum())],
        }
    )


def not_looked(ledger: Ledger, view: View) -> tuple[str, ...]:
    """The countries and regions by code of which nothing is on record and that nobody has looked for."""
    seen = {*searched(ledger, view)["country"], HUB_COUNTRY}
    return tuple(code for code in view.country or countries() if code not in seen)


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """The countries and regions of ISO 3166-1 by code, without the hub's own."""
    return tuple(sorted(country.alpha_3 for country in pycountry.countries if country.alpha_3 != HUB_COUNTRY))
