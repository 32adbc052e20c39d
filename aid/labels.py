"""Short texts about one act or one country: hover labels, cards and table cells share them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from aid import sentences
from aid.charts.paint import plain, shortened, wrapped
from aid.table import Ledger
from aid.words import Words, mark

# What a date means depends on what was done: a letter is posted, a team sets out, thanks are spoken.
SAID_OTHERWISE = {
    ("sent", "letter"): mark("sent"),
    ("sent", "medical_team"): mark("set out"),
    ("arrived", "medical_team"): mark("arrived (team)"),
    ("held", "thanks"): mark("spoken"),
}
ARROW = " → "
NOTE_WIDTH = 170


def dated(act: Mapping[Any, Any] | pd.Series[Any], words: Words) -> str:
    """What an act's date means, and the date: "given 28 January 2020", "no later than 30 April 2020"."""
    when = words.when(act["latest"], act["precision"])
    if act["date_basis"] == "no_later_than":
        return words.say("no later than {date}", date=when)
    if act["date_basis"] == "published":
        return words.say("published {date}", date=when)
    other = SAID_OTHERWISE.get((act["date_basis"], act["kind"]))
    basis = words.say(other) if other else words.label("acts", "date_basis", act["date_basis"])
    return words.say("{basis} {date}", basis=basis, date=when)


def held_by_act(items: pd.DataFrame, words: Words) -> dict[str, list[str]]:
    """What each act held, a text an item; an item whose number is not told says so."""
    told: dict[str, list[str]] = {}
    for row in items.itertuples():
        text = words.amount(row.item, row.quantity, row.unit)
        if pd.isna(row.quantity):
            text = words.say("{item} (number not reported)", item=text)
        told.setdefault(row.act, []).append(text)
    return told


def held(act: str, items: pd.DataFrame, words: Words) -> list[str]:
    """What one act held, a text an item."""
    return held_by_act(items[items["act"] == act], words).get(act, [])


def way(act: Mapping[Any, Any] | pd.Series[Any], words: Words) -> str:
    """Giver and receiver with an arrow between them."""
    partner, hub = words.party(act["partner"]), words.party(act["hub_party"])
    return ARROW.join((partner, hub) if act["direction"] == "inbound" else (hub, partner))


def title(act: pd.Series[Any], items: pd.DataFrame, words: Words) -> str:
    """An act in one line: what it was, and between whom."""
    inbound, partner = act["direction"] == "inbound", words.the_party(act["partner"])
    what = words.join([words.amount(row.item, row.quantity, row.unit) for row in items.itertuples()])
    if act["kind"] == "video_meeting":
        return words.say("Video meeting with {partner}", partner=partner)
    if act["kind"] == "letter":
        form = words.say("Letter from {partner}", partner=partner)
        return form if inbound else words.say("Letter to {partner}", partner=partner)
    if act["kind"] == "thanks":
        form = words.say("Thanks from {partner}", partner=partner)
        return form if inbound else words.say("Thanks to {partner}", partner=partner)
    if not what:
        what = words.money(act["value"], act["currency"]) if pd.notna(act["value"]) else words.kind(act["kind"])
    what = words.capital(what)
    if act["kind"] == "medical_team":
        form = words.say("{what} sent by {partner}", what=what, partner=partner)
        return form if inbound else words.say("{what} sent to {partner}", what=what, partner=partner)
    form = words.say("{what} from {partner}", what=what, partner=partner)
    return form if inbound else words.say("{what} for {partner}", what=what, partner=partner)


