"""Overview: who helped Chongqing and whom Chongqing helped, on one screen; in whole, or up to a moment."""

import streamlit as st

from aid import captions, controls, figures, labels, missing, sentences

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

title = sentences.overview(ledger, view, w)
controls.headline(title, captions.lede(ledger, w))
if sentences.is_empty(ledger, view):
    controls.filters(at)
    controls.nothing(at)
    controls.time(at)
    raise controls.Enough

controls.figures(figures.overview(ledger, view, w))
controls.filters(at)

left, right = st.columns([9, 5], gap="medium")
with left:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        controls.map_choice(at)
        if view.map == "acts":
            controls.legend(at, captions.area_says(view, w))
    if view.map == "searches":
        controls.searched_map(at)
    else:
        controls.draw(at, controls.world(at), "map", controls.open_country(at), height="stretch")
    controls.time(at)
with right:
    controls.partners(at)
under = missing.under_searches if view.map == "searches" else captions.under_the_map
controls.caption(under(ledger, view, w))

finding = sentences.timeline(ledger, view, w)
st.header(labels.md(finding if finding != title else w.say("Timeline")), anchor=False)
controls.caption(captions.how_to_read(ledger, view, w))
controls.draw(at, controls.timeline(at), "timeline", controls.open_act(at))
controls.tray(at)
controls.caption(captions.under_the_timeline(ledger, view, w))
