"""Country: one country's give and take with Chongqing, its parties, and every act as a card."""

import streamlit as st

from aid import captions, charts, controls, figures, known, labels, questions, sentences
from aid.view import View

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

if not view.country:
    controls.headline(w.say("Countries and regions"), w.say("Choose one to see its give and take with Chongqing."))
    controls.filters(at)
    controls.atlas(at)
    raise controls.Enough

controls.country_bar(at)
one = view.but(country=view.country[:1])
place = w.country(one.country[0])
controls.headline(sentences.country(ledger, one, w), captions.country_lede(ledger, one, w))
controls.several_countries(at)
if sentences.is_empty(ledger, one):
    controls.filters(at, View(country=view.country))
    controls.no_act(at, place)
    raise controls.Enough

controls.figures(figures.country(ledger, one, w))
controls.filters(at, View(country=view.country))

if questions.crowded(ledger, one):
    controls.crowded_country(at, one)
    raise controls.Enough

acts, items = questions.acts(ledger, one), questions.item_rows(ledger, one)
apart = known.apart(questions.spreads(ledger, one), w)
threads, hover = questions.thread(ledger, one), labels.act_hovers(acts, items, w, apart)
left, right = st.columns([5, 3], gap="medium")
with left:
    st.header(w.say("Gift and return, partner by partner"), anchor=False)
    controls.legend(at, w.say("pale: letters, thanks, meetings"))
    controls.draw(at, charts.thread(threads, acts, w, hover, at.theme), "thread", controls.open_act(at))
    controls.told_gaps(captions.returns(threads, acts, items, w))
with right:
    st.header(w.say("Where"), anchor=False)
    parties = questions.parties(ledger, one)
    controls.draw(
        at,
        charts.near(labels.on_map(parties, w), labels.home(ledger, one.country[0]), place, w, at.theme),
        "near",
    )
    controls.party_list(at, parties)

controls.cards(at, acts, items, questions.cited(ledger, one))
controls.looked_for(at)
