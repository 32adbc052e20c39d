"""Give and take, pair by pair: who gave first, what came back, after how many days, how much of the same kind.

A pair is Chongqing and one partner, one country, or one sister city, as the view's `by` says. Gifts alone (goods,
money, people) make a return; letters, thanks and meetings are words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.lazy import alone, frame, remembered, small
from aid.questions.rows import acts, crowded, named
from aid.questions.select import family_frame, matching
from aid.table import Ledger
from aid.view import View

# What went on in a pair, the richest first: gifts both ways; one side gave and the other answered, or both wrote;
# one side alone is on record.
GROUPS = ("gifts", "words", "one")
# So many pairs of a group are drawn and listed where a view is crowded.
MOST_PAIRS = 100
SIDES = (("in", "inbound"), ("out", "outbound"))
Known = nw.LazyFrame[Any]


@remembered
def exchange(ledger: Ledger, view: View) -> pd.DataFrame:
    """A row a pair of the view: those with gifts both ways first, in the order that the view asks for.

    Columns: `who`, a partner's id or, by country, its ISO code; `country`; `acts_in`, `acts_out`, `gifts_in`,
    `gifts_out`; `in_act`, `in_earliest`, `in_latest`, `out_act`, `out_earliest`, `out_latest`: the first gift each way
    with its bounds, null where there is none or it is not known; `first`: `inbound`, `outbound` or null where no order
    is certain; `days_min`, `days_max`: the least and most days between the two gifts, null where not known; `group`,
    one of `GROUPS`; `start`, the latest day of the first gift, or of the first act where there is no gift; `size`, the
    view's measure (acts; pieces of one family; value in one currency), null where nobody tells it.

    By country, those partners stand aside that are not counted as one: Chinese communities abroad, international
    organisations.
    """
    found = keyed(ledger, view)
    rows = small(both_sides(found, "who").join(_sizes(ledger, found, view.measure), on="who", how="left"))
    rows["size"] = rows["size"].astype("Float64")
    told = [order_of(row) for row in rows.to_dict("records")]
    rows["first"] = pd.Series([order.first for order in told], dtype="str")
    rows["days_min"] = pd.Series([order.days_min for order in told], dtype="Int64")
    rows["days_max"] = pd.Series([order.days_max for order in told], dtype="Int64")
    gave, took = rows["gifts_in"] > 0, rows["gifts_out"] > 0
    rows["group"] = "one"
    rows.loc[(rows["acts_in"] > 0) & (rows["acts_out"] > 0), "group"] = "words"
    rows.loc[gave & took, "group"] = "gifts"
    rows["start"] = rows[["in_latest", "out_latest"]].min(axis=1).fillna(rows["start"])
    return _sorted(rows, view.sort).drop(columns=["in_open", "in_least", "out_open", "out_least"])


@alone
def exchanged(ledger: Ledger, view: View) -> pd.DataFrame:
    """The acts of the pairs of a view: the columns of `questions.acts`, and `who`.

    Of a crowded view only the first act and the first gift each way of the first `MOST_PAIRS` pairs of each group.
    """
    if crowded(ledger, view):
        rows = exchange(ledger, view).groupby("group").head(MOST_PAIRS)
        found = keyed(ledger, view).filter(nw.col("who").is_in(list(rows["who"])))
        soonest = found.group_by("who", "direction").agg(nw.col("latest").min())
        first = found.join(soonest, on=["who", "direction", "latest"], how="inner").group_by("who", "direction")
        ids = [rows["in_act"], rows["out_act"], small(first.agg(nw.col("id").min()))["id"]]
        few = named(ledger, tuple(pd.concat(ids).dropna().drop_duplicates())).acts
        return few.assign(who=few["country" if view.by == "country" else "partner"])
    return acts(ledger, view).merge(small(keyed(ledger, view).select("id", "who")), on="id", how="inner")


@dataclass(frozen=True)
class Returns:
    """What the pairs of a view come to: how many gave both ways, who first, and the median of the days between."""

    pairs: int
    partner_first: int
    hub_first: int
    dated: int
    """Pairs led by the leading side whose least and most days are both known: those the median is of."""
    median_min: float | None
    median_max: float | None

    @property
    def open(self) -> int:
        """Pairs in which no order is certain."""
        return self.pairs - self.partner_first - self.hub_first

    @property
    def led_by_partner(self) -> bool:
        """Whether the finding is told of partners who gave first: where there is any such pair."""
        return self.partner_first > 0

    @property
    def led(self) -> int:
        """The pairs that the leading side began."""
        return self.partner_first or self.hub_first


def returns(ledger: Ledger, view: View) -> Returns:
    """The finding of a view's pairs with gifts both ways, in numbers.

    The median is that of the least days and that of the most days, over the pairs that the leading side began and of
    which both are known: one number where they agree, a range where not.
    """
    rows = exchange(ledger, view)
    pairs = rows[rows["group"] == "gifts"]
    inbound, outbound = (int((pairs["first"] == side).sum()) for side in ("inbound", "outbound"))
    led = pairs[pairs["first"] == ("inbound" if inbound else "outbound")]
    dated = led[led["days_min"].notna() & led["days_max"].notna()]
    least, most = (float(dated[name].median()) if len(dated) else None for name in ("days_min", "days_max"))
    return Returns(len(pairs), inbound, outbound, len(dated), least, most)


def both_sides(found: Known, key: str) -> Known:
    """A row a value of `key` among the acts `found`: how many acts and gifts each way, and the first gift each way.

    The first gift is the one with the lowest upper bound; of several, the first by id. Columns: `key`; `country`;
    `acts_in`, `acts_out`, `gifts_in`, `gifts_out`; `start`, the latest day of the first act; and for each side
    `_act`, `_earliest`, `_latest` of its first gift, `_open`, how many of its gifts have no lower bound, and `_least`,
    the least of the lower bounds.
    """
    inbound, outbound, gift = nw.col("direction") == "inbound", nw.col("direction") == "outbound", nw.col("gift")
    sides = found.with_columns(acts_in=inbound, acts_out=outbound, gifts_in=inbound & gift, gifts_out=outbound & gift)
    # Grouped by the key alone: a country that is not known would drop the row on some engines.
    rows = sides.group_by(key).agg(
        nw.col("country").min(),
        *(nw.col(name).sum() for name in ("acts_in", "acts_out", "gifts_in", "gifts_out")),
        start=nw.col("latest").min(),
    )
    for side, direction in SIDES:
        rows = rows.join(_first(found, key, direction, side), on=key, how="left")
    return rows


@dataclass(frozen=True)
class Order:
    """Which direction gave first, if that is certain, and the least and most days to the other's gift."""

    first: str | None = None
    days_min: int | None = None
    days_max: int | None = None


