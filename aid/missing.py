"""What is missing, in words: reported totals that the table does not itemise, and where looking found nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from aid import questions
from aid.labels import publisher
from aid.recall import recalled
from aid.table import Ledger
from aid.view import View
from aid.words import Words, mark

Row = Mapping[Any, Any]
# The order in which totals are grouped: what is counted of each.
MEASURES = ("countries", "recipients", "acts", "batches", "meetings", "masks", "value")
STATES = {
    "recorded": mark("on record"),
    "not_found": mark("looked for, no act found"),
}
ONE_WAY = mark("on record one way, looked for in vain the other")


def finding(claims: pd.DataFrame, words: Words) -> str:
    """How many totals (as `questions.claims_against` answers) the table itemises in full, in part, not at all."""
    each = claims["held"].value_counts()
    compared = int(each.drop("apart", errors="ignore").sum())
    counts = {held: words.number(int(each.get(held, 0))) for held in ("all", "part", "none")}
    if not compared:
        return words.say("None of these totals can be compared with the table.")
    return words.plural(
        "{n} total can be compared. The table itemises all of {all}, part of {part}, nothing of {none}.",
        "Of {n} totals that can be compared, the table itemises all of {all}, part of {part}, nothing of {none}.",
        compared,
        **counts,
    )


def apart(n: int, words: Words) -> str:
    """So many totals that cover only a part, and so are not compared."""
    return words.plural(
        "{n} total of one body, batch or kind of receiver only: not compared",
        "{n} totals of one body, batch or kind of receiver only: not compared",
        n,
    )


def reported_by(claim: Row, sources: Mapping[Any, Row], words: Words) -> str:
    """As of when a total counts, and who reports it: "as of 30 April 2020, by Chongqing Daily"."""
    name = publisher(sources[claim["sources"].split(";")[0]], words)
    if pd.isna(claim["latest"]):
        return words.say("undated, by {publisher}", publisher=name)
    when = words.when(claim["latest"], claim["precision"])
    return words.say("as of {date}, by {publisher}", date=when, publisher=name)


def accounted(claim: Row, words: Words) -> str:
    """What of a total that can be compared is itemised, what may be, and what is only counted, in a line or two."""
    sure, perhaps = (None if pd.isna(claim[name]) else claim[name] for name in ("itemised", "perhaps"))
    more = (perhaps or 0) - (sure or 0)
    told = []
    if sure is not None or more > 0:
        told.append(words.say("{n} itemised here", n=_amount(sure or 0, claim, words)) if sure else "")
        told.append(words.say("{n} perhaps", n=_amount(more, claim, words)) if more > 0 else "")
        told.append(_rest(claim, max(sure or 0, perhaps or 0), words))
    told = [clause for clause in told if clause] or [words.say("nothing itemised here")]
    lines = [words.say("{sentence}.", sentence=words.capital(words.clauses(told)))]
    if pd.notna(claim["reporting"]):
        lines.append(
            words.say("{k} of {n} acts tell a number.", k=words.number(claim["reporting"]), n=words.number(claim["of"]))
        )
    if claim["scope"] == "named":
        lines.append(words.say("Compared for the countries named only."))
    return words.run_on(lines)


def _rest(claim: Row, held: float, words: Words) -> str:
    """What is reported beyond all that is held, as firm as the source; or how much more is held than reported."""
    rest = claim["value"] - held
    if rest > 0:
        number = _amount(rest, claim, words)
        if claim["qualifier"] != "exactly":
            number = words.say(
                "{qualifier} {n}", qualifier=words.label("claims", "qualifier", claim["qualifier"]), n=number
            )
        return words.say("{n} reported but not itemised", n=number)
    if pd.notna(claim["itemised"]) and claim["itemised"] > claim["value"]:
        if claim["qualifier"] != "exactly":
            return words.say("more than reported")
        over = _amount(claim["itemised"] - claim["value"], claim, words)
        return words.say("{n} more than reported", n=over)
    return ""


def _amount(value: float, claim: Row, words: Words) -> str:
    return words.money(value, claim["currency"]) if claim["measure"] == "value" else words.number(value)


def how_to_read_gaps(words: Words) -> str:
    """What the parts of a bar mean."""
    return words.say(
        "Each bar is one reported total, on a scale of its own. The empty part is counted in a source’s total and not "
        "found act by act."
    )


LEGEND = {
    "sure": mark("itemised here"),
    "perhaps": mark("perhaps: itemised, but dated too vaguely"),
    "open": mark("reported, not itemised"),
    "soft": mark("the source says “about”, “nearly” or “more than”"),
}


# ---- where was looked ----


def where_looked(counted: Row, view: View, words: Words) -> str:
    """How many countries are on record, were looked for in vain, and were never looked for.

    `counted` is the row of `questions.looked`.
    """
    numbers = {name: words.number(int(counted[name])) for name in ("recorded", "not_found", "not_looked")}
    told = words.plural(
        "Of {n} country or region, {recorded} on record, {not_found} looked for without an act being found, "
        "{not_looked} not looked for yet.",
        "Of {n} countries and regions, {recorded} are on record, {not_found} were looked for without an act being "
        "found, and {not_looked} have not been searched yet.",
        int(counted["countries"]),
        **numbers,
    )
    if not view.direction:
        return told
    way = words.label("acts", "direction", view.direction)
    return words.say("{direction}: {sentence}", direction=way, sentence=told[:1].lower() + told[1:])


@recalled()
def under_searches(ledger: Ledger, view: View, words: Words) -> str:
    """What the map of the log shows and does not, with the size of the log."""
    counted = questions.looked(ledger, view).to_dict("records")[0]
    parts = [words.say("A search without result says where looking stopped, not that nothing was given.")]
    if counted["searches"]:
        parts.append(
            words.plural(
                "{n} search is in the log: {found} found something that helps, {elsewhere} about no single country.",
                "{n} searches are in the log: {found} found something that helps, {elsewhere} are about no single "
                "country.",
                int(counted["searches"]),
                found=words.number(int(counted["found"])),
                elsewhere=words.number(int(counted["elsewhere"])),
            )
        )
    parts.append(
        words.say(
            "Countries and regions as ISO 3166-1 lists them, dependent territories included. Here only the choices of "
            "direction and country count. Land only, no borders."
        )
    )
    return words.run_on(parts)


def alt(counted: Row, words: Words) -> str:
    """The text that stands for the map of the log."""
    return words.say(
        "World map of the search log: {recorded} countries and regions on record, {not_found} looked for without an "
        "act being found, {not_looked} without a mark because they have not been searched yet",
        **{name: words.number(int(counted[name])) for name in ("recorded", "not_found", "not_looked")},
    )


def hovers(places: pd.DataFrame, words: Words) -> dict[str, str]:
    """The hover label of each country of `questions.searched`, by code, lines parted by newlines."""
    return {str(place["country"]): "\n".join(_lines(place, words)) for place in places.to_dict("records")}


def _lines(place: Row, words: Words) -> list[str]:
    came, went = words.number(int(place["acts_in"])), words.number(int(place["acts_out"]))
    lines = [words.country(place["country"])]
    lines.append(
        words.say("On record: {came} to Chongqing, {went} from it", came=came, went=went)
        if place["acts"]
        else words.say("No act on record")
    )
    if not place["searches"]:
        return [*lines, words.say("No search in the log")]
    lines.append(
        words.plural(
            "{n} search, in {languages}",
            "{n} searches, in {languages}",
            int(place["searches"]),
            languages=languages(place["languages"].split(";"), words),
        )
    )
    lines.append(
        words.plural("{n} found something that helps", "{n} found something that helps", int(place["found"]))
        if place["found"]
        else words.say("none found anything")
    )
    for direction, side in (("inbound", "vain_in"), ("outbound", "vain_out")):
        if place[side]:
            way = words.label("acts", "direction", direction)
            lines.append(words.say("{direction}: looked for in vain", direction=way))
    return lines


def languages(tags: Iterable[str], words: Words) -> str:
    """The languages of tags, each once, as a list in running text."""
    return words.join(dict.fromkeys(words.language(tag) for tag in tags))


def state(place: Row, words: Words) -> str:
    """The state of a country of `questions.searched`, in a few words."""
    return words.capital(words.say(ONE_WAY if place["vain"] else STATES[place["state"]]))


def in_vain(log: pd.DataFrame, words: Words) -> str:
    """How often more was looked for in vain, and in which languages; "" where every search found something."""
    vain = log[~log["found"]]
    if vain.empty:
        return ""
    return words.plural(
        "More was looked for in vain {n} time, in {languages}.",
        "More was looked for in vain {n} times, in {languages}.",
        len(vain),
        languages=languages(vain["language"], words),
    )
