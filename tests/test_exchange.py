"""Give and take, pair by pair: the findings once more in plain Python over the rows, and by hand on changed tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import pytest

from aid import charts, exchanges, labels, questions, reciprocity, titles
from aid.table import Ledger, read
from aid.view import View
from aid.words import Words, words
from tests.plain import Act, Table

BYS = ("party", "country", "sister")
NAMES = {"party": "partners", "country": "countries and regions", "sister": "sister cities"}


# ---- the second method: no data frame, nothing of aid/ but the view's names ----


def groups(rows: Table, by: str, country: str = "") -> dict[str, list[Act]]:
    """The acts of each pair, by partner's id or ISO code."""
    sister = {party["id"] for party in rows.files["parties"] if party["sister_city"] == "true"}
    found: dict[str, list[Act]] = defaultdict(list)
    for act in rows.acts:
        if country and act.country != country:
            continue
        if by == "country":
            if act.counted:
                found[act.counted].append(act)
        elif by == "party" or act.partner in sister:
            found[act.partner].append(act)
    return dict(found)


def gifts(acts: list[Act], way: str) -> list[Act]:
    return [act for act in acts if act.gift and act.direction == way]


def surely_before(one: list[Act], other: list[Act]) -> bool:
    """Whether some gift of the one side lies before every gift of the other, whatever the vague dates mean."""
    soonest = min(act.latest for act in one)
    return all(act.earliest is not None and act.earliest > soonest for act in other)


def first_of(acts: list[Act]) -> Act:
    return min(acts, key=lambda act: (act.latest, act.id))


def worked_out(rows: Table, by: str, country: str = "") -> dict[str, Any]:
    """The numbers of the headline: pairs, who first, and the medians of the least and the most days."""
    both = [acts for acts in groups(rows, by, country).values() if gifts(acts, "inbound") and gifts(acts, "outbound")]
    led = [acts for acts in both if surely_before(gifts(acts, "inbound"), gifts(acts, "outbound"))]
    spans = []
    for acts in led:
        came, went = first_of(gifts(acts, "inbound")), first_of(gifts(acts, "outbound"))
        if came.earliest is not None and went.earliest is not None:
            spans.append(((went.earliest - came.latest).days, (went.latest - came.earliest).days))
    hub = [acts for acts in both if surely_before(gifts(acts, "outbound"), gifts(acts, "inbound"))]
    return {
        "pairs": len(both),
        "partner_first": len(led),
        "hub_first": len(hub),
        "dated": len(spans),
        "median_min": median(least for least, _ in spans) if spans else None,
        "median_max": median(most for _, most in spans) if spans else None,
    }


def headline(told: dict[str, Any], by: str) -> str:
    """The English headline that these numbers make, where several pairs gave both ways and some partner first."""
    n, k, least, most = (told[name] for name in ("pairs", "partner_first", "median_min", "median_max"))
    lead = f"all {n} {NAMES[by]}" if k == n else f"{k} of the {n} {NAMES[by]}"
    days = f"{least:g}" if least == most else f"{least:g} to {most:g}"
    if told["dated"] == k:
        tail = f"the median return took {days} days"
    elif told["dated"] == 1:
        tail = f"the one return that can be dated took {days} days"
    else:
        tail = f"the median of the {told['dated']} returns that can be dated is {days} days"
    return f"{lead} that gave and received gave first; {tail}"


@pytest.mark.parametrize("by", BYS)
def test_the_finding_is_what_plain_python_finds_in_the_rows(ledger: Ledger, rows: Table, by: str) -> None:
    told = questions.returns(ledger, View(by=by))
    for name, number in worked_out(rows, by).items():
        assert getattr(told, name) == number, name


@pytest.mark.parametrize(
    ("view", "by", "country", "before"),
    [
        (View(), "party", "", ""),
        (View(by="country"), "country", "", ""),
        (View(country=("JPN",)), "party", "JPN", "Japan: "),
    ],
    ids=["the whole table", "by country", "Japan"],
)
def test_three_headlines_are_what_the_rows_make(
    ledger: Ledger, rows: Table, en: Words, view: View, by: str, country: str, before: str
) -> None:
    told = worked_out(rows, by, country)
    assert told["pairs"] > 1 and told["partner_first"], "these views have such a headline"
    expected = en.capital(before + headline(told, by))
    assert exchanges.finding(ledger, view, en) == expected
    assert titles.headline("exchange", view, None, ledger, en) == expected


