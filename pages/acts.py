"""Acts: the table itself: search, sort, download; a row opens its page."""

from aid import captions, controls, questions, sentences

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

controls.headline(w.say("Every act on record"), captions.acts_lede(w))
controls.search(at, place=":page")
controls.filters(at)
if sentences.is_empty(ledger, view):
    controls.nothing(at)
    raise controls.Enough

if questions.crowded(ledger, view):
    controls.act_leaves(at)
else:
    controls.act_table(at, questions.acts(ledger, view), questions.item_rows(ledger, view))
controls.downloads(at)
