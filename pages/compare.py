"""Compare: two to four countries side by side, on one time axis and one scale."""

from dataclasses import replace

from aid import comparison, controls, exchanges, questions
from aid.view import View

at = controls.here()
w, view, ledger = at.words, at.view, at.ledger

controls.headline(comparison.title(view, w), comparison.lede(w))
controls.choose_countries(at)
if len(view.country) < 2:
    controls.offer_countries(at)
else:
    few = replace(at, view=view.but(country=view.country[: questions.MOST]))
    controls.filters(few, View(country=few.view.country))
    controls.legend(at, exchanges.marks_say(w))
    controls.side_by_side(few)
