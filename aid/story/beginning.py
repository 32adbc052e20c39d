"""How it began: the first masks, and the worst weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from aid import questions
from aid.questions.select import NOT_A_COUNTRY
from aid.story import found
from aid.story.speech import counted, countries, named, paragraph, things, when
from aid.story.step import Facts, Quoted, Step
from aid.table import Ledger
from aid.view import View
from aid.words import Words

XINHUA_ON_MITO = "https://www.afpbb.com/articles/-/3266268"
PEOPLES_DAILY_ON_MITO = "http://shadafang.com/a/2020/0720/1595237764.html"
CONSULATE_OF_JAPAN = "https://www.chongqing.cn.emb-japan.go.jp/itpr_ja/00_000764.html"
# The flight came in a quarter of an hour before midnight; in the table stands the day of the gift.
LANDED = Quoted(date(2020, 1, 31), (XINHUA_ON_MITO,))
RECEIVED = Quoted("after midnight", (PEOPLES_DAILY_ON_MITO,))
LETTER = Quoted("what the mayor wrote", (CONSULATE_OF_JAPAN,))


def _mito(ledger: Ledger) -> Facts | None:
    masks = found.act(ledger, "mito", "inbound", "supplies")
    if not masks:
        return None
    letter = found.act(ledger, "mito", "inbound", "letter")
    told = {
        "masks": masks,
        "letter": letter,
        "held": found.held(ledger, masks),
        "landed": found.quoted(ledger, LANDED, masks),
        "received": found.quoted(ledger, RECEIVED, masks),
        "wrote": found.quoted(ledger, LETTER, letter),
    }
    view = View(direction="inbound", country=(masks["country"],), until=found.day(masks))
    return Facts(found.ids(masks, letter), view, told)


def _mito_title(facts: Facts, w: Words) -> str:
    return w.say("Shortly before midnight") if facts["landed"] else w.say("The first masks")


def _mito_text(facts: Facts, w: Words) -> Iterator[str]:
    masks = facts["masks"]
    giver = named(masks["partner"], w)
    yield paragraph(
        [
            w.say("The first help from abroad on record came from a sister city."),
            w.say(
                "{when} {giver} resolved to give {what} to Chongqing, took them from its own reserve and sent them off "
                "the same day.",
                when=w.capital(when(masks, w)),
                giver=giver,
                what=things(facts["held"], w),
            ),
        ],
        w,
    )
    yield paragraph(
        [
            w.say("The flight touched down at Jiangbei airport late {on_day}.", on_day=_on(facts["landed"], w))
            if facts["landed"]
            else None,
            w.say("It was the small hours before the city’s officials had the boxes in hand at the bonded port.")
            if facts["received"]
            else None,
        ],
        w,
    )
    if facts["wrote"]:
        yield w.say(
            "With the masks came a letter. Japan now had cases of its own, the mayor wrote, and what Chongqing had "
            "asked for was hard to find; here, to begin with, was everything that could be found."
        )


def _on(day: date, w: Words) -> str:
    return w.say("on {day}", day=w.day(day, year=False))


MITO = Step("mito", "map", _mito, _mito_title, _mito_text, (LANDED, RECEIVED, LETTER))


def _worst_weeks(ledger: Ledger) -> Facts | None:
    went, came = found.gifts_of_known_day(ledger, "outbound"), found.gifts_of_known_day(ledger, "inbound")
    if went.empty or came.empty or came["latest"].min() >= went["latest"].min():
        return None
    turn = went.iloc[0].to_dict()
    before = found.day(turn) - timedelta(days=1)
    view = View(direction="inbound", kind=questions.GIFTS, until=before)
    possible = questions.acts(ledger, view)
    sure = possible[~possible["vague"]]
    masks = found.masks(ledger, sure["id"])
    largest = max(masks, key=lambda act: masks[act], default=None)
    letters = questions.acts(ledger, view.but(kind=("letter",)))
    told = {
        "start": came.iloc[0].to_dict(),
        "turn": turn,
        "gifts": len(sure),
        "perhaps": len(possible) - len(sure),
        "countries": sure.loc[~sure["type"].isin(NOT_A_COUNTRY), "country"].nunique(),
        "sisters": sure.loc[sure["sister_city"].fillna(False), "partner"].nunique(),
        "diaspora": int((sure["type"] == "diaspora").sum()),
        "masks": sum(masks.values()) if masks else None,
        "reporting": len(masks),
        "largest": sure.set_index("id").loc[largest, "partner"] if largest else None,
        "largest_masks": masks.get(largest) if largest else None,
        "letters": int((~letters["vague"]).sum()),
    }
    return Facts(tuple(sure["id"]), view, told)


def _worst_title(facts: Facts, w: Words) -> str:
    return w.say("What came in the worst weeks")


def _worst_text(facts: Facts, w: Words) -> Iterator[str]:
    start, turn = facts["start"]["latest"], facts["turn"]["latest"]
    yield paragraph(
        [
            w.plural(
                "Between {start} and {turn}, the day of Chongqing’s own first dated gift, at least {count} gift was "
                "made or promised to it, from {countries}.",
                "Between {start} and {turn}, the day of Chongqing’s own first dated gift, at least {count} gifts were "
                "made or promised to it, from {countries}.",
                facts["gifts"],
                count=counted(facts["gifts"], w),
                start=w.day(start, year=start.year != turn.year),
                turn=w.day(turn),
                countries=countries(facts["countries"], w),
            ),
            w.plural(
                "{count} of them says how many masks it held: {masks}.",
                "{count} of them say how many masks they held: together {masks}.",
                facts["reporting"],
                count=w.capital(counted(facts["reporting"], w)),
                masks=w.number(facts["masks"]),
            )
            if facts["masks"]
            else None,
            w.say(
                "The largest consignment was that of {giver}, with {masks}.",
                giver=named(facts["largest"], w),
                masks=w.number(facts["largest_masks"]),
            )
            if facts["largest"] and facts["reporting"] > 1
            else None,
        ],
        w,
    )
    yield paragraph(
        [
            w.plural(
                "{count} giver was a sister city.",
                "{count} of the givers were sister cities.",
                facts["sisters"],
                count=w.capital(counted(facts["sisters"], w)),
            )
            if facts["sisters"]
            else None,
            w.plural(
                "{count} gift had been gathered by Chinese living abroad.",
                "{count} gifts had been gathered by Chinese living abroad.",
                facts["diaspora"],
                count=w.capital(counted(facts["diaspora"], w)),
            )
            if facts["diaspora"]
            else None,
            w.plural(
                "Letters of sympathy came as well: {count} can be placed before that day with certainty.",
                "Letters of sympathy came as well: {count} can be placed before that day with certainty.",
                facts["letters"],
                count=counted(facts["letters"], w),
            )
            if facts["letters"]
            else None,
        ],
        w,
    )


WORST_WEEKS = Step("worst-weeks", "timeline", _worst_weeks, _worst_title, _worst_text)
