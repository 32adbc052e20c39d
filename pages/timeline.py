"""Timeline: every act as a mark on a true time axis, in lanes by kind or by partner's country; or up to a moment."""

import streamlit as st

from aid import captions, charts, controls, known, labels, moments, questions, sentences

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

controls.headline(sentences.timeline(ledger, view, w), captions.how_to_read(w))
controls.filters(at)
if sentences.is_empty(ledger, view):
    controls.nothing(at)
    controls.time(at)
    st.stop()

controls.time(at)
controls.lens(at)
controls.lanes(at)
controls.legend(at, w.say("pale: letters, thanks, meetings"))
whole = moments.whole(view)
acts = questions.acts(ledger, whole)
acts = acts.assign(lane=labels.lane_of(acts, view.lanes))
apart = known.apart(questions.spreads(ledger, whole), w)
hover = labels.act_hovers(acts, questions.item_rows(ledger, whole), w, apart)
until = view.ends_with if view.moment else None
drawing = charts.timeline(acts, labels.lanes(acts, view.lanes, w), w, hover, at.theme, until)
controls.draw(at, drawing, "timeline", controls.open_act(at))
controls.tray(at)
controls.caption(captions.under_the_timeline(ledger, view, w))
with st.expander(w.say("Monthly table")):
    controls.month_table(at)
