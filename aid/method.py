"""How the table counts and what it does not hold: the rules as sentences, for the page, the files and the print."""

from __future__ import annotations

from aid.words import Words


def rules(w: Words) -> list[str]:
    """Scope, rules of counting and what the charts show, a rule a text."""
    return [
        w.say(
            "An act is one deed of giving between Chongqing, the hub, and one partner outside the mainland of "
            "China: goods, money, a medical team, a video meeting, a letter or thanks. Promises and "
            "cancelled plans are not acts."
        ),
        w.say(
            "The table runs from January 2020 to March 2021. It holds what published pages tell; it is not a "
            "complete record of what was given."
        ),
        w.say(
            "Countries and regions are counted without Chinese communities abroad and international "
            "organisations, as the sources’ own totals do."
        ),
        w.say(
            "Pieces are added only within one family of things, such as masks; pairs, sets and boxes are not "
            "pieces. Money is added only within one currency. Nothing is converted and no balance is drawn."
        ),
        w.say(
            "What a source does not tell stays empty and is never counted as zero; each sum says how many acts "
            "it rests on."
        ),
        w.say(
            "Where only a month or a year is known, or only that something happened by a certain day, the act "
            "matches every period it may lie in, and the number of such acts is told with the answer."
        ),
        w.say(
            "A return is a gift to a partner that had given first. Gifts are goods, money and medical teams; a "
            "letter of thanks is no return, and “no return on record” is not “no return”."
        ),
        w.say(
            "Meetings held on one day by one Chongqing body count as one meeting. The fifteen experts "
            "in Algeria and Sudan are the same people and are never added."
        ),
        w.say(
            "The maps show land from Natural Earth without any border. A mark stands for a country or "
            "region, not for its exact place, and is moved where it would hide another."
        ),
        w.say(
            "Some sources may be read only as copies at doubtful addresses; those addresses are shown as text "
            "and not linked."
        ),
    ]


def licence(w: Words) -> str:
    """Under which terms table, code, outline and sources may be used."""
    return w.say(
        "The table is free to use under Creative Commons Attribution 4.0; name Peach & Jade and the version. The "
        "code is under the MIT licence. The land outline is Natural Earth’s, in the public domain. Titles and pages of "
        "sources belong to their publishers."
    )
