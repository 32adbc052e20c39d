"""Using the data: the files of this view, how to ask for them from other programs, what each format loses."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from aid import examples, keys
from aid.controls.arrive import Here
from aid.controls.blocks import caption
from aid.controls.share import home
from aid.export.answers import answers
from aid.export.losses import lost
from aid.labels import md
from aid.view import View
from aid.words import mark

# In the order in which a reader is likely to want them: the format, what it is called, the file.
OFFERED = (
    ("xlsx", mark("Excel workbook"), "acts.xlsx"),
    ("csv", "CSV", "acts.csv"),
    ("takeaway", mark("Everything in this selection (ZIP)"), "takeaway.zip"),
    ("json", "JSON", "acts.json"),
    ("parquet", "Parquet", "acts.parquet"),
    ("geojson", "GeoJSON", "acts.geojson"),
    ("hxl", mark("HXL 1.1, for humanitarian tools"), "acts.hxl.csv"),
    ("iati", mark("IATI 2.03, for aid registers"), "acts.iati.xml"),
    ("datapackage", mark("The whole table, unfiltered (ZIP)"), "datapackage.zip"),
)
IN_A_ROW = 3
WHOLE = ("datapackage",)


def path(file: str, view: View, lang: str = "", **more: str) -> str:
    """The address of a file of a view on this server."""
    query = urlencode({**({"lang": lang} if lang else {}), **view.query(), **more}, doseq=True)
    return f"/api/{file}{'?' + query if query else ''}"


def files(at: Here) -> None:
    """Every format of this view: a link, and what the format loses."""
    w = at.words
    for first in range(0, len(OFFERED), IN_A_ROW):
        columns = st.columns(IN_A_ROW, gap="medium")
        for column, (name, label, file) in zip(columns, OFFERED[first:], strict=False):
            view = View() if name in WHOLE else at.view
            with column:
                st.markdown(f"**[{md(w.say(label))}]({home()}{path(file, view, w.lang)})**")
                caption(lost(name, w))


def other_answers(at: Here) -> None:
    """The other tables that can be asked for, in each format."""
    w = at.words
    rows = []
    for answer in answers(at.ledger).values():
        formats = ["csv", "json", "xlsx", "parquet", *(["geojson"] if answer.position else [])]
        view = answer.taken(at.view)
        links = [f"[{kind}]({home()}{path(f'{answer.name}.{kind}', view, w.lang)})" for kind in formats]
        rows.append(
            {
                w.say("Address"): f"`/api/{answer.name}`",
                w.say("What it holds"): md(w.described(answer.about)),
                w.say("Formats"): " ".join(links),
            }
        )
    st.table(rows, hide_index=True, border="horizontal")


def recipes(at: Here) -> None:
    """The same rows from other programs, in code that can be pasted."""
    told = examples.examples(lambda kind: home() + path(f"acts.{kind}", at.view), at.words)
    for tab, example in zip(st.tabs([example.name for example in told]), told, strict=True):
        with tab:
            st.code(example.code, language=example.syntax, wrap_lines=True)


def key_table(at: Here) -> None:
    """The keys of an address, and what each asks, folded away until they are wanted."""
    w = at.words
    forms = {
        "country": w.say("three letters, as JPN"),
        "date": w.say("a day, as 2020-03-31"),
        "month": w.say("a month, as 2020-03"),
        "text": w.say("words"),
    }
    rows = [
        {
            w.say("Key"): f"`{key.name}`",
            w.say("Values"): " ".join(f"`{value}`" for value in key.values) or md(forms[key.form]),
            w.say("Meaning"): md(key.meaning + (w.say(" (may stand several times)") if key.repeatable else "")),
        }
        for key in keys.explained(at.ledger, w)
    ]
    with st.expander(w.say("Address parameters")):
        caption(w.say("The same on pages and files, in codes, in either language."))
        st.table(rows, hide_index=True, border="horizontal")


def more_addresses(at: Here) -> None:
    """What else can be asked: the description for programs, columns, feed, conditional requests."""
    w = at.words
    lines = (
        (w.say("Description for programs (OpenAPI 3.1), and a page to read"), "/api"),
        (w.say("What each column means, e.g."), "/api/acts.schema.json"),
        (w.say("New acts as a feed (Atom)"), f"/feed.atom?lang={w.lang}"),
    )
    told = [f"- {md(text)}{w.say(': ')}[`{where}`]({home()}{where})" for text, where in lines]
    told.append(
        "- "
        + md(
            w.say(
                "Each answer carries an ETag; send it back as If-None-Match and get a 304 while nothing has changed. "
                "Any site may read the answers (CORS)."
            )
        )
    )
    st.markdown("\n".join(told))
