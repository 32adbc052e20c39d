"""The charts that many readers look at, drawn once for each view, language and theme and kept for the next reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from aid import charts, known, labels, moments, questions
from aid.charts import Drawing
from aid.controls.arrive import Here
from aid.recall import recalled
from aid.table import Ledger
from aid.view import View
from aid.words import Words

# A drawing is some hundred kilobytes in memory.
MOST = 64
# Lanes of a crowded timeline: those of the most acts, so that the page has an end.
MOST_LANES = 24


def world(at: Here) -> Drawing:
    """The world map of what is asked for, laid out and sized for all the months of it."""
    # By what the map depends on and no more, so that one drawing serves every way of sorting and every page.
    return _world(at.ledger, replace(at.view.rows, measure=at.view.measure), at.words, at.theme)


def timeline(at: Here, lanes: str | None = None) -> Drawing:
    """The timeline of what is asked for, undivided or with `lanes`; up to a moment what had happened by then."""
    until = at.view.ends_with if at.view.moment else None
    return _timeline(at.ledger, moments.whole(at.view).rows, at.words, at.theme, lanes, until)


@recalled(MOST)
def _world(ledger: Ledger, view: View, words: Words, theme: str | None) -> Drawing:
    places, every = questions.by_country(ledger, view), questions.by_country(ledger, moments.whole(view))
    hover = labels.place_hovers(places, view.measure, words)
    return charts.world(places, ledger.countries, view.country, words, hover, theme, every)


@recalled(MOST)
def _timeline(
    ledger: Ledger, view: View, words: Words, theme: str | None, lanes: str | None, until: date | None
) -> Drawing:
    if questions.crowded(ledger, view):
        return _crowd(ledger, view, words, theme, lanes, until)
    acts = questions.acts(ledger, view)
    apart = known.apart(questions.spreads(ledger, view), words)
    hover = labels.act_hovers(acts, questions.item_rows(ledger, view), words, apart)
    if lanes is None:
        return charts.timeline(acts.assign(lane=""), [("", "")], words, hover, theme, until)
    acts = acts.assign(lane=labels.lane_of(acts, lanes))
    return charts.timeline(acts, labels.lanes(acts["lane"].value_counts(), lanes, words), words, hover, theme, until)


def _crowd(
    ledger: Ledger, view: View, words: Words, theme: str | None, lanes: str | None, until: date | None
) -> Drawing:
    """The timeline of a view with more acts than can be drawn one by one, by week."""
    days = questions.by_day(ledger, view.but(lanes=lanes or "kind"))
    if lanes is None:
        return charts.crowd(days, [("", "")], words, theme, until)
    counts = days.assign(lane=days["lane"].fillna("")).groupby("lane")["acts"].sum()
    return charts.crowd(days, labels.lanes(counts, lanes, words)[:MOST_LANES], words, theme, until)
