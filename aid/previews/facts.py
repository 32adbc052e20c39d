"""What a card says: names in both languages, what came and what went, and what these are out of."""

from __future__ import annotations

from dataclasses import dataclass

from aid import labels, questions, titles
from aid.previews.faces import drawn_whole
from aid.previews.plain import plain
from aid.questions.totals import countries
from aid.table import Ledger
from aid.view import View
from aid.words import Words

LONGEST = 300
DIRECTIONS = ("inbound", "outbound")


@dataclass(frozen=True)
class Mark:
    """One of the two marks: its figure, what that counts, and whether there is anything to it."""

    direction: str
    figure: str
    label: tuple[str, ...]
    """In lines."""
    full: bool = True

    @property
    def is_number(self) -> bool:
        """Whether the figure is a number and not a word."""
        return self.figure[:1].isdigit()


@dataclass(frozen=True)
class Facts:
    """Everything that stands on a card."""

    brand: str
    """The dashboard's name, where it is not the title."""
    title: str
    other: str
    """The title in the other language; empty where it would say the same."""
    marks: tuple[Mark, ...]
    note: tuple[str, ...]
    """In lines."""


def of_site(ledger: Ledger, own: Words, other: Words) -> Facts:
    """The whole record: from how many countries help came, to how many it went."""
    gifts = countries(ledger, View(), gifts_only=True)
    name, second = _named(own.say("Peach & Jade"), other.say("Peach & Jade"))
    return Facts(
        brand="",
        title=name,
        other=second,
        marks=tuple(
            Mark(
                way,
                own.number(len(gifts[way])),
                (
                    own.plural("country or region", "countries or regions", len(gifts[way])),
                    own.say("gave help") if way == "inbound" else own.say("received help"),
                ),
                bool(gifts[way]),
            )
            for way in DIRECTIONS
        ),
        note=(
            own.say("COVID-19 aid between Chongqing and the world, 2020–21"),
            own.say(
                "{acts} · {sources}",
                acts=own.plural("{n} act", "{n} acts", ledger.rows("acts")),
                sources=own.plural("{n} source", "{n} sources", ledger.rows("sources")),
            ),
        ),
    )


def of_country(code: str, ledger: Ledger, own: Words, other: Words) -> Facts:
    """One country: the acts each way, out of all on record, how many of them are gifts, and their sources."""
    view = View(country=(code,))
    both = questions.totals(ledger, view).set_index("direction")
    acts, gifts = both["acts"], both["gifts"]
    name, second = _named(own.country(code), other.country(code), code)
    sources = questions.source_count(ledger, view)
    return Facts(
        brand=_brand(own, other),
        title=name,
        other=second,
        marks=tuple(
            Mark(
                way,
                own.number(int(acts[way])),
                (own.plural("act", "acts", int(acts[way])), _way(way, own)),
                bool(acts[way]),
            )
            for way in DIRECTIONS
        ),
        note=(
            own.say(
                "{k} of {n} acts on record · goods, money, teams: {came} in, {went} out",
                k=own.number(int(acts.sum())),
                n=own.number(ledger.rows("acts")),
                came=own.number(int(gifts["inbound"])),
                went=own.number(int(gifts["outbound"])),
            ),
            own.plural("{n} source", "{n} sources", int(sources)),
        ),
    )


def of_act(act: str, ledger: Ledger, own: Words, other: Words) -> Facts:
    """One act: what it was, which way it went, when, and on how many sources it rests."""
    row = titles.act_of(act, ledger)
    if row is None:
        raise KeyError(act)
    name, second = _named(titles.of_act(row, ledger, own), titles.of_act(row, ledger, other), act)
    way = str(row["direction"])
    return Facts(
        brand=_brand(own, other),
        title=name,
        other=second,
        marks=(Mark(way, own.kind(row["kind"]), (_way(way, own),)),),
        note=(
            own.say(
                "{date} · {sources} · confidence: {level}",
                date=own.capital(labels.dated(row, own)),
                sources=own.plural("{n} source", "{n} sources", int(row["source_count"])),
                level=own.label("acts", "confidence", row["confidence"]).lower(),
            ),
        ),
    )


def _way(direction: str, own: Words) -> str:
    return own.say("to Chongqing") if direction == "inbound" else own.say("from Chongqing")


def _brand(own: Words, other: Words) -> str:
    return f"{own.say('Peach & Jade')}  {other.say('Peach & Jade')}"


def _named(own: str, other: str, code: str = "") -> tuple[str, str]:
    """A name in the card's language and in the other one, as far as they can be drawn.

    Where a letter of the one would have to be left out, the other stands for it; where both fail, the code does.
    """
    names = [plain(name)[:LONGEST] for name in (own, other)]
    whole = [name for name in names if drawn_whole(name, True)] or ([code] if code else names[:1])
    return whole[0], whole[1] if len(whole) > 1 and whole[1] != whole[0] else ""
