"""Which acts answer a view: the one selection that every other question starts from."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

import narwhals as nw
import pandas as pd

from aid.questions.evidence import evidence, told_in
from aid.questions.lazy import alone, frame, small
from aid.shelf import MOST_IN_MEMORY
from aid.table import Ledger
from aid.view import View, families

# Goods, money and people are gifts; letters, thanks and meetings are words.
GIFTS = ("supplies", "funds", "medical_team")
# Partners that no single country fits, and bodies of many countries: not counted as countries, as the claims do not.
NOT_A_COUNTRY = ("international_organisation", "diaspora")


@lru_cache(maxsize=4)
def wide(ledger: Ledger) -> nw.LazyFrame[Any]:
    """Every act with what is known of its partner, how it is known, and what it held.

    Columns: those of acts; `country`, `type` and `sister_city` of the partner; `counted`, the country where the
    partner counts as one (not a diaspora group, not an international organisation); `gift`, whether the act is of
    goods, money or people; `exactness`, how exact its date is: `day`, `month`, `year`, or `bound` where only the latest
    day is known; those of `evidence`; `several`, whether it has more than one source; `held`, the families of goods in
    it, as a sum of `family_bits`; `text`, all that can be searched, in lower case.
    """
    if "wide" in ledger.names:
        return frame(ledger, "wide")
    if ledger.rows("acts") <= MOST_IN_MEMORY:
        return ledger.beside(small(_widened(ledger)))
    return _widened(ledger)


def _widened(ledger: Ledger) -> nw.LazyFrame[Any]:
    partner = frame(ledger, "parties").select(
        partner="id",
        country="country",
        type="type",
        sister_city="sister_city",
        partner_en="name_en",
        partner_zh="name_zh",
    )
    hub = frame(ledger, "parties").select(hub_party="id", hub_en="name_en", hub_zh="name_zh")
    searched = (
        "id",
        "note_en",
        "note_zh",
        "caveat_en",
        "caveat_zh",
        "partner_en",
        "partner_zh",
        "hub_en",
        "hub_zh",
    )
    counts = ~nw.col("type").is_in(NOT_A_COUNTRY)
    return (
        frame(ledger, "acts")
        .join(partner, on="partner", how="left")
        .join(hub, on="hub_party", how="left")
        .join(evidence(ledger), left_on="id", right_on="act", how="left")
        .join(_held(ledger), left_on="id", right_on="act", how="left")
        .with_columns(
            counted=nw.when(counts).then(nw.col("country")),
            gift=nw.col("kind").is_in(GIFTS),
            exactness=nw.when(nw.col("earliest").is_null()).then(nw.lit("bound")).otherwise(nw.col("precision")),
            several=nw.col("source_count") > 1,
            held=nw.col("held").fill_null(0).cast(nw.Int64),
            text=nw.concat_str(*searched, separator="\n", ignore_nulls=True).str.to_lowercase(),
        )
        .drop("partner_en", "partner_zh", "hub_en", "hub_zh")
    )


def _held(ledger: Ledger) -> nw.LazyFrame[Any]:
    """The families of goods that each act held, as a sum: columns `act` and `held`."""
    known = frame(ledger, "items").join(family_frame(ledger), on="item", how="inner")
    return known.select("act", "bit").unique().group_by("act").agg(held=nw.col("bit").sum())


@lru_cache(maxsize=512)
@alone
def matching(ledger: Ledger, view: View) -> nw.LazyFrame[Any]:
    """The acts that answer `view`: the columns of `wide`, and `vague`."""
    found = answering(ledger, view, wide(ledger))
    if view.language:
        found = found.join(told_in(ledger, view.language), left_on="id", right_on="act", how="semi")
    for word in dict.fromkeys(view.q.lower().split()):
        found = _saying(ledger, found, word)
    return found


def answering(ledger: Ledger, view: View, found: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Those of `found`, acts or counts of acts, that answer all of `view` but its words and languages; with `vague`.

    A date that is not known to the day matches a period if it may lie in it; `vague` marks those acts that may also
    lie outside. An act known only as "no later than" has no earliest day and so may lie in any period before.
    """
    for column, codes in (
        ("direction", (view.direction,) if view.direction else ()),
        ("kind", view.kind),
        ("country", view.country),
        ("type", view.party),
        ("confidence", view.confidence),
        ("date_basis", view.basis),
        ("told", view.told),
        ("exactness", view.precision),
    ):
        if codes:
            found = found.filter(nw.col(column).is_in(codes))
    if view.sources:
        found = found.filter(nw.col("several") == (view.sources == "several"))
    if view.standing:
        found = found.filter(nw.col("original") == (view.standing == "original"))
    if view.disputed:
        found = found.filter(nw.col("disputed") == (view.disputed == "yes"))
    if view.moment:
        end = datetime.combine(view.ends_with, datetime.min.time())
        found = found.filter(nw.col("latest") <= end)
    if view.item:
        bits = [bit for family, bit in family_bits(ledger).items() if family in view.item]
        found = found.filter(nw.any_horizontal(*(nw.col("held") // bit % 2 == 1 for bit in bits), ignore_nulls=True))
    outside = []
    if view.since:
        start = datetime.combine(view.since, datetime.min.time())
        found = found.filter(nw.col("latest") >= start)
        outside.append(nw.col("earliest").is_null() | (nw.col("earliest") < start))
    if view.until:
        end = datetime.combine(view.until, datetime.min.time())
        found = found.filter(nw.col("earliest").is_null() | (nw.col("earliest") <= end))
        outside.append(nw.col("latest") > end)
    vague = nw.any_horizontal(*outside, ignore_nulls=True) if outside else nw.lit(False)
    return found.with_columns(vague=vague)


def family_bits(ledger: Ledger) -> dict[str, int]:
    """A power of two for each family of goods that may be added up, so that a sum tells which an act held."""
    return {family: 2**place for place, family in enumerate(families(ledger))}


def items_of(ledger: Ledger, asked: tuple[str, ...]) -> list[str]:
    """The item codes that belong to the families `asked`."""
    return [item["value"] for item in item_categories(ledger) if item["family"] in asked]


@lru_cache(maxsize=4)
def item_categories(ledger: Ledger) -> tuple[dict[str, Any], ...]:
    """The items as the table's description has them: value, labels, family."""
    return tuple(_categories(ledger, "items", "item"))


@lru_cache(maxsize=4)
def family_frame(ledger: Ledger) -> nw.LazyFrame[Any]:
    """Each item with its family: columns `item`, `family` and `bit`, for those families that may be added up."""
    bits = family_bits(ledger)
    items = [(item["value"], item["family"]) for item in item_categories(ledger) if item["family"] in bits]
    known = pd.DataFrame([(*item, bits[item[1]]) for item in items], columns=["item", "family", "bit"])
    return ledger.beside(known.astype({"item": "str", "family": "str", "bit": "int64"}))


def _holding(ledger: Ledger, items: list[str]) -> nw.LazyFrame[Any]:
    return frame(ledger, "items").filter(nw.col("item").is_in(items)).select("act").unique()


def _saying(ledger: Ledger, found: nw.LazyFrame[Any], word: str) -> nw.LazyFrame[Any]:
    """Those of `found` in whose text, country, kind or items the word occurs, in either language."""
    kinds = [known["value"] for known in _categories(ledger, "acts", "kind") if _named(known, word)]
    items = [known["value"] for known in item_categories(ledger) if _named(known, word)]
    places = [iso3 for iso3, names in _country_names(ledger).items() if word in names]
    said = nw.col("text").str.contains(word, literal=True)
    if kinds:
        said |= nw.col("kind").is_in(kinds)
    if places:
        said |= nw.col("country").is_in(places).fill_null(False)
    if not items:
        return found.filter(said)
    hits = _holding(ledger, items).with_columns(hit=nw.lit(True))
    held = found.join(hits, left_on="id", right_on="act", how="left")
    return held.filter(said | nw.col("hit").fill_null(False)).drop("hit")


def _categories(ledger: Ledger, resource: str, field: str) -> list[dict[str, Any]]:
    for table in ledger.descriptor["resources"]:
        for column in table["schema"]["fields"]:
            if (table["name"], column["name"]) == (resource, field):
                return list(column["categories"])
    raise KeyError(f"{resource}.{field}")


def _named(category: dict[str, Any], word: str) -> bool:
    return word in category["label"].lower() or word in category["label_zh"].lower()


@lru_cache(maxsize=4)
def _country_names(ledger: Ledger) -> dict[str, str]:
    """What a country may be called in a search, in lower case: its code and both names."""
    return {row.iso3: f"{row.iso3}\n{row.name_en}\n{row.name_zh}".lower() for row in ledger.countries.itertuples()}
