"""The frame around every page: the name and the way to each page, notices, the foot."""

from __future__ import annotations

from typing import Any

import streamlit as st

from aid import sentences
from aid.catalogue import LANGUAGES, OWN_NAMES, TAGS, translations
from aid.controls.arrive import Here, unchosen_language
from aid.controls.find import find_box
from aid.controls.fronts import front
from aid.controls.share import public_address, share
from aid.labels import md
from aid.table import TableError
from aid.words import mark


def top(at: Here, pages: dict[str, Any], page: Any) -> None:
    """The name, the way to every page with the view kept, and the switch of language."""
    w = at.words
    st.session_state["_page"] = page
    if st.context.is_embedded:
        # Within another site's page the chart is what was asked for; the foot leads to the rest.
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="top"):
        st.markdown(f"**{w.say('Peach & Jade')}**", width="content")
        for name, label in (
            ("overview", w.say("Overview")),
            ("story", w.say("Story")),
            ("exchange", w.say("Give and take")),
            ("timeline", w.say("Timeline")),
            ("country", w.say("Countries")),
            ("acts", w.say("Acts")),
            ("sources", w.say("Sources and method")),
            ("data", w.say("Use the data")),
        ):
            st.page_link(pages[name], label=label, query_params=at.query())
        st.space("stretch")
        # In a box of their own, so that a narrow screen moves them to the next line together.
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
            find_box(at)
            share(at, page)
            _languages(at)


def _languages(at: Here) -> None:
    """The switch of language."""
    key = f"lang:{at.words.lang}"
    st.session_state[key] = at.words.lang
    st.segmented_control(
        at.words.say("Language"),
        LANGUAGES,
        format_func=OWN_NAMES.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_speak,
        args=(key,),
    )


def _speak(key: str) -> None:
    chosen = st.session_state[key]
    if chosen:
        st.session_state["lang"] = chosen
        st.query_params["lang"] = chosen


def no_table(wrong: TableError) -> None:
    """What stands in place of every page while there has never been a good table: where it is wrong, as text.

    What the wrong cells hold is for the server's log: nobody has published them.
    """
    asked = [lang for lang in st.query_params.get_all("lang") if lang in LANGUAGES]
    say = translations(asked[0] if asked else st.session_state.get("lang", unchosen_language())).gettext
    st.title(say(mark("The table cannot be read")), anchor=False)
    st.error(say(mark("Nothing is shown, so that nothing wrong is shown. Mend the files and load this page again.")))
    st.code("\n".join(problem.without_cells for problem in wrong.problems), language=None, wrap_lines=True)


def notices(at: Here) -> None:
    """What the reader must know of this address and this table before reading on."""
    w = at.words
    if at.trouble:
        count = len(at.trouble.problems)
        st.warning(
            w.plural(
                "The table on disk has {n} problem and is not shown; this is the last good one.",
                "The table on disk has {n} problems and is not shown; this is the last good one.",
                count,
            )
        )
    if at.dropped:
        st.info(md(sentences.left_out(at.dropped, w)))


def foot(at: Here, page: Any) -> None:
    """Which table this is, and under what licence: the last line of every page."""
    w = at.words
    front("tongue")(data=TAGS[w.lang], key="tongue", on_found_change=lambda: None)
    st.divider()
    if st.context.is_embedded:
        st.markdown(f"[{w.say('Open in Peach & Jade')}]({public_address(at, page)})")
    verse = w.say("“You throw me a peach; I return you fine jade.” Book of Songs")
    st.markdown(f":small[:gray[{md(verse)}]]")
    told = w.say(
        "Peach & Jade · table version {version}, {digest} · data CC BY 4.0, code MIT",
        version=at.ledger.version,
        digest=at.ledger.digest[:8],
    )
    st.markdown(f":small[:gray[{md(told)}]]")
