"""What was shared and who was sent: the video calls with Ukraine, the experts in Algiers and Khartoum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aid import questions
from aid.questions.select import NOT_A_COUNTRY
from aid.story import found
from aid.story.speech import counted, countries, days, paragraph, when
from aid.story.step import Facts, Step
from aid.table import Ledger
from aid.view import View
from aid.words import Words

EXPERTS = "medical_expert"


def _ukraine(ledger: Ledger) -> Facts | None:
    calls = found.acts(ledger, "ukraine-government", "outbound", "video_meeting")
    if not calls or not found.exact(calls[0]):
        return None
    armenia = found.act(ledger, "armenia-health-experts", "outbound", "video_meeting")
    joined = armenia if armenia and armenia["latest"] == calls[0]["latest"] else None
    thanks = found.act(ledger, "ukraine-government", "inbound", "thanks")
    view = View(direction="outbound", kind=("video_meeting",))
    meetings = questions.acts(ledger, view)
    told = {
        "calls": len(calls),
        "first": calls[0],
        "second": calls[1] if len(calls) > 1 else None,
        "days": (found.day(calls[1]) - found.day(calls[0])).days if len(calls) > 1 else None,
        "joined": joined,
        "thanks": thanks,
        "meetings": len(meetings),
        "countries": meetings.loc[~meetings["type"].isin(NOT_A_COUNTRY), "country"].nunique(),
    }
    return Facts(found.ids(*calls, joined, thanks), view, told)


def _ukraine_title(facts: Facts, w: Words) -> str:
    place = w.the_country(facts["first"]["country"])
    count = counted(facts["calls"], w)
    return w.capital(
        w.plural("{count} call with {place}", "{count} calls with {place}", facts["calls"], count=count, place=place)
    )


def _ukraine_text(facts: Facts, w: Words) -> Iterator[str]:
    first, second = facts["first"], facts["second"]
    yield paragraph(
        [
            w.say(
                "Masks can be packed; experience had to be told. {when} specialists in Chongqing spoke by video to "
                "Ukraine’s government and its doctors, and the prime minister sat in.",
                when=w.capital(when(first, w)),
            ),
            w.say("Armenia’s specialists were on the same line and put their own questions.")
            if facts["joined"]
            else None,
            w.say("The prime minister thanked them for sharing what they knew.") if facts["thanks"] else None,
        ],
        w,
    )
    if second:
        yield paragraph([w.say("Ukraine pressed for more, and a second call was held."), _second(facts, w)], w)
    yield w.plural(
        "The table has {count} entry of such meetings held from Chongqing’s side, with {countries}; a session with "
        "several partners has an entry for each.",
        "The table has {count} entries of such meetings held from Chongqing’s side, with {countries}; a session with "
        "several partners has an entry for each.",
        facts["meetings"],
        count=counted(facts["meetings"], w),
        countries=countries(facts["countries"], w),
    )


def _second(facts: Facts, w: Words) -> str:
    """When the second call was: its day, or what is known in its place."""
    told = {"when": when(facts["second"], w, facts["first"]), "days": days(facts["days"], w)}
    if found.exact(facts["second"]):
        return w.say("It took place {when}, {days} after the first.", **told)
    return w.say("No source gives its day. It took place {when}, {days} after the first at most.", **told)


UKRAINE = Step("ukraine", "timeline", _ukraine, _ukraine_title, _ukraine_text)


def _experts(ledger: Ledger, one: found.Act | None) -> int | None:
    """How many experts an act sent; None where it does not tell."""
    told = [quantity for item, quantity, _ in found.held(ledger, one) if item == EXPERTS] if one else []
    return told[0] if told else None


def _doctors(ledger: Ledger) -> Facts | None:
    algeria = found.act(ledger, "algeria-government", "outbound", "medical_team")
    sudan = found.act(ledger, "sudan-government", "outbound", "medical_team")
    experts = _experts(ledger, algeria)
    if not (algeria and sudan and experts):
        return None
    palestine = found.act(ledger, "palestine-health-ministry", "outbound", "medical_team")
    told: dict[str, Any] = {
        "experts": experts,
        "same": _experts(ledger, sudan) in (experts, None),
        "algeria": algeria,
        "sudan": sudan,
        "days": found.days_between(algeria, sudan),
        "thanks_algeria": found.act(ledger, "algeria-mfa", "inbound", "thanks"),
        "thanks_sudan": found.act(ledger, "sudan-prime-minister", "inbound", "thanks"),
        "palestine": palestine,
        "experts_palestine": _experts(ledger, palestine),
    }
    sent = [one for one in (algeria, sudan, palestine) if one]
    view = View(direction="outbound", kind=("medical_team",)).but(country={one["country"] for one in sent})
    return Facts(found.ids(*sent, told["thanks_algeria"], told["thanks_sudan"]), view, told)


def _doctors_title(facts: Facts, w: Words) -> str:
    return w.capital(
        w.plural(
            "{count} expert to Algiers and Khartoum",
            "{count} experts to Algiers and Khartoum",
            facts["experts"],
            count=counted(facts["experts"], w),
        )
    )


def _doctors_text(facts: Facts, w: Words) -> Iterator[str]:
    algeria, sudan = facts["algeria"], facts["sudan"]
    yield paragraph(
        [
            w.plural(
                "{when} {count} expert from Chongqing left for Algiers in a national team, with colleagues from Macao.",
                "{when} {count} experts from Chongqing left for Algiers in a national team, with colleagues from "
                "Macao.",
                facts["experts"],
                when=w.capital(when(algeria, w)),
                count=counted(facts["experts"], w),
            ),
            w.say(
                "{days} later, {when}, they did not fly home but on to Khartoum.",
                days=days(facts["days"], w),
                when=when(sudan, w, algeria),
            )
            if facts["days"]
            else w.say("From there they flew on to Khartoum, {when}.", when=when(sudan, w, algeria)),
            w.say("They were the same people, and should not be counted a second time.") if facts["same"] else None,
        ],
        w,
    )
    yield paragraph(
        [
            w.say(
                "At Algiers airport a director of the foreign ministry saw them off with thanks {when}.",
                when=when(facts["thanks_algeria"], w, algeria),
            )
            if facts["thanks_algeria"]
            else None,
            w.say("In Khartoum the prime minister received them {when}.", when=when(facts["thanks_sudan"], w, algeria))
            if facts["thanks_sudan"]
            else None,
            w.plural(
                "{count} more set out for Palestine {when}.",
                "{count} others set out for Palestine {when}.",
                facts["experts_palestine"],
                count=w.capital(counted(facts["experts_palestine"], w)),
                when=when(facts["palestine"], w, algeria),
            )
            if facts["experts_palestine"]
            else None,
        ],
        w,
    )


DOCTORS = Step("doctors", "map", _doctors, _doctors_title, _doctors_text)
