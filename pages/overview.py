"""Overview: who helped Chongqing and whom Chongqing helped, on one screen; in whole, or up to a moment."""

import streamlit as st

from aid import captions, charts, controls, figures, known, labels, missing, moments, questions, sentences

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

title = sentences.overview(ledger, view, w)
controls.headline(title, captions.lede(ledger, w))
if sentences.is_empty(ledger, view):
    controls.filters(at)
    controls.nothing(at)
    controls.time(at)
    st.stop()

controls.figures(figures.overview(ledger, view, w))
controls.filters(at)

whole = moments.whole(view)
places, every = questions.by_country(ledger, view), questions.by_country(ledger, whole)
left, right = st.columns([9, 5], gap="medium")
with left:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        controls.map_choice(at)
        if view.map == "acts":
            controls.legend(at, captions.area_says(view, w))
    if view.map == "searches":
        controls.searched_map(at)
    else:
        hover = labels.place_hovers(places, view.measure, w)
        drawing = charts.world(places, ledger.countries, view.country, w, hover, at.theme, every)
        controls.draw(at, drawing, "map", controls.open_country(at), height="stretch")
    controls.time(at)
with right:
    controls.partners(at, places, every)
under = missing.under_searches if view.map == "searches" else captions.under_the_map
controls.caption(under(ledger, view, w))

finding = sentences.timeline(ledger, view, w)
st.header(labels.md(finding if finding != title else w.say("Timeline")), anchor=False)
controls.caption(captions.how_to_read(w))
acts = questions.acts(ledger, whole).assign(lane="")
apart = known.apart(questions.spreads(ledger, whole), w)
hover = labels.act_hovers(acts, questions.item_rows(ledger, whole), w, apart)
drawing = charts.timeline(acts, [("", "")], w, hover, at.theme, view.ends_with if view.moment else None)
controls.draw(at, drawing, "timeline", controls.open_act(at))
controls.tray(at)
controls.caption(captions.under_the_timeline(ledger, view, w))
