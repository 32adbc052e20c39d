"""Overview: who helped Chongqing and whom Chongqing helped, on one screen."""

import streamlit as st

from aid import captions, charts, controls, figures, labels, questions, sentences

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

title = sentences.overview(ledger, view, w)
controls.headline(title, captions.lede(ledger, w))
if sentences.is_empty(ledger, view):
    controls.filters(at)
    controls.nothing(at)
    st.stop()

controls.figures(figures.overview(ledger, view, w))
controls.filters(at)

places = questions.by_country(ledger, view)
left, right = st.columns([9, 5], gap="medium")
with left:
    controls.legend(at, captions.area_says(view, w))
    drawing = charts.world(
        places, ledger.countries, view.country, w, labels.place_hovers(places, view.measure, w), at.theme
    )
    controls.draw(at, drawing, "map", controls.open_country(at), height="stretch")
    controls.caption(captions.under_the_map(ledger, view, w))
with right:
    controls.partners(at, places)

finding = sentences.timeline(ledger, view, w)
st.header(labels.md(finding if finding != title else w.say("Timeline")), anchor=False)
controls.caption(captions.how_to_read(w))
acts = questions.acts(ledger, view).assign(lane="")
hover = labels.act_hovers(acts, questions.item_rows(ledger, view), w)
controls.draw(at, charts.timeline(acts, [("", "")], w, hover, at.theme), "timeline", controls.open_act(at))
controls.caption(captions.under_the_timeline(ledger, view, w))
