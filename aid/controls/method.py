"""The method: scope, rules of counting, what the map shows, the data dictionary, licences, how to cite and correct."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from aid import citations
from aid.controls.arrive import Here
from aid.labels import md


def method(at: Here, totals: pd.DataFrame) -> None:
    """Scope, rules of counting and what the charts show, in paragraphs."""
    w = at.words
    st.header(w.say("Scope and rules of counting"), anchor="method")
    st.markdown(
        "\n".join(
            f"- {md(rule)}"
            for rule in (
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
            )
        )
    )


def dictionary(at: Here) -> None:
    """What each column of each file means, from the table's own description."""
    w = at.words
    st.header(w.say("Data dictionary"), anchor="dictionary")
    for table in at.ledger.descriptor["resources"]:
        with st.expander(f"{md(w.described(table, 'title'))} · `{table['path']}`"):
            st.markdown(md(w.described(table)))
            st.table(
                [_column(at, column) for column in table["schema"]["fields"]],
                hide_index=True,
                border="horizontal",
            )


def _column(at: Here, column: Mapping[str, Any]) -> dict[str, str]:
    w = at.words
    codes = [f"`{known['value']}` {md(w.described(known, 'label'))}" for known in column.get("categories", ())]
    meaning = md(w.described(column))
    return {
        w.say("Column"): f"`{column['name']}`",
        w.say("Type"): f"`{column['type']}`" + (f" {md(w.say('required'))}" if _required(column) else ""),
        w.say("Meaning"): meaning + (f"  \n:small[{w.clauses(codes)}]" if codes else ""),
    }


def _required(column: Mapping[str, Any]) -> bool:
    return bool(column.get("constraints", {}).get("required"))


def licence_and_correction(at: Here) -> None:
    """How to cite, under which licences, and how to correct a row."""
    w = at.words
    st.header(w.say("How to cite"), anchor="cite")
    st.code(citations.of_table(at.ledger, w, date.today()), language=None, wrap_lines=True)
    st.header(w.say("Licences"), anchor="licences")
    st.markdown(
        md(
            w.say(
                "The table is free to use under Creative Commons Attribution 4.0; name Peach & Jade and the "
                "version. The code is under the MIT licence. The land outline is Natural Earth’s, in the public "
                "domain. Titles and pages of sources belong to their publishers."
            )
        )
    )
    st.header(w.say("How to correct it"), anchor="correct")
    st.markdown(
        md(
            w.say(
                "Every row can be corrected. Give the act’s id, what is wrong, and a page that shows it, in an issue "
                "or a change to the project’s files; the README tells how to check the table before sending it. "
                "Corrections are listed in the changelog."
            )
        )
    )
