"""Timeline: every act as a mark on a true time axis, in lanes by kind or by partner's country."""

import streamlit as st

from aid import captions, charts, controls, labels, questions, sentences

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

controls.headline(sentences.timeline(ledger, view, w), captions.how_to_read(w))
controls.filters(at)
if sentences.is_empty(ledger, view):
    controls.nothing(at)
    st.stop()

controls.lanes(at)
controls.legend(at, w.say("pale: letters, thanks, meetings"))
acts = questions.acts(ledger, view)
acts = acts.assign(lane=acts["kind"] if view.lanes == "kind" else acts["country"].fillna(""))
hover = labels.act_hovers(acts, questions.item_rows(ledger, view), w)
drawing = charts.timeline(acts, labels.lanes(acts, view.lanes, w), w, hover, at.theme)
controls.draw(at, drawing, "timeline", controls.open_act(at))
controls.caption(captions.under_the_timeline(ledger, view, w))
with st.expander(w.say("Monthly table")):
    controls.month_table(at)
