"""The method: scope, rules of counting, what the map shows, the data dictionary, licences, how to cite and correct."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from aid import citations
from aid.clock import today
from aid.controls.arrive import Here
from aid.controls.blocks import caption
from aid.controls.share import home
from aid.labels import md
from aid.method import licence, rules
from aid.view import View


def method(at: Here, totals: pd.DataFrame) -> None:
    """Scope, rules of counting and what the charts show, in paragraphs."""
    w = at.words
    st.header(w.say("Scope and rules of counting"), anchor="method")
    st.markdown("\n".join(f"- {md(rule)}" for rule in rules(w)))


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
    whole = citations.of_view(at.ledger, View(), w, f"{home()}/", today())
    st.code(citations.sentence(whole), language=None, wrap_lines=True)
    caption(w.say("“Share”, at the top of each page, has the reference to exactly what is on screen, in four styles."))
    st.header(w.say("Licences"), anchor="licences")
    st.markdown(md(licence(w)))
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
