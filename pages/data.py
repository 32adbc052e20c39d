"""Use the data: this view as files, by address, in the field's formats; how to cite it."""

import streamlit as st

from aid import controls, sentences

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

controls.headline(
    w.say("Use the data"),
    w.say("Everything here is free to use under CC BY 4.0. Downloads follow your filters."),
)
controls.filters(at)
if sentences.is_empty(ledger, view):
    controls.nothing(at)
    raise controls.Enough

st.header(w.say("Files of this selection"), anchor="files")
controls.data_files(at)

st.header(w.say("The same from your own program"), anchor="programs")
controls.caption(w.say("An address keeps giving the rows as they are now. These ask for exactly this selection."))
controls.recipes(at)

st.header(w.say("Other tables"), anchor="answers")
controls.other_answers(at)
controls.more_addresses(at)
controls.key_table(at)
