"""References to the table, to a view of it and to single acts, in the styles that readers of either language use."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from aid import questions, sentences
from aid.table import Ledger
from aid.view import View
from aid.words import Words

# What LaTeX would take for a command; the backslash first, or the others' would be escaped again.
LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Reference:
    """Everything that a reference says, before a style orders it."""

    author: str
    title: str
    note: str
    """How much is referred to: "13 acts"; empty for a single act."""
    version: str
    digest: str
    issued: date
    accessed: date
    address: str
    words: Words


def of_view(ledger: Ledger, view: View, words: Words, address: str, accessed: date) -> Reference:
    """The reference to what a view shows: its filter in words, how many acts, the table's version, where and when."""
    count = int(questions.totals(ledger, view)["acts"].sum())
    title = words.say("Aid between Chongqing and the world, 2020–21")
    if not view.asks_all:
        title = words.say("{title}. {view}", title=title, view=sentences.said(view, words))
    return _reference(ledger, title, words.plural("{n} act", "{n} acts", count), words, address, accessed)


def of_one(act: str, title: str, ledger: Ledger, words: Words, address: str, accessed: date) -> Reference:
    """The reference to one act, of which `title` says what it was."""
    return _reference(
        ledger,
        words.say("{title}. {view}", title=title, view=words.say("Act {id}", id=act)),
        "",
        words,
        address,
        accessed,
    )


def _reference(ledger: Ledger, title: str, note: str, words: Words, address: str, accessed: date) -> Reference:
    return Reference(
        author=words.say("Peach & Jade"),
        title=_line(title),
        note=note,
        version=ledger.version,
        digest=ledger.digest[:8],
        issued=pd.Timestamp(ledger.descriptor["created"]).date(),
        accessed=accessed,
        address=address,
        words=words,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def sentence(reference: Reference) -> str:
    """The reference as a sentence that can stand under a picture or in a text."""
    words = reference.words
    told = {
        "author": reference.author,
        "title": reference.title,
        "version": reference.version,
        "digest": reference.digest,
        "day": words.day(reference.accessed),
        "address": reference.address,
    }
    if reference.note:
        return words.say(
            "{author}: {title} ({note}), table version {version} ({digest}), accessed {day}, {address}, CC BY 4.0.",
            note=reference.note,
            **told,
        )
    return words.say(
        "{author}: {title}, table version {version} ({digest}), accessed {day}, {address}, CC BY 4.0.", **told
    )


def apa(reference: Reference) -> str:
    """The reference in the style of the American Psychological Association, for a data set that may change."""
    words = reference.words
    told = words.clauses(
        [part for part in (words.say("Version {version}", version=reference.version), reference.note) if part]
    )
    return words.say(
        "{author}. ({year}). {title} ({told}) [Data set]. Retrieved {day}, from {address}",
        author=reference.author,
        year=str(reference.issued.year),
        title=reference.title,
        told=told,
        day=words.day(reference.accessed),
        address=reference.address,
    )


def gbt7714(reference: Reference) -> str:
    """The reference by GB/T 7714—2015: a data set online, the day it was issued, the day it was read."""
    title, words = reference.title, reference.words
    if reference.note:
        title = words.say("{title} ({note})", title=title, note=reference.note)
    version = words.say("version {version}", version=reference.version)
    return (
        f"{reference.author}. {title}[DS/OL]. {version}. "
        f"({reference.issued.isoformat()})[{reference.accessed.isoformat()}]. {reference.address}."
    )


def bibtex(reference: Reference) -> str:
    """The reference as an entry of a BibTeX file, in UTF-8, what LaTeX would run made text."""
    key = re.sub(r"[^a-z0-9]+", "-", reference.address.split("://")[-1].lower()).strip("-")[-40:].strip("-")
    fields = {
        "author": f"{{{_latex(reference.author)}}}",
        "title": f"{{{_latex(reference.title)}}}",
        "year": str(reference.issued.year),
        "version": f"{reference.version} ({reference.digest})",
        "note": _latex(reference.note),
        "url": _bare(reference.address),
        "urldate": reference.accessed.isoformat(),
        "language": {"en": "english", "zh": "chinese"}[reference.words.lang],
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{peach-and-jade-{reference.issued.year}-{key},", *lines, "}"])


def _latex(text: str) -> str:
    return "".join(LATEX.get(sign, sign) for sign in text)


def _bare(address: str) -> str:
    """The address with what would end a BibTeX field percent-encoded."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def ris(reference: Reference) -> str:
    """The reference as a RIS record, for reference managers."""
    accessed = reference.accessed.strftime("%Y/%m/%d")
    fields = [
        ("TY", "DATA"),
        ("AU", reference.author),
        ("TI", reference.title),
        ("PY", str(reference.issued.year)),
        ("DA", reference.issued.strftime("%Y/%m/%d")),
        ("ET", f"{reference.version} ({reference.digest})"),
        ("N1", reference.note),
        ("UR", reference.address),
        ("Y2", accessed),
        ("LA", reference.words.lang),
    ]
    # Some readers take a record for whole only with two spaces before the hyphen and CRLF after each line.
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in fields if value) + "ER  - \r\n"


STYLES: dict[str, Callable[[Reference], str]] = {
    "APA": apa,
    "BibTeX": bibtex,
    "RIS": ris,
    "GB/T 7714": gbt7714,
}
