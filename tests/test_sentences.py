"""A headline is a finding computed from the table: it says what is known, of every country, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aid import captions, figures, questions, sentences
from aid.table import Ledger
from aid.view import View, choices, families, measures
from aid.words import Words

BROKEN = re.compile(r"[{}]|\bNone\b|\bnan\b|NaT|<NA>")


@pytest.mark.parametrize("code", [country.alpha_3 for country in pycountry.countries])
def test_every_country_there_is_has_a_headline_that_names_it(ledger: Ledger, en: Words, zh: Words, code: str) -> None:
    for words in (en, zh):
        told = sentences.overview(ledger, View(country=(code,)), words)
        assert words.country(code) in told
        assert not BROKEN.search(told)


HEADLINES = {
    # Givers: Mito, the association, Hiroshima, Sanjo; three had a gift back, Sanjo the soonest, after 83 days.
    "JPN": (
        "Japan gave first; 3 of its 4 givers received a gift in return, the soonest after 83 days",
        "日本先赠，重庆回赠：4个捐赠方中有3个收到回赠，最快的83天后",
    ),
    # Givers: Hankook, Busan, South Jeolla, the government, Seoul, Incheon, the consulate, Nam-gu. Gifts went back to
    # Busan, South Jeolla and Seoul, whose 28 days are the fewest; that Incheon's came after its own is not certain.
    "KOR": (
        "South Korea gave first; 3 of its 8 givers received a gift in return, the soonest within 28 days at most",
        "韩国先赠，重庆回赠：8个捐赠方中有3个收到回赠，最快的28天之内",
    ),
    # Masks and suits went out from 19 March on; thanks came from March on, and no gift.
    "ITA": ("Chongqing sent help to Italy; thanks came back", "重庆援助意大利，对方致谢"),
    # Letters of two universities by 13 March; Seattle's goods, of some day in 2020. Which came first is not known.
    "USA": (
        "Chongqing sent help to the United States; letters came from there",
        "重庆援助美国，美国方面也曾致函",
    ),
    # Two video meetings out, the prime minister's thanks in.
    "UKR": (
        "Letters or meetings, but no gifts, between Ukraine and Chongqing",
        "乌克兰与重庆互有信函、会议往来，未见捐赠记录",
    ),
    # One letter out.
    "RUS": ("Chongqing wrote or spoke to Russia; no gift is on record", "重庆曾向俄罗斯致函或视频交流，未见捐赠记录"),
    "FRA": ("Nothing on record between France and Chongqing", "未见法国与重庆往来的记录"),
    # In only: goods by 30 April.
    "LAO": ("Help came from Laos; no return is on record", "老挝援助重庆，未见回赠记录"),
    # Out only: goods on 29 May.
    "NAM": ("Chongqing sent help to Namibia; no reply is on record", "重庆援助纳米比亚，未见对方回应的记录"),
    # In only: thanks of 2021.
    "HRV": ("Letters or thanks came from Croatia; no gift is on record", "克罗地亚曾向重庆致函或致谢，未见捐赠记录"),
}


@pytest.mark.parametrize("code", HEADLINES)
def test_a_country_headline_says_who_gave_first_and_what_came_back(
    ledger: Ledger, en: Words, zh: Words, code: str
) -> None:
    english, chinese = HEADLINES[code]
    view = View(country=(code,))
    assert sentences.country(ledger, view, en) == english
    assert sentences.country(ledger, view, zh) == chinese


@pytest.mark.parametrize("code", ["USA", "GBR", "NLD"])
def test_a_country_whose_name_takes_an_article_has_it_within_a_sentence(ledger: Ledger, en: Words, code: str) -> None:
    told = sentences.country(ledger, View(country=(code,)), en)
    assert f"the {en.country(code)}" in told


def test_words_spoken_before_a_gift_are_not_called_an_answer_to_it(altered: Callable[..., Ledger], en: Words) -> None:
    # American universities wrote by 13 March 2020; Seattle's goods are dated 5 May 2020 here.
    old, new = "2020-out-seattle-supplies", "2020-05-05-out-seattle-supplies"
    later = altered(("acts.csv", f"{old},2020,", f"{new},2020-05-05,"), ("items.csv", old, new))
    assert "came back" not in sentences.country(later, View(country=("USA",)), en)


def test_the_overview_counts_givers_receivers_and_those_on_both_lists(ledger: Ledger, en: Words, zh: Words) -> None:
    # 12 countries with a gift in, 25 with a gift out, 7 with both: listed in test_questions.
    assert sentences.overview(ledger, View(), en) == (
        "Help came from 12 countries or regions and went to 25; 7 are on both lists"
    )
    assert sentences.overview(ledger, View(), zh) == "援助来自12个国家和地区，去往25个，其中7个互有援助"


# Under a filter the finding would be one of a part, so only what was found is said.
OVERVIEWS = [
    (View(direction="inbound"), "Acts to Chongqing: 55 acts on record"),
    # Iran, Italy, Japan, Korea, Russia, the United States, and six of the university.
    (View(direction="outbound", kind=("letter",)), "Letters from Chongqing: 12 acts on record"),
    # The SCO's letter, goods and the goods to it, and its council's masks.
    (View(party=("international_organisation",)), "Acts; partner: International organisation: 4 acts on record"),
    (View(q="no such words anywhere"), "Nothing on record for this selection"),
    (View(direction="inbound", country=("DEU",)), "Acts from Germany: 1 act on record"),
    # Hankook's and the association's.
    (View(kind=("funds",)), "Money: 2 acts on record"),
]


@pytest.mark.parametrize(("view", "told"), OVERVIEWS, ids=[told for _, told in OVERVIEWS])
def test_the_overview_has_a_sentence_for_every_case(ledger: Ledger, en: Words, view: View, told: str) -> None:
    assert sentences.overview(ledger, view, en) == told


def test_the_timeline_tells_how_much_came_before_anything_went_out(ledger: Ledger, en: Words, zh: Words) -> None:
    # 28 gifts in; before 10 March 2020 those of January and February: 16, Busan's February among them.
    assert sentences.timeline(ledger, View(), en) == (
        "At least 16 of the 28 gifts that came were in before Chongqing’s first dated gift, on 10 March 2020"
    )
    chinese = sentences.timeline(ledger, View(), zh)
    assert all(part in chinese for part in ("2020年3月10日", "28次", "至少有16次"))


@pytest.mark.parametrize(
    "view", [View(q="zzz"), View(country=("JPN",), direction="inbound"), View(since=date(2020, 5, 1))]
)
def test_a_filter_never_makes_a_finding_of_a_part(ledger: Ledger, en: Words, view: View) -> None:
    """What went out may be hidden by the filter: "no return is on record" would be false of Japan."""
    for told in (sentences.overview(ledger, view, en), sentences.timeline(ledger, view, en)):
        assert "on record" in told
        assert not re.search("no return|no reply|first|came back", told)


def test_the_headline_follows_the_table(altered: Callable[..., Ledger], ledger: Ledger, en: Words) -> None:
    # Sanjo's return gift a day later, on 28 April: 84 days. An act's id begins with its date.
    view = View(country=("JPN",))
    before = sentences.country(ledger, view, en)
    old, new = ("2020-04-27-out-sanjo-supplies", "2020-04-28-out-sanjo-supplies")
    changed = altered(("acts.csv", f"{old},2020-04-27", f"{new},2020-04-28"), ("items.csv", old, new))
    assert sentences.country(changed, view, en) == before.replace("83", "84")
    # Without Laos, eleven countries gave: the row is turned into thanks.
    fewer = altered(
        ("acts.csv", "inbound,supplies,laos-giver-unnamed", "inbound,thanks,laos-giver-unnamed"),
        ("items.csv", "2020-04-30-in-laos-supplies,medical_supplies,,\n", ""),
    )
    assert "from 11 countries" in sentences.overview(fewer, View(), en)


def views(ledger: Ledger) -> st.SearchStrategy[View]:
    def several(codes: Any) -> st.SearchStrategy[tuple[str, ...]]:
        some = st.lists(st.sampled_from(sorted(codes)), min_size=1, max_size=3, unique=True)
        return st.one_of(st.just(()), st.just(()), some.map(lambda found: tuple(sorted(found))))

    days = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2021, 4, 30)))
    return st.builds(
        View,
        direction=st.sampled_from([None, "inbound", "outbound"]),
        kind=several(choices(ledger, "acts", "kind")),
        item=several(families(ledger)),
        country=several({*ledger.parties["country"].dropna(), "FRA", "ISL"}),
        party=several(choices(ledger, "parties", "type")),
        since=days,
        until=days,
        confidence=several(choices(ledger, "acts", "confidence")),
        q=st.sampled_from(["", "", "mito", "口罩", "nothing says this"]),
        measure=st.sampled_from(measures(ledger)),
    )


@settings(max_examples=10)
@given(data=st.data())
def test_any_view_has_headlines_figures_and_captions_in_both_languages(
    ledger: Ledger, en: Words, zh: Words, data: st.DataObject
) -> None:
    view = data.draw(views(ledger))
    for words in (en, zh):
        told = [
            sentences.overview(ledger, view, words),
            sentences.timeline(ledger, view, words),
            sentences.said(view, words),
            captions.under_the_map(ledger, view, words),
            captions.under_the_timeline(ledger, view, words),
        ]
        shown = figures.overview(ledger, view, words)
        if view.country:
            one = view.but(country=view.country[:1])
            told += [sentences.country(ledger, one, words), captions.country_lede(ledger, one, words)]
            threads, acts = questions.thread(ledger, one), questions.acts(ledger, one)
            told += captions.returns(threads, acts, questions.item_rows(ledger, one), words)
            shown += figures.country(ledger, one, words)
        for figure in shown:
            told += [figure.name, figure.note, *(part for value in figure.values for part in value[1:])]
            assert all(value for _, value, _ in figure.values)
        assert not [text for text in told if BROKEN.search(text)]


def test_the_four_figures_of_the_overview_say_what_they_are_out_of(ledger: Ledger, en: Words, zh: Words) -> None:
    countries, acts, masks, days = figures.overview(ledger, View(), en)
    # Counted by hand in test_questions. Countries with a gift: 12 and 25; with any act 25 in and 33 out, all of the 25
    # but DEU GBR KHM LAO ZAF ESP CHE HRV on both lists: 25 + 33 - 17 = 41.
    assert [value[1] for value in countries.values] == ["12", "25"]
    assert re.findall(r"\d+", countries.note) == ["25", "33", "41"]
    assert [value[1] for value in acts.values] == ["55", "71"]
    assert acts.note == "72 of 126 are goods, money or teams"
    assert [value[1] for value in masks.values] == ["303,050", "757,280"]
    # 11 of 12 acts in and 15 of 23 acts out tell a number; a source reports 6,269,700 masks for the whole of 2020.
    assert re.findall(r"[\d,]*\d", masks.note) == ["11", "12", "15", "23", "6,269,700"]
    # 28 January to 10 March 2020: 3 + 29 + 10 days.
    assert days.values == ((None, "42", "days"),)
    assert "28 January to 10 March 2020" in days.note
    # Figures that stand under one another are grouped alike in both languages.
    chinese = [value[1] for figure in figures.overview(ledger, View(), zh) for value in figure.values]
    assert chinese == ["12", "25", "55", "71", "303,050", "757,280", "42"]


def test_a_figure_that_nobody_told_is_a_dash_and_not_a_zero(ledger: Ledger, en: Words) -> None:
    # Belarus: Minsk's masks came uncounted, 20,000 went back.
    for code, shown in (("BLR", [figures.UNKNOWN, "20,000"]), ("FRA", [figures.UNKNOWN, figures.UNKNOWN])):
        (masks,) = [figure for figure in figures.country(ledger, View(country=(code,)), en) if "Masks" in figure.name]
        assert [value[1] for value in masks.values] == shown