@pytest.mark.parametrize("by", BYS)
def test_pairs_hold_every_act_that_belongs_to_one_and_are_grouped_by_what_went_on(
    ledger: Ledger, rows: Table, by: str
) -> None:
    told = {row["who"]: row for row in questions.exchange(ledger, View(by=by)).to_dict("records")}
    expected = groups(rows, by)
    assert set(told) == set(expected)
    for who, acts in expected.items():
        ways = {act.direction for act in acts}
        given = {act.direction for act in acts if act.gift}
        group = "gifts" if len(given) == 2 else "words" if len(ways) == 2 else "one"
        assert told[who]["group"] == group, who
        assert told[who]["acts_in"] + told[who]["acts_out"] == len(acts)
    acts = questions.exchanged(ledger, View(by=by))
    assert sorted(zip(acts["who"], acts["id"], strict=True)) == sorted(
        (who, act.id) for who, own in expected.items() for act in own
    )


@pytest.mark.parametrize("by", BYS)
def test_only_kindred_things_are_compared(ledger: Ledger, rows: Table, by: str) -> None:
    """Every family and unit that both sides name, added up act by act; nothing else."""
    expected = {}
    for who, acts in groups(rows, by).items():
        for family in rows.summable:
            sides = {}
            for way in ("inbound", "outbound"):
                held = [
                    (act.id, unit, quantity)
                    for act in acts
                    if act.direction == way
                    for item, quantity, unit in act.items
                    if rows.family[item] == family
                ]
                sums: dict[str, int] = defaultdict(int)
                for _, unit, quantity in held:
                    if quantity is not None:
                        sums[unit] += quantity
                sides[way] = (len({act for act, _, _ in held}), dict(sums))
            if all(naming for naming, _ in sides.values()):
                for way, (naming, sums) in sides.items():
                    expected[who, family, way] = (naming, sums)
    told: dict[Any, Any] = {}
    goods = questions.kindred(ledger, View(by=by))
    for row in goods[goods["family"] != "value"].itertuples():
        naming, sums = told.setdefault((row.who, row.family, row.direction), (row.naming, {}))
        assert naming == row.naming
        if pd.notna(row.quantity):
            sums[row.unit] = int(row.quantity)
    assert told == expected
    assert expected, "some pair can be compared"


# ---- by hand, on changed copies ----

NEW = "2020-06-17-out-hungary-health-experts-video,"


def act(id: str, direction: str, partner: str, basis: str = "donated", money: str = ",") -> str:
    """A row of the file of acts, of goods or, with a value and a currency, of money."""
    day = "-".join(part for part in id.split("-")[:3] if part.isdigit())
    kind = "supplies" if money == "," else "funds"
    told = "More.,更多。,,,high,s138,2026-11-23"
    return f"{id},{day},{basis},{direction},{kind},{partner},chongqing-municipality,{money},{told}\n"


@pytest.fixture
def plus(altered: Callable[..., Ledger]) -> Callable[..., Ledger]:
    """The real table with more acts and items: `plus([act(...)], ["id,mask,100,piece"])`."""

    def make(acts: list[str], items: list[str] = []) -> Ledger:  # noqa: B006  (never changed)
        changes = [("acts.csv", NEW, "".join(acts) + NEW)]
        line = "2020-01-28-in-mito-masks,mask,50000,piece\n"
        changes.append(("items.csv", line, line + "".join(f"{item}\n" for item in items)))
        return altered(*changes)

    return make


def pair(ledger: Ledger, who: str, view: View | None = None) -> dict[str, Any]:
    rows = questions.exchange(ledger, view or View())
    return dict(rows.set_index("who").loc[who])


def test_a_gift_known_by_its_latest_day_came_first_where_that_day_lies_before_the_others(
    altered: Callable[..., Ledger], en: Words, zh: Words
) -> None:
    """Mito's masks by 28 January 2020 at the latest, its return on 21 May: 3 + 29 + 31 + 30 + 21 days, or more."""
    masks = "2020-01-28-in-mito-masks,2020-01-28,"
    mito = pair(altered(("acts.csv", f"{masks}donated", f"{masks}no_later_than")), "mito")
    assert mito["first"] == "inbound"
    assert mito["days_min"] == 114
    assert pd.isna(mito["days_max"])
    assert reciprocity.between(mito, en) == "114 days or more"
    assert reciprocity.between(mito, zh) == "至少114天"


def test_an_earlier_gift_without_a_first_day_leaves_the_order_open_and_the_most_days_told(
    plus: Callable[..., Ledger], en: Words
) -> None:
    """Mito gave on 28 January, and had a gift on 21 May, 114 days later; another by 1 June may have come before all."""
    changed = plus(
        [act("2020-06-01-out-mito-supplies", "outbound", "mito", "no_later_than")],
        ["2020-06-01-out-mito-supplies,medical_supplies,,"],
    )
    mito = pair(changed, "mito")
    assert pd.isna(mito["first"]) and pd.isna(mito["days_min"])
    assert mito["days_max"] == 114
    assert reciprocity.between(mito, en) == "114 days at most, order not certain"


