"""What stands on a country's sheet: every text of it, in the reader's language, before anything is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from aid import captions, figures, labels, questions, sentences
from aid.charts import strip
from aid.table import Ledger
from aid.view import View
from aid.words import Words


@dataclass(frozen=True)
class Act:
    """One act as the sheet tells it; `sources` are the numbers of its sources on the sheet."""

    id: str
    direction: str
    gift: bool
    kind: str
    when: str
    way: str
    held: str
    note: str
    caveat: str
    confidence: str
    sources: str


@dataclass(frozen=True)
class Source:
    """One source as the sheet lists it; `link` says whether its address may be followed."""

    number: int
    publisher: str
    title: str
    language: str
    published: str
    url: str
    link: bool


@dataclass(frozen=True)
class Sheet:
    """One country's page: all its texts, and the rows that its drawing is made from."""

    iso3: str
    lang: str
    name: str
    other_name: str
    other_lang: str
    finding: str
    lede: str
    figures: tuple[figures.Figure, ...]
    rows: tuple[strip.Row, ...]
    returns: tuple[str, ...]
    acts: tuple[Act, ...]
    sources: tuple[Source, ...]
    nothing: str
    reading: str
    unknown: str
    rules: tuple[str, ...]
    cut: Mapping[str, str]
    """What to say where remarks are cut, by the step's word for how."""
    imprint: str
    printed: str
    address: str


def sheet(ledger: Ledger, view: View, words: Words, other: Words, address: str, today: date) -> Sheet:
    """The sheet of the one country of a view; `other` speaks the other language, `address` leads to the app's page."""
    (code,) = view.country
    acts, items = questions.acts(ledger, view), questions.item_rows(ledger, view)
    threads = questions.thread(ledger, view)
    cited = questions.cited(ledger, view)
    numbers = _numbers(acts, cited)
    return Sheet(
        iso3=code,
        lang=words.lang,
        name=words.country(code),
        other_name=other.country(code),
        other_lang=other.lang,
        finding=sentences.country(ledger, view, words),
        lede=captions.country_lede(ledger, view, words),
        figures=tuple(figures.country(ledger, view, words)),
        rows=strip.rows(threads, acts, words),
        returns=tuple(captions.returns(threads, acts, items, words)),
        acts=tuple(_acts(acts, items, cited, numbers, words)),
        sources=tuple(_sources(cited, numbers, words)),
        nothing=_nothing(ledger, code, words) if acts.empty else "",
        reading=captions.marks_say(words),
        unknown=words.say("Not known is not zero"),
        rules=rules(words),
        cut=_cut(words),
        imprint=words.say(
            "Peach & Jade · table version {version}, {digest} · data CC BY 4.0, code MIT",
            version=ledger.version,
            digest=ledger.digest[:8],
        ),
        printed=words.say("Printed {day}", day=words.day(today)),
        address=address,
    )


def _cut(words: Words) -> dict[str, str]:
    return {
        "note": words.say("Left out to fit one page: what is uncertain about each act. In full at this address"),
        "short": words.say(
            "Left out to fit one page: the rest of longer notes, and what is uncertain about each act. In full at "
            "this address"
        ),
        "none": words.say(
            "Left out to fit one page: notes, and what is uncertain about each act. In full at this address"
        ),
    }


def rules(words: Words) -> tuple[str, ...]:
    """What a reader of one sheet must know of the counting."""
    return (
        words.say(
            "What a source does not tell stays empty and is never counted as zero; each sum says how many acts "
            "it rests on."
        ),
        words.say(
            "A return is a gift to a partner that had given first. Gifts are goods, money and medical teams; a "
            "letter of thanks is no return, and “no return on record” is not “no return”."
        ),
        words.say(
            "Pieces are added only within one family of things, such as masks; pairs, sets and boxes are not "
            "pieces. Money is added only within one currency. Nothing is converted and no balance is drawn."
        ),
    )


def _numbers(acts: pd.DataFrame, cited: pd.DataFrame) -> dict[str, int]:
    """The number of each source on the sheet: in the order in which the acts, read from the top, first name them."""
    order = {act: place for place, act in enumerate(acts["id"])}
    first = cited.assign(place=cited["act"].map(order)).sort_values(["place", "rank"])
    return {source: number for number, source in enumerate(first["source"].drop_duplicates(), start=1)}


def _acts(
    acts: pd.DataFrame, items: pd.DataFrame, cited: pd.DataFrame, numbers: dict[str, int], words: Words
) -> list[Act]:
    held = labels.held_by_act(items, words)
    named = {act: [numbers[source] for source in some["source"]] for act, some in cited.groupby("act")}
    return [
        Act(
            id=act["id"],
            direction=act["direction"],
            gift=bool(act["gift"]),
            kind=words.kind(act["kind"]),
            when=labels.dated(act, words),
            way=labels.way(act, words),
            held=words.say(" · ").join([*held.get(act["id"], []), *_value(act, words)]),
            note=words.pick(act["note_en"], act["note_zh"]),
            caveat=words.pick(act["caveat_en"], act["caveat_zh"]),
            confidence=words.label("acts", "confidence", act["confidence"]),
            sources=runs(named[act["id"]], words),
        )
        for act in acts.to_dict("records")
    ]


def _value(act: dict[Any, Any], words: Words) -> list[str]:
    if pd.isna(act["value"]):
        return []
    return [words.say("Reported value: {money}", money=words.money(act["value"], act["currency"]))]


def runs(numbers: list[int], words: Words) -> str:
    """Numbers in order, three and more neighbours drawn together: "1, 4–6" / 「1、4–6」."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    apart = "、" if words.lang == "zh" else ", "
    return apart.join(f"{run[0]}–{run[-1]}" if len(run) > 2 else apart.join(map(str, run)) for run in found)


def _sources(cited: pd.DataFrame, numbers: dict[str, int], words: Words) -> list[Source]:
    known = {row["source"]: row for row in cited.to_dict("records")}
    return [
        Source(
            number=number,
            publisher=labels.publisher(known[source], words),
            title=_told(known[source]["title"]),
            language=known[source]["language"],
            published=_published(known[source], words),
            url=known[source]["url"],
            link=bool(known[source]["link"]) and urlsplit(known[source]["url"]).scheme in ("http", "https"),
        )
        for source, number in numbers.items()
    ]


def _told(text: Any) -> str:
    return "" if pd.isna(text) else str(text)


def _published(source: dict[str, Any], words: Words) -> str:
    return words.say("undated") if pd.isna(source["published"]) else words.day(source["published"])


def _nothing(ledger: Ledger, code: str, words: Words) -> str:
    """What an empty sheet says: that nothing was found, and how often it was looked for."""
    told = [
        words.say(
            "The table holds no act between {place} and Chongqing that answers this. It means that no source "
            "was found, not that nothing was given.",
            place=words.the_country(code),
        )
    ]
    own = ledger.searches[ledger.searches["country"] == code]
    if len(own):
        languages = words.join(dict.fromkeys(words.language(tag) for tag in own["language"]))
        told.append(
            words.plural(
                "It was looked for {n} time, in {languages}.",
                "It was looked for {n} times, in {languages}.",
                len(own),
                languages=languages,
            )
        )
    return words.run_on(told)
