"""Act: everything that is known of one act, every source, what is disputed, and how to cite it."""

import streamlit as st

from aid import controls, labels, questions, titles

at = controls.here()
w, ledger = at.words, at.ledger

act = titles.act_of(at.act, ledger)
if act is None:
    controls.no_such_act(at)
    raise controls.Enough

own = questions.named(ledger, (act["id"],))
items = own.items

controls.act_bar(at, act)
controls.headline(labels.title(act, items, w), w.pick(act["note_en"], act["note_zh"]))
controls.act_known(at, act)
left, right = st.columns([3, 2], gap="large")
with left:
    controls.act_facts(at, act, items)
    controls.act_caveat(at, act)
    controls.act_disputes(at, act["id"])
    controls.act_sources(at, own.cited)
with right:
    controls.act_place(at, act)
    controls.cite_act(at)