def test_letters_and_thanks_are_no_return(ledger: Ledger) -> None:
    maribor = pair(ledger, "maribor")
    assert maribor["group"] == "words"
    assert pd.isna(maribor["first"]) and pd.isna(maribor["days_max"])


def test_the_median_of_vague_dates_is_a_range(ledger: Ledger) -> None:
    # Busan gave in February 2020: on its last day 25 days before the return of 25 March, on its first 53.
    told = questions.returns(ledger, View(q="busan"))
    assert (told.median_min, told.median_max) == (25, 53)


def test_under_a_filter_the_headline_says_what_is_found_and_no_more(ledger: Ledger, en: Words) -> None:
    for view in (View(kind=("supplies",)), View(direction="inbound"), View(q="mito"), View(confidence=("high",))):
        assert "on record" in exchanges.finding(ledger, view, en)
        assert "first" not in exchanges.finding(ledger, view, en)


def test_one_pair_is_called_by_its_name(ledger: Ledger, en: Words, zh: Words) -> None:
    belarus = View(country=("BLR",))
    # 24 February to 17 April 2020: 5 + 31 + 17.
    assert exchanges.finding(ledger, belarus, en) == "Minsk Region gave first; a gift went back after 53 days"
    assert exchanges.finding(ledger, belarus.but(by="country"), en).startswith("Belarus gave first")
    assert exchanges.finding(ledger, belarus, zh) == "明斯克州先赠，相隔53天，重庆回赠"


def test_without_any_pair_nothing_is_claimed(ledger: Ledger, en: Words) -> None:
    assert "first" not in exchanges.finding(ledger, View(country=("ISL",)), en)


def test_the_rule_tells_of_how_many_pairs_no_order_is_certain(ledger: Ledger, rows: Table, en: Words) -> None:
    told = worked_out(rows, "party")
    unclear = told["pairs"] - told["partner_first"] - told["hub_first"]
    assert unclear
    assert f"In {unclear} of {told['pairs']} pairs this is not certain" in exchanges.rule(ledger, View(), en)


# ---- sorting ----


def test_pairs_stand_in_the_order_asked_for_with_the_unknown_last(ledger: Ledger, rows: Table) -> None:
    def both(view: View) -> pd.DataFrame:
        found = questions.exchange(ledger, view)
        return found[found["group"] == "gifts"]

    first = both(View())
    expected = {
        who: min(first_of(gifts(acts, way)).latest for way in ("inbound", "outbound"))
        for who, acts in groups(rows, "party").items()
        if gifts(acts, "inbound") and gifts(acts, "outbound")
    }
    assert list(first["who"]) == sorted(expected, key=lambda who: (expected[who], who))
    days = list(both(View(sort="gap"))["days_max"])
    known = [most for most in days if pd.notna(most)]
    assert known == sorted(known) and days[: len(known)] == known and len(days) > len(known)
    acts = {who: len(own) for who, own in groups(rows, "party").items()}
    sizes = [acts[who] for who in both(View(sort="size"))["who"]]
    assert sizes == sorted(sizes, reverse=True)


def test_by_size_of_masks_those_with_most_masks_both_ways_come_first(ledger: Ledger, rows: Table) -> None:
    found = questions.exchange(ledger, View(sort="size", measure="masks"))
    both = found[found["group"] == "gifts"]
    expected = {who: rows.pieces(acts, "masks")[0] for who, acts in groups(rows, "party").items()}
    assert [expected[who] for who in both["who"]][:3] == sorted(
        (expected[who] or 0 for who in both["who"]), reverse=True
    )[:3]
    assert [None if pd.isna(size) else int(size) for size in found["size"]] == [expected[who] for who in found["who"]]


# ---- words ----


def test_what_came_and_went_is_said_of_the_same_kind_only(plus: Callable[..., Ledger], en: Words, zh: Words) -> None:
    # Mito: 50,000 masks came, 5,000 went. Minsk Region: surgical masks came without a number, 20,000 went.
    told = questions.kindred(plus([]), View())
    assert reciprocity.compared("mito", told, en) == ("masks: gave 50,000, received 5,000",)
    assert reciprocity.compared("mito", told, zh) == ("口罩：来5万，往5000",)
    assert reciprocity.compared("minsk-region", told, en) == ("masks: gave a number not reported, received 20,000",)
    # Seoul gave suits and goggles and had masks.
    assert reciprocity.compared("seoul", told, en) == ()


def test_a_sum_is_the_least_where_an_act_tells_no_number(plus: Callable[..., Ledger], en: Words) -> None:
    changed = plus(
        [act("2020-02-05-in-mito-supplies", "inbound", "mito")],
        ["2020-02-05-in-mito-supplies,n95_mask,,"],
    )
    told = reciprocity.compared("mito", questions.kindred(changed, View()), words("en", changed))
    assert told == ("masks: gave at least 50,000, received 5,000",)


