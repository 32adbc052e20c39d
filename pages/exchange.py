"""Give and take: pair by pair, who gave first, what came back, after how many days, how much of the same kind."""

from aid import controls, exchanges, sentences

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

controls.headline(exchanges.finding(ledger, view, w), exchanges.rule(ledger, view, w))
controls.filters(at)
if sentences.is_empty(ledger, view):
    controls.nothing(at)
else:
    controls.pair_choices(at)
    controls.legend(at, exchanges.marks_say(w))
    controls.pairs(at)
    controls.caption(exchanges.how_counted(view, w))
