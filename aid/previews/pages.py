"""What is told of each page of the app and of any view of it: one `Preview`, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from aid import captions, labels, questions, sentences, story, titles
from aid.catalogue import TAGS
from aid.previews.addresses import address, alternates, card
from aid.previews.plain import plain
from aid.table import Ledger
from aid.view import View
from aid.words import Words

# By the path of each page, without its slash.
PAGES = tuple(titles.NAMES)
LONGEST_TITLE, LONGEST_TEXT = 180, 400
# As BCP 47 and as Open Graph write them.
LOCALES = {"en": "en_GB", "zh": "zh_CN"}


@dataclass(frozen=True)
class Preview:
    """What is told of a page: texts in one line each, full addresses, and whether search engines may list it."""

    page: str
    lang: str
    title: str
    """As the browser's tab has it."""
    headline: str
    """The finding or name over the page."""
    description: str
    canonical: str
    alternates: dict[str, str]
    card: str
    card_text: str
    listed: bool
    country: str | None = None
    """The one country that the page is about."""
    act: str | None = None
    step: str | None = None
    """The step of the story that the page tells."""

    @property
    def tag(self) -> str:
        """The language of the page as HTML names it."""
        return TAGS[self.lang]

    @property
    def locale(self) -> str:
        """The language of the page as Open Graph names it."""
        return LOCALES[self.lang]

    @property
    def other_locales(self) -> list[str]:
        """The other languages of the page as Open Graph names them."""
        return [locale for lang, locale in LOCALES.items() if lang != self.lang]


def preview(
    page: str, view: View, ledger: Ledger, words: Words, *, act: str | None = None, step: str | None = None
) -> Preview:
    """What is told of a page; `page` is its path without the slash, `act` and `step` what its address names."""
    told = story.telling(step, ledger, words) if page == "story" else None
    step = told.slug if told else None
    known = titles.act_of(act, ledger) if page == "act" else None
    act_id = act if known is not None else None
    country = _country(page, view, ledger)
    asked = act if page == "act" and act else None
    text = told.paragraphs[0] if told else _description(page, view, act_id, ledger, words)
    description = plain(text, LONGEST_TEXT)
    headline = plain(titles.headline(page, view, act, ledger, words, step), LONGEST_TITLE)
    return Preview(
        page=page,
        lang=words.lang,
        title=plain(titles.tab(page, view, act, ledger, words, step), LONGEST_TITLE),
        headline=headline,
        description=description,
        canonical=address(page, view, lang=words.lang, act=asked, step=step),
        alternates=alternates(page, view, act=asked, step=step),
        card=card(words.lang, ledger, country=country, act=act_id),
        card_text=description if country or act_id else headline,
        listed=_is_listed(page, view, act_id, ledger),
        country=country,
        act=act_id,
        step=step,
    )


def _country(page: str, view: View, ledger: Ledger) -> str | None:
    """The one country on record that a page shows, or that a view asks for."""
    shown = view.country[:1] if page == "country" else view.country
    return shown[0] if len(shown) == 1 and page != "act" and shown[0] in on_record(ledger) else None


@lru_cache(maxsize=4)
def on_record(ledger: Ledger) -> tuple[str, ...]:
    """The countries with an act on record, those with most acts first."""
    return tuple(questions.by_country(ledger, View())["country"].drop_duplicates())


def years(ledger: Ledger) -> list[str]:
    """The first and the last year in which an act may lie, once where they are one; none for a table without acts."""
    acts = questions.reach(ledger, View())
    return [str(year) for year in sorted({acts.first.year, acts.last.year})] if acts.first and acts.last else []


def _is_listed(page: str, view: View, act: str | None, ledger: Ledger) -> bool:
    """Whether a search engine may list the page: it exists, and is no mere selection from another."""
    if page == "act":
        return act is not None and view.asks_all
    if page == "country" and len(view.country) == 1:
        return view == View(country=view.country) and view.country[0] in on_record(ledger)
    return view == View()


def _description(page: str, view: View, act: str | None, ledger: Ledger, words: Words) -> str:
    if page == "act":
        return _of_act(act, ledger, words) if act else words.say("The table holds no act of this name.")
    if page == "country" and view.country:
        return _of_country(view.but(country=view.country[:1]), ledger, words)
    if page == "sources":
        return captions.sources_lede(ledger, words)
    if page == "data":
        return words.say(
            "The table as files and by address: CSV, JSON, Excel, Parquet, GeoJSON, HXL, IATI and a data package, with "
            "the same keys as the pages. Free to use under CC BY 4.0."
        )
    return captions.lede(ledger, words, view)


def _of_country(view: View, ledger: Ledger, words: Words) -> str:
    """How many acts went each way with a country, and on how many sources they rest."""
    place = words.the_country(view.country[0])
    if sentences.is_empty(ledger, view):
        return words.say(
            "The table holds no act between {place} and Chongqing that answers this. It means that no source was "
            "found, not that nothing was given.",
            place=place,
        )
    acts = questions.totals(ledger, view).set_index("direction")["acts"]
    sources = questions.source_count(ledger, view)
    return words.plural(
        "{n} act on record with {place}: {came} to Chongqing, {went} from Chongqing; {sources}.",
        "{n} acts on record with {place}: {came} to Chongqing, {went} from Chongqing; {sources}.",
        int(acts.sum()),
        place=place,
        came=words.number(int(acts["inbound"])),
        went=words.number(int(acts["outbound"])),
        sources=words.plural("{n} source", "{n} sources", int(sources)),
    )


def _of_act(act: str, ledger: Ledger, words: Words) -> str:
    row = titles.act_of(act, ledger)
    assert row is not None
    return told_of_act(row, int(row["source_count"]), words)


def told_of_act(act: pd.Series[Any], sources: int, words: Words) -> str:
    """When an act was, what is told of it, and on how many sources it rests."""
    return words.run_on(
        [
            words.say("{sentence}.", sentence=words.capital(labels.dated(act, words))),
            words.pick(act["note_en"], act["note_zh"]),
            words.say(
                "{sources}; confidence: {level}.",
                sources=words.plural("{n} source", "{n} sources", sources),
                level=words.label("acts", "confidence", act["confidence"]).lower(),
            ),
        ]
    )
