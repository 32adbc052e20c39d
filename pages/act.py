"""Act: everything that is known of one act, every source, what is disputed, and how to cite it."""

import streamlit as st

from aid import controls, labels, questions
from aid.view import View

at = controls.here()
w, ledger = at.words, at.ledger

acts = questions.acts(ledger, View())
if at.act not in set(acts["id"]):
    controls.no_such_act(at)
    st.stop()

act = acts.set_index("id", drop=False).loc[at.act]
items = questions.item_rows(ledger, View())
items = items[items["act"] == at.act]
cited = questions.cited(ledger, View())

controls.act_bar(at, acts, act)
controls.headline(labels.title(act, items, w), w.pick(act["note_en"], act["note_zh"]))
controls.act_known(at, act)
left, right = st.columns([3, 2], gap="large")
with left:
    controls.act_facts(at, act, items)
    controls.act_caveat(at, act)
    controls.act_disputes(at, act["id"])
    controls.act_sources(at, cited[cited["act"] == at.act])
with right:
    controls.act_place(at, act)
    controls.cite_act(at)
