"""Sources and method: what the table rests on, what it does not hold, how it counts, how to cite and correct it."""

import streamlit as st

from aid import captions, controls, known, labels, missing, questions
from aid.view import View

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

sources = questions.sources(ledger, view)
controls.headline(w.say("What the table rests on, and what it does not know"), captions.sources_lede(ledger, w))
controls.asked_source(at)
controls.filters(at)

claims = questions.claims_against(ledger, view)
st.header(w.say("What is missing"), anchor="missing")
st.subheader(w.say("Reported totals against the table"), anchor="claims")
st.markdown(labels.md(missing.finding(claims, w)))
controls.gaps(at, claims)

st.subheader(w.say("Where we looked"), anchor="looked")
controls.where_looked(at)

st.header(w.say("How well it is known"), anchor="known")
controls.caption(known.finding(questions.known(ledger, view), w))
controls.known_summary(at)

st.header(w.say("Sources"), anchor="sources")
controls.caption(w.say("Choose a source to see which acts rest on it."))
controls.source_table(at, sources)

controls.method(at, questions.totals(ledger, View()))
controls.dictionary(at)
controls.licence_and_correction(at)