def order_of(row: dict[Any, Any]) -> Order:
    """The order of a pair's two first gifts, from a row of `both_sides`.

    It is certain only where the first gift lies before every gift of the other side. Where a gift of the other side
    that is known only by an upper bound leaves it open, the most days from the one to the other are told all the same.
    """
    if not (row["gifts_in"] and row["gifts_out"]):
        return Order()
    for (first, direction), (then, _) in (SIDES, SIDES[::-1]):
        start, end = row[f"{first}_earliest"], row[f"{first}_latest"]
        other, other_end = row[f"{then}_earliest"], row[f"{then}_latest"]
        most = None if pd.isna(start) else (other_end - start).days
        if not row[f"{then}_open"] and row[f"{then}_least"] > end:
            return Order(direction, (other - end).days, most)
        if most is not None and row[f"{then}_open"] and other_end > end:
            return Order(days_max=most)
    return Order()


def keyed(ledger: Ledger, view: View) -> Known:
    """The acts of a view that belong to a pair, with `who`: the partner, or the country."""
    found = matching(ledger, view)
    if view.by == "country":
        return found.filter(~nw.col("counted").is_null()).with_columns(who=nw.col("counted"))
    if view.by == "sister":
        found = found.filter(nw.col("sister_city").fill_null(False))
    return found.with_columns(who=nw.col("partner"))


def _first(found: Known, key: str, direction: str, side: str) -> Known:
    """The gift with the lowest upper bound that each has in a direction, and the bounds of all its gifts there."""
    gifts = found.filter(nw.col("gift"), nw.col("direction") == direction)
    soonest = gifts.group_by(key).agg(latest=nw.col("latest").min())
    chosen = gifts.join(soonest, on=[key, "latest"], how="inner").group_by(key).agg(nw.col("id").min())
    bounds = (
        gifts.with_columns(open=nw.col("earliest").is_null())
        .group_by(key)
        .agg(nw.col("open").sum().alias(f"{side}_open"), nw.col("earliest").min().alias(f"{side}_least"))
    )
    return (
        gifts.join(chosen, on=[key, "id"], how="inner")
        .join(bounds, on=key, how="left")
        .select(
            key,
            f"{side}_open",
            f"{side}_least",
            nw.col("id").alias(f"{side}_act"),
            nw.col("earliest").alias(f"{side}_earliest"),
            nw.col("latest").alias(f"{side}_latest"),
        )
    )


def _sizes(ledger: Ledger, found: Known, measure: str) -> Known:
    """How large each pair is by the view's measure: columns `who` and `size`."""
    if measure == "acts":
        return found.group_by("who").agg(size=nw.len())
    if measure == "value":
        sums = (
            found.filter(~nw.col("value").is_null())
            .group_by("who")
            .agg(total=nw.col("value").sum(), currencies=nw.col("currency").n_unique())
        )
        return sums.filter(nw.col("currencies") == 1).select("who", size="total")
    return (
        frame(ledger, "items")
        .join(family_frame(ledger).filter(nw.col("family") == measure), on="item", how="inner")
        .filter(nw.col("unit") == "piece")
        .join(found.select("id", "who"), left_on="act", right_on="id", how="inner")
        .group_by("who")
        .agg(size=nw.col("quantity").sum())
    )


def _sorted(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """The rows by group, then by first gift, gap or size; what is not known last."""
    rows = rows.assign(_group=rows["group"].map(GROUPS.index), _largest=-rows["size"])
    order = {"first": [], "gap": ["days_max", "days_min"], "size": ["_largest"]}[by]
    ordered = rows.sort_values(["_group", *order, "start", "who"], ignore_index=True)
    return ordered.drop(columns=["_group", "_largest"])