def act_hovers(
    acts: pd.DataFrame, items: pd.DataFrame, words: Words, apart: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The hover label of each act, by id, ready for plotly: parties, kind and date, what it held, the note.

    `apart` says of each disputed act how far its sources lie apart, as `known.apart` has it.
    """
    amounts = held_by_act(items, words)
    labels = {}
    for act in acts.to_dict("records"):
        lines = [f"<b>{wrapped(way(act, words), words.lang)}</b>"]
        lines.append(plain(f"{words.kind(act['kind'])} · {dated(act, words)}"))
        if act["id"] in amounts:
            lines.append(wrapped(words.say(" · ").join(amounts[act["id"]]), words.lang))
        if apart and act["id"] in apart:
            lines.append(wrapped(apart[act["id"]], words.lang))
        # A label higher than its chart is not shown at all, so a long note is cut.
        lines.append(wrapped(shortened(words.pick(act["note_en"], act["note_zh"]), NOTE_WIDTH), words.lang))
        labels[act["id"]] = "<br>".join(lines)
    return labels


def place_hovers(places: pd.DataFrame, measure: str, words: Words) -> dict[str, str]:
    """The hover label of each country, by code, lines parted by newlines: both directions in acts and measure."""
    told: dict[str, dict[str, dict[Any, Any]]] = {}
    for row in places.to_dict("records"):
        told.setdefault(str(row["country"]), {})[row["direction"]] = row
    return {
        code: "\n".join(
            [
                words.country(code),
                *(_one_way(way, ways.get(way), measure, words) for way in ("inbound", "outbound")),
            ]
        )
        for code, ways in told.items()
    }


def _one_way(direction: str, row: dict[Any, Any] | None, measure: str, words: Words) -> str:
    heading = words.label("acts", "direction", direction)
    if row is None:
        return words.say("{direction}: nothing on record", direction=heading)
    acts = words.plural("{n} act", "{n} acts", int(row["acts"]))
    size = sized(row, measure, words)
    if measure == "acts":
        return words.say("{direction}: {acts}", direction=heading, acts=acts)
    return words.say("{direction}: {acts}, {size}", direction=heading, acts=acts, size=size)


def sized(row: dict[Any, Any], measure: str, words: Words) -> str:
    """The chosen measure of a row of `questions.by_country`, in words; "not reported" where nobody tells it."""
    if pd.isna(row["size"]):
        return words.say("not reported") if row["reporting"] == 0 else words.say("several currencies")
    if measure == "value":
        return words.money(row["size"], row["currency"])
    number = words.number(int(row["size"]))
    if measure == "acts":
        return number
    told = words.say("{n} {things}", n=number, things=words.family(measure))
    if pd.isna(row["least"]) or row["least"] == row["most"]:
        return told
    span = words.say("{least} to {most}", least=words.number(int(row["least"])), most=words.number(int(row["most"])))
    return words.say("{told} (sources differ: {span})", told=told, span=span)


def measured(measure: str, words: Words) -> str:
    """What a measure is called: "acts", "masks", "reported value"."""
    if measure == "acts":
        return words.say("number of acts")
    return words.say("reported value") if measure == "value" else words.family(measure)


# Streamlit turns these into links, icons, emoji or arrows even when they are escaped; a mark of no width between
# their signs keeps them text.
MADE_INTO_SOMETHING = re.compile(
    r"(?<=:)(?=[A-Za-z0-9_+/-])|(?<=www)(?=\.)|(?=@)|(?<=[-<>=~])(?=[-<>=~])", re.IGNORECASE
)
MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:&^=@\"'/])")


def md(text: str) -> str:
    """Text that Streamlit's Markdown shows as it stands: no emphasis, link, directive, formula or HTML comes of it."""
    return MARKDOWN_SIGNS.sub(r"\\\1", MADE_INTO_SOMETHING.sub("\u2060", " ".join(text.split())))


def source_links(sources: Iterable[dict[Any, Any]], words: Words) -> list[str]:
    """The sources of an act by publisher, as Markdown links; those that the table says not to link as plain text."""
    shown = []
    for source in sources:
        name = md(publisher(source, words))
        shown.append(f"[{name}]({address(source['url'])})" if source["link"] else f"{name}{words.say(' (not linked)')}")
    return shown


def publisher(source: Mapping[Any, Any], words: Words) -> str:
    """Who published a source, in the reader's language."""
    return words.pick(source["publisher"], source["publisher_zh"])


def address(url: str) -> str:
    """A source's address as the target of a Markdown link, from which no sign of it can break out."""
    return url.replace("(", "%28").replace(")", "%29")


def host(url: str) -> str:
    """The host of an address, as a reader knows it."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def lane_of(acts: pd.DataFrame, by: str) -> pd.Series[Any]:
    """The lane of each act on a timeline whose rows are by kind, by country or by what the date marks."""
    return {"kind": acts["kind"], "partner": acts["country"].fillna(""), "basis": acts["date_basis"]}[by]


def lanes(counts: pd.Series[int], by: str, words: Words) -> list[tuple[str, str]]:
    """The lanes of a timeline from top to bottom: kinds or kinds of date in the table's order, or countries by
    number of acts; `counts` has the acts of each.
    """
    if by == "basis":
        return [
            (code, words.capital(words.label("acts", "date_basis", code)))
            for code in words.codes("acts", "date_basis")
            if code in counts.index
        ]
    if by == "kind":
        order = [kind for kind in sentences.KINDS if kind in counts.index]
        return [(kind, words.capital(words.say(sentences.KINDS[kind]))) for kind in order]
    counts = counts.sort_index().sort_values(ascending=False, kind="stable")
    named = [(str(code), words.country(str(code))) for code in counts.index if code]
    return [*named, ("", words.say("No single country"))] if "" in counts.index else named


def on_map(parties: pd.DataFrame, words: Words) -> pd.DataFrame:
    """The partners among `parties`, each with a `label` for the small map: its name and its acts each way."""
    partners = parties[parties["side"] == "partner"]
    told = [
        words.say(
            "{party}: {came} in, {went} out",
            party=words.party(party.id),
            came=words.number(party.inbound),
            went=words.number(party.outbound),
        )
        for party in partners.itertuples()
    ]
    return partners.assign(label=told)


def home(ledger: Ledger, code: str) -> tuple[float, float]:
    """Where a country's mark stands: longitude and latitude."""
    place = ledger.countries.set_index("iso3").loc[code]
    return float(place["longitude"]), float(place["latitude"])
