"""How it ends so far: what came back to those who gave first, and what nobody has told yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aid import questions
from aid.story import found
from aid.story.speech import counted, days, named, paragraph, things, when
from aid.story.step import Facts, Step
from aid.table import Ledger
from aid.view import View
from aid.words import Words


def _return(ledger: Ledger) -> Facts | None:
    gave, back = found.act(ledger, "mito", "inbound", "supplies"), found.act(ledger, "mito", "outbound", "supplies")
    gap = found.days_between(gave, back)
    if not (gave and back and gap and gap > 0):
        return None
    others = [found.act(ledger, "hiroshima", way, "supplies") for way in ("inbound", "outbound")]
    beside = bool(others[0] and others[1] and others[1]["latest"] == back["latest"])
    pairs = questions.exchange(ledger, View())
    told = {
        "gave": gave,
        "back": back,
        "days": gap,
        "gave_held": found.held(ledger, gave),
        "back_held": found.held(ledger, back),
        "beside": others[1] if beside else None,
        "beside_days": found.days_between(*others) if beside else None,
        "pairs": questions.returns(ledger, View()),
        "unanswered": int(((pairs["gifts_in"] > 0) & (pairs["gifts_out"] == 0)).sum()),
    }
    rests_on = found.ids(gave, back, *(others if beside else ()))
    return Facts(rests_on, View(country=(gave["country"],)), told)


def _return_title(facts: Facts, w: Words) -> str:
    receiver = named(facts["back"]["partner"], w)
    return w.say("{days} on: the return to {receiver}", days=days(facts["days"], w), receiver=receiver)


def _return_text(facts: Facts, w: Words) -> Iterator[str]:
    back, pairs = facts["back"], facts["pairs"]
    yield paragraph(
        [
            w.say(
                "{when} Chongqing sent {receiver} {back}. It was {days} since {gave} had been given the other way.",
                when=w.capital(when(back, w)),
                receiver=named(back["partner"], w),
                back=things(facts["back_held"], w),
                days=days(facts["days"], w),
                gave=things(facts["gave_held"], w),
            ),
            w.say(
                "A gift for {receiver} travelled with it, {days} after the first masks from there.",
                receiver=named(facts["beside"]["partner"], w),
                days=days(facts["beside_days"], w),
            )
            if facts["beside_days"]
            else None,
        ],
        w,
    )
    yield paragraph(
        [
            w.plural(
                "{count} partner both gave and received; in {first} of these pairs it is certain that the partner gave "
                "first.",
                "{count} partners both gave and received; in {first} of these pairs it is certain that the partner "
                "gave first.",
                pairs.pairs,
                count=w.capital(counted(pairs.pairs, w)),
                first=counted(pairs.partner_first, w),
            )
            if pairs.pairs
            else None,
            w.plural(
                "For {count} giver no return is on record, which is not to say that there was none.",
                "For {count} givers no return is on record, which is not to say that there was none.",
                facts["unanswered"],
                count=counted(facts["unanswered"], w),
            )
            if facts["unanswered"]
            else None,
        ],
        w,
    )


RETURN = Step("return", "thread", _return, _return_title, _return_text)


def _claim(ledger: Ledger, direction: str, kind: str, measure: str) -> dict[Any, Any] | None:
    """The first reported total of the whole of something, held against the table; None where none is reported."""
    claims = questions.claims_against(ledger, View())
    asked = {"direction": direction, "kind": kind, "measure": measure, "scope": "all"}
    for column, code in asked.items():
        claims = claims[claims[column] == code]
    return claims.iloc[0].to_dict() if len(claims) else None


def _unknown(ledger: Ledger) -> Facts | None:
    every = questions.acts(ledger, View())
    if every.empty:
        return None
    goods = every[every["kind"] == "supplies"]
    told_items = ledger.items[ledger.items["quantity"].notna()]["act"]
    searches = ledger.searches
    bounded = every[every["earliest"].isna()]
    told = {
        "letters": _claim(ledger, "inbound", "letter", "countries"),
        "batches": _claim(ledger, "outbound", "supplies", "batches"),
        "acts": len(every),
        "goods": len(goods),
        "quantified": int(goods["id"].isin(told_items).sum()),
        "bounded": len(bounded),
        "vague": int(((every["precision"] != "day") & every["earliest"].notna()).sum()),
        "searches": len(searches),
        "in_vain": int((~searches["found"].astype(bool)).sum()),
    }
    return Facts(tuple(bounded["id"]), View(basis=("no_later_than",)), told)


def _unknown_title(facts: Facts, w: Words) -> str:
    return w.say("What remains unknown")


def _unknown_text(facts: Facts, w: Words) -> Iterator[str]:
    yield paragraph([_letters(facts["letters"], w), _batches(facts["batches"], w)], w)
    yield paragraph(
        [
            w.plural(
                "Of {n} gift of goods {told} tells any quantity.",
                "Of {n} gifts of goods {told} tell any quantity.",
                facts["goods"],
                told=w.number(facts["quantified"]),
            ),
            w.say(
                "Of {acts} acts {bounded} are known only by a day by which they had happened, and {vague} only by "
                "their month or year.",
                acts=w.number(facts["acts"]),
                bounded=w.number(facts["bounded"]),
                vague=w.number(facts["vague"]),
            ),
        ],
        w,
    )
    if facts["searches"]:
        yield w.say(
            "{searches} searches are written down, and {in_vain} of them found nothing. A blank here is a blank in the "
            "sources; it is no zero.",
            searches=w.number(facts["searches"]),
            in_vain=w.number(facts["in_vain"]),
        )


def _total(claim: dict[Any, Any], w: Words) -> str:
    """A total with the word that its source puts before it: "nearly 160"."""
    number = w.number(claim["value"])
    if claim["qualifier"] == "exactly":
        return number
    return (" " if w.lang == "en" else "").join([w.label("claims", "qualifier", claim["qualifier"]), number])


def _letters(claim: dict[Any, Any] | None, w: Words) -> str | None:
    if not claim or claim["names"] is None:
        return None
    return w.say(
        "Sympathy had come in writing or on video from {total} countries, the city’s paper said {when}. It named "
        "{named}; the table can show {itemised}.",
        when=w.dated(claim["latest"], claim["precision"]),
        total=_total(claim, w),
        named=counted(int(claim["names"]), w),
        itemised=counted(int(claim["itemised"]), w),
    )


def _batches(claim: dict[Any, Any] | None, w: Words) -> str | None:
    if not claim:
        return None
    return w.say(
        "In the other direction, by a later review, {total} batches of goods went out; the table itemises {itemised}.",
        total=_total(claim, w),
        itemised=w.number(int(claim["itemised"])),
    )


UNKNOWN = Step("unknown", "timeline", _unknown, _unknown_title, _unknown_text)
