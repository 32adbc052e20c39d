"""Timeline: every act as a mark on a true time axis, in lanes by kind or by partner's country; or up to a moment."""

import streamlit as st

from aid import captions, controls, sentences

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

controls.headline(sentences.timeline(ledger, view, w), captions.how_to_read(ledger, view, w))
controls.filters(at)
if sentences.is_empty(ledger, view):
    controls.nothing(at)
    controls.time(at)
    raise controls.Enough

controls.time(at)
controls.lens(at)
controls.lanes(at)
controls.legend(at, w.say("pale: letters, thanks, meetings"))
controls.draw(at, controls.timeline(at, view.lanes), "timeline", controls.open_act(at))
controls.tray(at)
controls.caption(captions.under_the_timeline(ledger, view, w))
with st.expander(w.say("Monthly table")):
    controls.month_table(at)
