"""How well things are known: the filter, the summary of a view, and the badges of an act."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from aid import known, labels, questions, sentences
from aid.controls.arrive import Here, later
from aid.controls.bound import EITHER, bound, several
from aid.controls.fronts import front
from aid.labels import md
from aid.view import DISPUTED, SOURCES, STANDING, TOLD, View, choices, languages


def known_how(at: Here) -> None:
    """The filters by how acts are known: confidence, who told, how many sources, in which language, how dated."""
    w = at.words
    confidence = choices(at.ledger, "acts", "confidence")
    several(at, "confidence", w.say("Confidence"), confidence, lambda code: w.label("acts", "confidence", code))
    several(at, "told", w.say("Who published it"), TOLD, lambda code: w.capital(known.aspect("told", code, w)))
    _either(at, "sources", w.say("Sources"), SOURCES, sentences.SOURCES)
    _either(at, "standing", w.say("Originals"), STANDING, sentences.STANDING)
    _either(at, "disputed", w.say("Disagreement"), DISPUTED, sentences.DISPUTED)
    several(
        at,
        "basis",
        w.say("What the date marks"),
        choices(at.ledger, "acts", "date_basis"),
        lambda code: w.label("acts", "date_basis", code),
    )
    spoken = sorted(languages(at.ledger), key=lambda code: w.order(w.language(code)))
    st.multiselect(
        w.say("Language of a source"),
        spoken,
        format_func=w.language,
        placeholder=w.say("All"),
        **bound(at, "language", list(at.view.language)),
    )


def _either(at: Here, name: str, label: str, codes: tuple[str, ...], meaning: dict[str, str]) -> None:
    """A choice of one of two values, or of neither."""
    w = at.words
    st.segmented_control(
        label,
        [EITHER, *codes],
        format_func=lambda code: w.say("Any") if code == EITHER else w.capital(w.say(meaning[code])),
        required=True,
        **bound(at, name, getattr(at.view, name) or EITHER),
    )


def badges(act: dict[Any, Any] | pd.Series[Any], at: Here) -> str:
    """Who told an act, and whether its sources disagree, as badges in Markdown."""
    w = at.words
    shown = f":gray-badge[{md(known.who_told(act['told'], w))}]"
    if act["disputed"]:
        shown += f" :gray-badge[{known.DISPUTED_SIGN} {md(w.say(sentences.DISPUTED['yes']))}]"
    return shown


def act_known(at: Here, act: pd.Series[Any]) -> None:
    """How an act is known, in a line under its title."""
    st.markdown(f"{badges(act, at)} :small[:gray[{md(known.rests_on(act, at.words))}]]")


def act_disputes(at: Here, act: str) -> None:
    """What the sources of an act tell differently, version beside version, the one that the table gives first."""
    w = at.words
    rows = questions.disputes_of(at.ledger, act)
    if rows.empty:
        return
    st.header(w.say("Where sources disagree"), anchor="disputes")
    for dispute in known.disputes(rows, w):
        st.table(
            [
                {
                    md(dispute.about): f"**{md(version.text)}**" if version.chosen else md(version.text),
                    w.say("Told by"): w.say("; ").join(labels.source_links(version.sources, w)),
                    w.say("In this table"): _given(version, at),
                }
                for version in dispute.versions
            ],
            hide_index=True,
            border="horizontal",
        )


def _given(version: known.Version, at: Here) -> str:
    """Whether the table gives a version, and why."""
    w = at.words
    given = f"**✓ {md(w.say('used here'))}**" if version.chosen else md(w.say("not used"))
    return f"{given}  \n:small[:gray[{md(version.reason)}]]" if version.reason else given


def known_summary(at: Here) -> None:
    """How the acts of the view are known, counted each way by every aspect; each line leads to its acts."""
    w = at.words
    counted = questions.known(at.ledger, at.view)
    # Languages are many: those most used come first.
    spoken = counted["aspect"] == "language"
    counted = pd.concat([counted[~spoken], counted[spoken].sort_values("acts", ascending=False, kind="stable")])
    named = {
        "told": w.say("Who published it"),
        "confidence": w.say("Confidence"),
        "sources": w.say("Sources"),
        "standing": w.say("Originals"),
        "disputed": w.say("Disagreement"),
        "language": w.say("Language of a source"),
    }
    with st.grid(3, min_column_width=300, gap="medium"):
        for aspect, label in named.items():
            _counted(at, aspect, label, counted[(counted["aspect"] == aspect) & (counted["acts"] > 0)])


def _counted(at: Here, aspect: str, label: str, rows: pd.DataFrame) -> None:
    """One aspect as lines with a bar each way."""
    w, key = at.words, f"known_{aspect}"
    box = st.container(gap="xsmall")
    box.markdown(f"**{md(label)}**")
    most = max(1, int(rows[["inbound", "outbound"]].to_numpy().max(initial=1)))
    data = {
        "label": label,
        "came": w.say("came"),
        "went": w.say("went"),
        "rows": [_line(at, aspect, row, most) for row in rows.to_dict("records")],
        "groups": [],
        "comma": "、" if w.lang == "zh" else ", ",
    }

    def opened() -> None:
        code = st.session_state[key].get("open")
        if code:
            later("acts", at, _only(at, aspect, str(code)))

    with box:
        front("partners")(data=data, key=key, height="content", on_open_change=opened)


def _only(at: Here, aspect: str, code: str) -> View:
    """The view with one aspect asked for."""
    several_codes = isinstance(getattr(View, aspect), tuple)
    return at.view.but(**{aspect: (code,) if several_codes else code})


def _line(at: Here, aspect: str, row: dict[Any, Any], most: int) -> dict[str, Any]:
    w = at.words
    return {
        "code": row["code"],
        "name": w.capital(known.aspect(aspect, row["code"], w)),
        "href": f"acts?{urlencode(at.query(_only(at, aspect, row['code'])), doseq=True)}",
        **{
            way: {"text": w.number(row[way]) if row[way] else "", "unknown": False, "share": row[way] / most}
            for way in ("inbound", "outbound")
        },
    }
