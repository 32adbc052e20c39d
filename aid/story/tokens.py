"""What was remembered and what was written on the boxes: Italy's hospital, and the verses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aid.story import found
from aid.story.beginning import PEOPLES_DAILY_ON_MITO
from aid.story.speech import days, named, paragraph, things, when
from aid.story.step import Facts, Quoted, Step
from aid.table import Ledger
from aid.view import View
from aid.words import Words

CHINA_NEWS_ON_ITALY = "http://news.cqyy.net/yyxw/newsshow-2020032038911.html"
ICHONGQING_ON_ITALY = "https://www.ichongqing.info/2020/03/21/shipped-chongqing-donates-180000-masks-to-italy/"
UPSTREAM_ON_MITO = "https://m.cqcb.com/hot/2020-02-01/2137237_pc.html"
HOSPITAL = Quoted("1988", (CHINA_NEWS_ON_ITALY, ICHONGQING_ON_ITALY))
SPRING = Quoted("what the consul-general said", (CHINA_NEWS_ON_ITALY,))
FORZA = Quoted("Forza Italia!", (CHINA_NEWS_ON_ITALY, ICHONGQING_ON_ITALY))
FAR = Quoted("相知无远近，万里尚为邻", (CHINA_NEWS_ON_ITALY,))
QUINCE = Quoted("木瓜琼琚，永以为好", (PEOPLES_DAILY_ON_MITO,))
LABELS = Quoted("what stood on Mito's boxes", (UPSTREAM_ON_MITO,))


def _italy(ledger: Ledger) -> Facts | None:
    consignment = found.acts(ledger, "italy-government", "outbound", "supplies")
    if not consignment:
        return None
    first = consignment[0]
    parts = [one for one in consignment if one["latest"] == first["latest"]]
    masks = found.masks(ledger, found.ids(*parts))
    thanks = found.act(ledger, "italy-consulate-chongqing", "inbound", "thanks")
    sassari = found.act(ledger, "sassari", "outbound", "supplies")
    year = found.quoted(ledger, HOSPITAL, *parts)
    told = {
        "first": first,
        "year": year,
        "years": found.day(first).year - int(year) if year else None,
        "spring": found.quoted(ledger, SPRING, *parts),
        "masks": sum(masks.values()) if len(masks) == len(parts) else None,
        "parts": [(one["hub_party"], masks[one["id"]]) for one in parts if one["id"] in masks],
        "thanks": thanks,
        "sassari": sassari,
        "sassari_held": found.held(ledger, sassari) if sassari else None,
        "sassari_thanks": found.act(ledger, "sassari", "inbound", "thanks"),
    }
    rests_on = found.ids(*parts, thanks, sassari, told["sassari_thanks"])
    return Facts(rests_on, View(country=(first["country"],)), told)


def _italy_title(facts: Facts, w: Words) -> str:
    if facts["year"]:
        return w.say("Italy’s hospital of {year}", year=facts["year"])
    return w.say("Masks for Italy")


def _italy_text(facts: Facts, w: Words) -> Iterator[str]:
    first, masks = facts["first"], facts["masks"]
    yield paragraph(
        [
            w.say(
                "In {year} Italy’s government made a present of an emergency hospital, then the largest in Sichuan. It "
                "is Chongqing’s emergency medical centre today.",
                year=facts["year"],
            )
            if facts["year"]
            else None,
            w.say(
                "{years} years later, {when}, an official of the city recalled it as boxes for Italy were handed over.",
                years=w.number(facts["years"]),
                when=when(first, w),
            )
            if facts["year"]
            else w.say("{when} boxes for Italy were handed over.", when=w.capital(when(first, w))),
            w.say("In them were {masks}.", masks=w.amount("mask", masks, "piece")) if masks else None,
        ],
        w,
    )
    split = [w.say("{masks} from {giver}", masks=w.number(n), giver=named(hub, w)) for hub, n in facts["parts"]]
    yield paragraph(
        [
            w.say(
                "By the consulate’s count that was {split}; reporters put it all down to the city.", split=w.join(split)
            )
            if len(split) > 1 and facts["thanks"]
            else None,
            w.say(
                "Spring came sooner to China than to Italy, said the consul-general, and he hoped that Italy’s would "
                "not be long."
            )
            if facts["spring"]
            else None,
        ],
        w,
    )
    if facts["sassari"]:
        yield paragraph(
            [
                w.say(
                    "{when} {what} went to {receiver}.",
                    when=w.capital(when(facts["sassari"], w, first)),
                    what=things(facts["sassari_held"], w),
                    receiver=named(facts["sassari"]["partner"], w),
                ),
                w.say("Its mayor’s letter of thanks was there {when}.", when=when(facts["sassari_thanks"], w, first))
                if facts["sassari_thanks"]
                else None,
            ],
            w,
        )


ITALY = Step("italy", "thread", _italy, _italy_title, _italy_text, (HOSPITAL, SPRING))


def _verses(ledger: Ledger) -> Facts | None:
    mito = found.act(ledger, "mito", "inbound", "supplies")
    iran = found.act(ledger, "iran-government-and-shiraz", "outbound", "supplies")
    italy = found.act(ledger, "italy-government", "outbound", "supplies")
    japan = [found.act(ledger, city, "outbound", "supplies") for city in ("mito", "hiroshima")]
    armenia = found.act(ledger, "armenia-mfa", "inbound", "thanks")
    told: dict[str, Any] = {
        "mito": mito if found.quoted(ledger, LABELS, mito) else None,
        "iran": iran if found.quoted(ledger, FAR, iran) else None,
        "italy": italy if found.quoted(ledger, FORZA, italy) else None,
        "japan": [one for one in japan if found.quoted(ledger, QUINCE, one)],
        "armenia": armenia,
    }
    told["days"] = found.days_between(mito, told["japan"][0]) if told["japan"] else None
    out = [one for one in (told["iran"], told["italy"], *told["japan"]) if one]
    if not (told["iran"] or told["japan"]):
        return None
    view = View(direction="outbound", kind=("supplies",), country=tuple({one["country"] for one in out}))
    return Facts(found.ids(told["mito"], *out, armenia), view.but(country=view.country), told)


def _verses_title(facts: Facts, w: Words) -> str:
    return w.say("What the boxes said")


def _verses_text(facts: Facts, w: Words) -> Iterator[str]:
    mito, iran, japan, armenia = facts["mito"], facts["iran"], facts["japan"], facts["armenia"]
    yield paragraph(
        [
            w.say(
                "{giver} had pasted its encouragement on its boxes: stay strong, China; stay strong, Chongqing; we are "
                "with you.",
                giver=w.capital(named(mito["partner"], w)),
            )
            if mito
            else None,
            w.say(
                "When Chongqing packed in its turn, it reached for poetry. The boxes for Iran, {when}, said in Chinese "
                "and in English: “{verse}”. Friends who know one another know no distance; a world away is next door.",
                when=when(iran, w),
                verse=FAR.what,
            )
            if iran
            else None,
            w.say("Those for Italy said “{cheer}”, in both languages.", cheer=FORZA.what) if facts["italy"] else None,
        ],
        w,
    )
    if japan:
        told = {
            "receivers": w.join([named(one["partner"], w) for one in japan]),
            "when": when(japan[0], w, iran),
            "verse": QUINCE.what,
        }
        yield paragraph(
            [
                w.say(
                    "And on what left for {receivers} {when} stood “{verse}”: for a quince, fine jade, and friendship "
                    "for ever. The line is from the old song that gave this site its name.",
                    **told,
                ),
                w.say(
                    "Between {giver}’s masks and these words lay {days}.",
                    days=days(facts["days"], w),
                    giver=named(mito["partner"], w),
                )
                if facts["days"] and mito
                else None,
            ],
            w,
        )
    if armenia:
        yield w.say(
            "They were read, too. {when} the spokesperson of Armenia’s foreign ministry had quoted the blessing on "
            "Chongqing’s boxes.",
            when=w.capital(when(armenia, w, iran)),
        )


VERSES = Step("verses", "map", _verses, _verses_title, _verses_text, (LABELS, FAR, FORZA, QUINCE))