def test_money_is_compared_within_one_currency_only(plus: Callable[..., Ledger]) -> None:
    came = act("2020-02-05-in-mito-funds", "inbound", "mito", money="100,JPY")
    went = act("2020-06-05-out-mito-funds", "outbound", "mito", money="70,JPY")
    other = act("2020-06-05-out-mito-funds", "outbound", "mito", money="70,USD")
    same, apart = plus([came, went]), plus([came, other])
    told = reciprocity.compared("mito", questions.kindred(same, View()), words("en", same))
    assert "money: gave JPY 100, received JPY 70" in told
    assert not any(
        "money" in line for line in reciprocity.compared("mito", questions.kindred(apart, View()), words("en", apart))
    )


def test_each_side_is_told_with_its_act_and_a_missing_return_is_not_called_no_return(ledger: Ledger, en: Words) -> None:
    view = View(country=("JPN", "BEL"))
    rows, acts = questions.exchange(ledger, view), questions.exchanged(ledger, view)
    items, kindred = questions.item_rows(ledger, view), questions.kindred(ledger, view)
    told = {line.name: line for line in reciprocity.told(rows, acts, items, kindred, view, en)}
    mito = told["City of Mito"]
    assert mito.came.act == "2020-01-28-in-mito-masks"
    assert mito.came.text == "Given 28 January 2020: 50,000 masks"
    assert mito.came.first and not mito.went.first
    assert mito.country == "JPN"
    antwerp = next(line for name, line in told.items() if "Antwerp" in name)
    assert antwerp.came.text == "none recorded" and not antwerp.came.act


# ---- the drawing ----


@pytest.fixture(scope="module")
def drawing(ledger: Ledger, en: Words) -> charts.Drawing:
    view = View()
    rows, acts = questions.exchange(ledger, view), questions.exchanged(ledger, view)
    hover = labels.act_hovers(acts, questions.item_rows(ledger, view), en)
    return charts.exchange(rows, acts, charts.span(acts), view, en, hover)


def test_every_act_is_one_mark_that_opens_it(drawing: charts.Drawing, rows: Table) -> None:
    drawn = [
        code for trace in drawing.figure.data for code in (trace.customdata if trace.customdata is not None else [])
    ]
    assert sorted(drawn) == sorted(act.id for act in rows.acts)


def test_what_came_stands_above_its_line_and_what_went_below(drawing: charts.Drawing, rows: Table) -> None:
    at = {
        code: y
        for trace in drawing.figure.data
        if trace.customdata is not None
        for code, y in zip(trace.customdata, trace.y, strict=True)
    }
    for acts in groups(rows, "party").values():
        came, went = ([at[act.id] for act in acts if act.direction == way] for way in ("inbound", "outbound"))
        if came and went:
            assert min(came) > max(went)


def test_the_days_stand_in_words_beside_the_name_and_in_the_alternative_text(drawing: charts.Drawing) -> None:
    notes = [note.text for note in drawing.figure.layout.annotations]
    assert "City of Mito · <b>114 days</b>" in notes
    assert "City of Mito: 114 days" in drawing.alt


def test_a_name_from_the_table_is_no_markup(altered: Callable[..., Ledger]) -> None:
    hostile = altered(("parties.csv", "City of Mito", "<b>%{x}"))
    view = View(country=("JPN",))
    w = words("en", hostile)
    rows, acts = questions.exchange(hostile, view), questions.exchanged(hostile, view)
    hover = labels.act_hovers(acts, questions.item_rows(hostile, view), w)
    figure = charts.exchange(rows, acts, charts.span(acts), view, w, hover).figure
    assert any("&lt;b&gt;" in note.text for note in figure.layout.annotations)
    assert not any("%{x}" in note.text for note in figure.layout.annotations)


def test_the_finding_follows_a_changed_table(copied: Callable[..., Path]) -> None:
    """Mito's return a hundred days later: the headline is that of the changed rows, by the second method."""
    old, new = "2020-05-21-out-mito-supplies", "2020-08-29-out-mito-supplies"
    folder = copied(("acts.csv", f"{old},2020-05-21", f"{new},2020-08-29"), ("items.csv", old, new))
    changed, rows = read(folder), Table.of(folder)
    told = worked_out(rows, "party", "JPN")
    # Sanjo 83, Hiroshima 111, Mito 114 + 100.
    assert told["median_min"] >= 83
    assert exchanges.finding(changed, View(country=("JPN",)), words("en", changed)) == "Japan: " + headline(
        told, "party"
    )
