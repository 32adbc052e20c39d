"""How an act is known: who told it, what its sources say differently, and what the address asks of it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from aid import known, questions, sentences
from aid.table import Ledger
from aid.view import View, read
from aid.words import Words
from tests.conftest import DATA
from tests.plain import Table

MITO = "2020-01-28-in-mito-masks"
HEADER = "act,field,item,value,unit,source,chosen,reason_en,reason_zh\n"
# Mito's own masks as if one source told 40,000; a value in two currencies; a giver and a kind in doubt.
QUANTITY = (
    f"{MITO},quantity,mask,50000,piece,s004,yes,The giver’s own number.,捐赠方自己的数字。\n"
    f"{MITO},quantity,mask,50000,piece,s009,yes,,\n"
    f"{MITO},quantity,mask,40000,piece,s012,no,,\n"
)


@pytest.fixture
def disputing(altered: Callable[..., Ledger]) -> Callable[..., Ledger]:
    """The real table with other disputes: `disputing(lines)`."""

    def make(lines: str) -> Ledger:
        return altered(("disputes.csv", written(), HEADER + lines))

    return make


def written() -> str:
    """The table's own disputes, as they stand."""
    return (DATA / "disputes.csv").read_text("utf-8")


def test_an_act_told_by_both_sides_says_so_and_one_told_by_one_side_says_which(ledger: Ledger, rows: Table) -> None:
    acts = questions.acts(ledger, View()).set_index("id")
    sides = {source["id"]: source["side"] for source in rows.files["sources"]}
    for row in rows.files["acts"]:
        by = {sides[source] for source in row["sources"].split(";")} & {"hub", "partner"}
        assert acts.loc[row["id"], "told"] == ("both" if len(by) == 2 else "".join(by) or "third")


@pytest.mark.parametrize(("lang", "text"), [("en", "⇄ told by both sides"), ("zh", "⇄ 双方均有发布")])
def test_the_badge_of_both_sides_carries_its_sign(lang: str, text: str, ledger: Ledger) -> None:
    assert known.who_told("both", Words(lang, ledger)) == text
    assert "⇄" not in known.who_told("hub", Words(lang, ledger))


def test_sources_and_languages_of_an_act_are_counted_in_words(ledger: Ledger, en: Words, zh: Words) -> None:
    act = {"source_count": 10, "language_count": 2, "original": True}
    assert known.rests_on(act, en) == "10 sources in 2 languages, with an original page"
    assert known.rests_on(act, zh) == "10个来源、2种语言，有原始网页"
    alone = {"source_count": 1, "language_count": 1, "original": False}
    assert known.rests_on(alone, en) == "1 source in 1 language, known from copies alone"


def test_versions_stand_side_by_side_with_the_given_one_first_and_each_publisher_once(
    disputing: Callable[..., Ledger],
) -> None:
    table = disputing(QUANTITY)
    words = Words("en", table)
    (dispute,) = known.disputes(questions.disputes(table, View()), words)
    assert dispute.about == "Quantity: masks"
    assert [(version.text, version.chosen) for version in dispute.versions] == [
        ("50,000 masks", True),
        ("40,000 masks", False),
    ]
    assert dispute.versions[0].reason == "The giver’s own number."
    assert len(dispute.versions[0].sources) == 2
    assert "Xinhua" in known.tellers(dispute.versions[1], words)


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "sources differ: 40,000 to 50,000 masks"), ("zh", "各来源说法：口罩4万至5万只")],
)
def test_how_far_sources_lie_apart_is_said_with_the_chart_that_uses_the_number(
    disputing: Callable[..., Ledger], lang: str, told: str
) -> None:
    table = disputing(QUANTITY)
    assert known.apart(questions.spreads(table, View()), Words(lang, table)) == {MITO: told}


def test_a_disputed_quantity_gives_the_sum_a_range(disputing: Callable[..., Ledger]) -> None:
    table = disputing(QUANTITY)
    (row,) = questions.pieces_between(table, View()).to_dict("records")
    assert (row["direction"], row["country"], row["family"]) == ("inbound", "JPN", "masks")
    # 50,000 is given, 40,000 told by another: the sum may be 10,000 lower and not higher.
    assert (row["less"], row["more"], row["disputed"]) == (10_000, 0, 1)
    assert questions.pieces_between(table, View(direction="outbound")).empty


def test_versions_of_a_date_reach_over_all_the_days_that_they_may_mean(disputing: Callable[..., Ledger]) -> None:
    table = disputing(f"{MITO},date,,2020-01-28,,s004,yes,,\n{MITO},date,,2020-02,,s186,no,,\n")
    (row,) = questions.spreads(table, View()).to_dict("records")
    assert (row["first"], row["last"]) == (pd.Timestamp("2020-01-28"), pd.Timestamp("2020-02-29"))


def test_a_disputed_giver_is_named_as_the_table_names_it_and_else_as_it_stands(
    disputing: Callable[..., Ledger],
) -> None:
    table = disputing(f"{MITO},giver,,mito,,s004,yes,,\n{MITO},giver,,A <b>club</b> of Mito,,s012,no,,\n")
    (dispute,) = known.disputes(questions.disputes(table, View()), Words("zh", table))
    assert [version.text for version in dispute.versions] == ["水户市", "A <b>club</b> of Mito"]


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ({"told": ["both", "hub"]}, View(told=("both", "hub"))),
        ({"sources": "several"}, View(sources="several")),
        ({"language": ["ja", "ko"]}, View(language=("ja", "ko"))),
        ({"standing": "copies"}, View(standing="copies")),
        ({"disputed": "yes"}, View(disputed="yes")),
        ({"basis": ["arrived"]}, View(basis=("arrived",))),
        ({"precision": ["bound", "year"]}, View(precision=("bound", "year"))),
        ({"moment": "2020-03"}, View(moment="2020-03")),
    ],
)
def test_the_address_asks_how_acts_are_known_and_says_so_in_both_languages(
    ledger: Ledger, rows: Table, en: Words, zh: Words, query: dict[str, str | list[str]], view: View
) -> None:
    assert read(query, ledger) == (view, ())
    assert read(view.query(), ledger) == (view, ())
    found = set(questions.acts(ledger, view)["id"])
    assert found == {act.id for act in rows.found(view)}
    assert 0 < len(found) < len(ledger.acts)
    for words in (en, zh):
        assert sentences.said(view, words) != sentences.said(View(), words)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("told", "everyone"),
        ("sources", "2"),
        ("language", "tlh"),
        ("language", "zh-Hant"),
        ("standing", "mirror"),
        ("disputed", "maybe"),
        ("basis", "guessed"),
        ("precision", "hour"),
        ("moment", "2020-13"),
        ("moment", "2020"),
        ("moment", "2020-3"),
        ("by", "planet"),
        ("sort", "random"),
        ("map", "borders"),
    ],
)
def test_an_unknown_value_of_these_keys_is_dropped_with_its_name(ledger: Ledger, key: str, value: str) -> None:
    view, dropped = read({key: value}, ledger)
    assert view == View()
    assert [str(drop) for drop in dropped] == [f"{key}={value}"]


def test_at_a_moment_only_what_had_surely_happened_by_then_is_there(ledger: Ledger, rows: Table) -> None:
    march = {act.id for act in rows.acts if act.latest.isoformat() <= "2020-03-31"}
    assert set(questions.acts(ledger, View(moment="2020-03"))["id"]) == march
    # A period asks for what may lie in it, a moment for what surely did: an act "by 30 April" is in the one alone.
    assert march < set(questions.acts(ledger, View(until=pd.Timestamp("2020-03-31").date()))["id"])
