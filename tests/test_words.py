"""How each language writes numbers, dates, lists, money, amounts and names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.table import Ledger
from aid.words import Words

NUMBERS = [
    (0, "0", "0"),
    (7, "7", "7"),
    (9_999, "9,999", "9999"),
    (10_000, "10,000", "1万"),
    (50_000, "50,000", "5万"),
    (30_950, "30,950", "30950"),  # 3.095 has three places after the point
    (32_500, "32,500", "3.25万"),
    (101_100, "101,100", "10.11万"),
    (757_280, "757,280", "757280"),
    (657_280, "657,280", "657280"),
    (9_161_900, "9,161,900", "916.19万"),
    (30_000_000, "30,000,000", "3000万"),
    (100_000_000, "100,000,000", "1亿"),
    (125_000_000, "125,000,000", "1.25亿"),
    (50_000.0, "50,000", "5万"),
    (Decimal("520433"), "520,433", "520433"),
]


@pytest.mark.parametrize(("value", "english", "chinese"), NUMBERS)
def test_a_number_is_written_as_each_language_writes_it(
    en: Words, zh: Words, value: float, english: str, chinese: str
) -> None:
    assert en.number(value) == english
    assert zh.number(value) == chinese


@given(st.integers(0, 10**12))
def test_a_number_is_never_rounded(en: Words, zh: Words, value: int) -> None:
    assert int(en.number(value).replace(",", "")) == value
    told = zh.number(value)
    size = {"万": 10**4, "亿": 10**8}.get(told[-1], 1)
    assert Decimal(told.rstrip("万亿").replace(",", "")) * size == value


def test_a_day_is_written_with_its_year_and_without(en: Words, zh: Words) -> None:
    day = date(2020, 3, 19)
    assert (en.day(day), zh.day(day)) == ("19 March 2020", "2020年3月19日")
    assert (en.day(day, year=False), zh.day(day, year=False)) == ("19 March", "3月19日")


def test_a_month_is_written_long_and_short(en: Words, zh: Words) -> None:
    month = date(2020, 9, 1)
    assert (en.month(month), zh.month(month)) == ("September 2020", "2020年9月")
    assert (en.short_month(date(2020, 3, 1)), zh.short_month(date(2020, 3, 1))) == ("Mar", "3月")


@pytest.mark.parametrize(
    ("latest", "precision", "english", "chinese", "in_a_sentence"),
    [
        (date(2020, 3, 19), "day", "19 March 2020", "2020年3月19日", "on 19 March 2020"),
        (date(2020, 2, 29), "month", "February 2020", "2020年2月", "in February 2020"),
        (date(2020, 12, 31), "year", "2020", "2020年", "in 2020"),
    ],
)
def test_a_date_is_written_no_more_precisely_than_it_is_known(
    en: Words, zh: Words, latest: date, precision: str, english: str, chinese: str, in_a_sentence: str
) -> None:
    assert en.when(latest, precision) == english
    assert zh.when(latest, precision) == chinese
    assert en.dated(latest, precision) == in_a_sentence
    assert zh.dated(latest, precision) == chinese


PERIODS = [
    (date(2020, 3, 1), date(2020, 5, 31), "March to May 2020", "2020年3月至5月"),
    (date(2020, 3, 1), date(2020, 3, 31), "March 2020", "2020年3月"),
    (date(2020, 2, 1), date(2020, 2, 29), "February 2020", "2020年2月"),
    (date(2021, 2, 1), date(2021, 2, 27), "1 February to 27 February 2021", "2021年2月1日至2月27日"),
    (date(2020, 1, 1), date(2020, 12, 31), "2020", "2020年"),
    (date(2020, 12, 1), date(2021, 3, 31), "December 2020 to March 2021", "2020年12月至2021年3月"),
    (date(2020, 3, 10), date(2020, 5, 21), "10 March to 21 May 2020", "2020年3月10日至5月21日"),
    (date(2020, 12, 30), date(2021, 1, 2), "30 December 2020 to 2 January 2021", "2020年12月30日至2021年1月2日"),
    (date(2020, 3, 19), date(2020, 3, 19), "19 March 2020", "2020年3月19日"),
    (date(2020, 3, 1), None, "from 1 March 2020 on", "2020年3月1日起"),
    (None, date(2020, 4, 30), "up to 30 April 2020", "截至2020年4月30日"),
    (None, None, "", ""),
]


@pytest.mark.parametrize(("since", "until", "english", "chinese"), PERIODS)
def test_a_period_says_its_year_once_where_it_can(
    en: Words, zh: Words, since: date | None, until: date | None, english: str, chinese: str
) -> None:
    assert en.span(since, until) == english
    assert zh.span(since, until) == chinese


def test_lists_end_with_the_word_of_their_language(en: Words, zh: Words) -> None:
    assert [en.join(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [zh.join(list("甲乙丙")[:n]) for n in range(4)] == ["", "甲", "甲和乙", "甲、乙和丙"]
    assert en.join(["a", "b", "c"], any_of=True) == "a, b or c"
    assert zh.join(["甲", "乙", "丙"], any_of=True) == "甲、乙或丙"
    assert zh.join(["甲", "乙", "丙"], plain=True) == "甲、乙、丙"
    assert en.run_on(["One.", "Two."]) == "One. Two."
    assert zh.run_on(["一。", "二。"]) == "一。二。"
    assert (en.clauses(["a", "b"]), zh.clauses(["甲", "乙"])) == ("a, b", "甲，乙")


def test_money_names_its_currency(en: Words, zh: Words) -> None:
    assert en.money(300_000, "USD") == "USD 300,000"
    assert zh.money(300_000, "USD") == "30万美元"
    assert zh.money(163_000, "JPY") == "16.3万日元"
    assert en.money(9_161_900, "CNY") == "CNY 9,161,900"


AMOUNTS = [
    ("mask", 50_000, "piece", "50,000 masks", "口罩5万只"),
    ("mask", 1, "piece", "1 mask", "口罩1只"),
    ("protective_suit", 1_000, "piece", "1,000 protective suits", "防护服1000件"),
    ("gloves", 3_000, "pair", "3,000 pairs of gloves", "手套3000双"),
    ("gloves", 1, "pair", "1 pair of gloves", "手套1双"),
    ("gloves", 3_000, "set", "3,000 sets of gloves", "手套3000套"),
    ("gloves", 3_000, "piece", "3,000 gloves", "手套3000只"),
    ("goggles", 1, "piece", "1 pair of goggles", "护目镜1副"),
    ("goggles", 500, "piece", "500 goggles", "护目镜500副"),
    ("medical_cap", 40_000, "piece", "40,000 medical caps", "医用帽4万顶"),
    ("infrared_thermometer", 330, "piece", "330 infrared thermometers", "额温枪330支"),
    ("protective_set", 100, "set", "100 protective sets", "防护套装100套"),
    ("hand_sanitizer", 2_400, "piece", "2,400 hand sanitisers", "洗手液2400瓶"),
    ("medical_supplies", 29_300, "piece", "29,300 items of medical supplies", "医疗物资2.93万件"),
    ("medical_expert", 15, "person", "15 medical experts", "医疗专家15名"),
    ("surgical_mask", 12, "box", "12 boxes of surgical masks", "医用口罩（外科或一次性）12箱"),
    ("ffp2_mask", None, None, "FFP2 masks", "FFP2口罩"),
]


@pytest.mark.parametrize(("item", "quantity", "unit", "english", "chinese"), AMOUNTS)
def test_an_amount_has_the_measure_word_of_its_thing(
    en: Words, zh: Words, item: str, quantity: int | None, unit: str | None, english: str, chinese: str
) -> None:
    assert en.amount(item, quantity, unit) == english
    assert zh.amount(item, quantity, unit) == chinese


def test_every_amount_of_the_table_can_be_said(ledger: Ledger, en: Words, zh: Words) -> None:
    for row in ledger.items.itertuples():
        for words in (en, zh):
            told = words.amount(row.item, row.quantity, row.unit)
            assert told
            assert "NA" not in told


def test_countries_have_their_customary_names(en: Words, zh: Words) -> None:
    assert (en.country("KOR"), zh.country("KOR")) == ("South Korea", "韩国")
    assert (en.country("HKG"), zh.country("HKG")) == ("Hong Kong, China", "中国香港")


def test_a_country_that_the_table_does_not_list_is_named_all_the_same(en: Words, zh: Words) -> None:
    assert (en.country("ISL"), zh.country("ISL")) == ("Iceland", "冰岛")
    assert en.country("XKX") == "XKX", "an unknown code is shown as it is"


def test_a_language_that_is_not_spoken_here_falls_back_to_english(ledger: Ledger) -> None:
    assert Words("fr", ledger).say("Overview") == "Overview"


def test_an_empty_text_stays_empty_and_is_not_called_nan(en: Words, zh: Words) -> None:
    assert en.pick(None, "有") == ""
    assert zh.pick("there", float("nan")) == ""  # type: ignore[arg-type]


def test_plurals_are_right_for_one_and_for_many(en: Words, zh: Words) -> None:
    assert en.plural("{n} act", "{n} acts", 1) == "1 act"
    assert en.plural("{n} act", "{n} acts", 0) == "0 acts"
    assert en.plural("{n} act", "{n} acts", 1_200) == "1,200 acts"
    assert zh.plural("{n} act", "{n} acts", 1) == "1条往来"


def test_languages_of_sources_are_named(en: Words, zh: Words) -> None:
    assert (en.language("ja"), zh.language("ja")) == ("Japanese", "日语")
