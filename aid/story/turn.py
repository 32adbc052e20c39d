"""The day from which gifts went the other way."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from aid import questions
from aid.story import found
from aid.story.speech import counted, days, named, paragraph, things, when
from aid.story.step import Facts, Step
from aid.table import Ledger
from aid.view import View
from aid.words import Words


def _turn(ledger: Ledger) -> Facts | None:
    went, came = found.gifts_of_known_day(ledger, "outbound"), found.gifts_of_known_day(ledger, "inbound")
    if went.empty or came.empty or came["latest"].min() >= went["latest"].min():
        return None
    first = [one for one in went.to_dict("records") if one["latest"] == went["latest"].min()]
    start, turn = came.iloc[0].to_dict(), first[0]
    month_end = (pd.Timestamp(turn["latest"]) + pd.offsets.MonthEnd(0)).date()
    view = View(kind=questions.GIFTS, since=found.day(start), until=month_end)
    drawn = questions.acts(ledger, view)
    drawn = drawn[~drawn["vague"]]
    earlier = questions.acts(ledger, View(direction="inbound", kind=questions.GIFTS))
    givers = set(earlier.loc[earlier["latest"] < turn["latest"], "partner"])
    told = {
        "start": start,
        "turn": turn,
        "days": found.days_between(start, turn),
        "first": [(one["partner"], found.held(ledger, one)) for one in first],
        "receivers": len({one["partner"] for one in first}),
        "gave_before": len({one["partner"] for one in first} & givers),
        "month_end": month_end,
        "out": int((drawn["direction"] == "outbound").sum()),
        "came": int(((drawn["direction"] == "inbound") & (drawn["earliest"] >= turn["latest"])).sum()),
    }
    return Facts(tuple(one["id"] for one in first), view, told)


def _turn_title(facts: Facts, w: Words) -> str:
    return w.say("The turn: {day}", day=w.day(facts["turn"]["latest"], year=False))


def _turn_text(facts: Facts, w: Words) -> Iterator[str]:
    gifts = [
        w.say("{things} to {receiver}", things=things(held, w), receiver=named(partner, w))
        for partner, held in facts["first"]
    ]
    yield paragraph(
        [
            w.say(
                "{when}, {days} after {giver} had given, the traffic turned.",
                days=days(facts["days"], w),
                giver=named(facts["start"]["partner"], w),
                when=w.capital(when(facts["turn"], w)),
            ),
            w.say("Chongqing gave {gifts}.", gifts=w.say("; ").join(gifts)),
            w.say("They are the first of its gifts whose day is known."),
        ],
        w,
    )
    yield paragraph([_gave_before(facts, w), _rest_of_month(facts, w)], w)


def _gave_before(facts: Facts, w: Words) -> str | None:
    """Whether those who received first had given before."""
    receivers, before = facts["receivers"], facts["gave_before"]
    if not before:
        return None
    if before == receivers:
        return w.plural(
            "The receiver had itself given to Chongqing before.",
            "Each of the {count} receivers had itself given to Chongqing before.",
            receivers,
            count=counted(receivers, w),
        )
    return w.say(
        "Of the {all} receivers {count} had given to Chongqing before.",
        all=counted(receivers, w),
        count=counted(before, w),
    )


def _rest_of_month(facts: Facts, w: Words) -> str:
    told = {"month": w.month(facts["month_end"], year=False), "out": counted(facts["out"], w)}
    if not facts["came"]:
        return w.plural(
            "By the end of {month} {out} gift is certain to have gone out; not one that came in is dated to those days "
            "with certainty.",
            "By the end of {month} {out} gifts are certain to have gone out; not one that came in is dated to those "
            "days with certainty.",
            facts["out"],
            **told,
        )
    return w.plural(
        "By the end of {month} {out} gift is certain to have gone out, against {came} that came in.",
        "By the end of {month} {out} gifts are certain to have gone out, against {came} that came in.",
        facts["out"],
        came=counted(facts["came"], w),
        **told,
    )


TURN = Step("turn", "timeline", _turn, _turn_title, _turn_text)
