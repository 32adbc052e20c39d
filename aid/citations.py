"""References to the table, to a view of it and to single acts, in the styles that readers of either language use."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd
from babel.dates import format_date

from aid import questions, sentences
from aid.table import Ledger
from aid.view import View
from aid.words import Words, mark

TITLE = mark("Aid between Chongqing and the world, 2020–21")
LONGEST_KEY = 48
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
    """How much is referred to: "13 acts", or which act."""
    key: str
    """What a list of references may call it: ASCII, without a space."""
    version: str
    digest: str
    issued: date
    accessed: date
    address: str
    words: Words


def of_view(ledger: Ledger, view: View, words: Words, address: str, accessed: date) -> Reference:
    """The reference to what a view shows: its filter in words, how many acts, the table's version, where and when."""
    count = int(questions.totals(ledger, view)["acts"].sum())
    title = words.say(TITLE)
    if not view.asks_all:
        title = words.say("{title}. {view}", title=title, view=sentences.said(view, words))
    note = words.plural("{n} act", "{n} acts", count)
    return _reference(ledger, title, note, "-".join(_named(view)), words, address, accessed)


def of_one(act: str, title: str, ledger: Ledger, words: Words, address: str, accessed: date) -> Reference:
    """The reference to one act, of which `title` says what it was."""
    whole = words.say("{act}, in: {title}", act=title, title=words.say(TITLE))
    return _reference(ledger, whole, words.say("act {id}", id=act), act, words, address, accessed)


def _named(view: View) -> list[str]:
    """The parts of a view that a short key may carry."""
    parts = [view.direction or "", *view.kind, *view.item, *view.country, *view.party, *view.confidence]
    parts += [
        *view.told,
        view.sources or "",
        *view.language,
        view.standing or "",
        *view.basis,
        *view.precision,
        view.moment or "",
        view.q,
    ]
    days = [day.isoformat() for day in (view.since, view.until) if day]
    return [part for part in (*parts, *days) if part]


def _reference(
    ledger: Ledger, title: str, note: str, key: str, words: Words, address: str, accessed: date
) -> Reference:
    issued = pd.Timestamp(ledger.descriptor["created"]).date()
    return Reference(
        author=words.say("Peach & Jade"),
        title=_line(title),
        note=note,
        key="-".join(filter(None, ("peach-and-jade", str(issued.year), _slug(key)))),
        version=ledger.version,
        digest=ledger.digest[:8],
        issued=issued,
        accessed=accessed,
        address=address,
        words=words,
    )


def _slug(text: str) -> str:
    """A text as a key that BibTeX takes: ASCII, short, told apart by a digest where anything was lost."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")
    if len(plain) <= LONGEST_KEY and text.isascii():
        return plain
    return "-".join(filter(None, (plain[:LONGEST_KEY].strip("-"), hashlib.sha256(text.encode()).hexdigest()[:6])))


def _line(text: str) -> str:
    return " ".join(text.split())


def sentence(reference: Reference) -> str:
    """The reference as a sentence that can stand under a picture or in a text."""
    words = reference.words
    return words.say(
        "{author}: {title} ({note}), table version {version} ({digest}), accessed {day}, {address}, CC BY 4.0.",
        author=reference.author,
        title=reference.title,
        note=reference.note,
        version=reference.version,
        digest=reference.digest,
        day=words.day(reference.accessed),
        address=reference.address,
    )


def apa(reference: Reference) -> str:
    """The reference in the style of the American Psychological Association, for a data set that may change."""
    words = reference.words
    told = words.clauses([words.say("Version {version}", version=reference.version), reference.note])
    return words.say(
        "{author}. ({year}). {title} ({told}) [Data set]. Retrieved {day}, from {address}",
        author=reference.author,
        year=str(reference.issued.year),
        title=reference.title,
        told=told,
        day=_american(reference.accessed) if words.lang == "en" else words.day(reference.accessed),
        address=reference.address,
    )


def _american(day: date) -> str:
    """The day as the style's own examples write it, whatever our English is."""
    return str(format_date(day, "MMMM d, y", locale="en_US"))


def gbt7714(reference: Reference) -> str:
    """The reference by GB/T 7714—2015: a data set online, the day it was issued, the day it was read."""
    words = reference.words
    title = words.say("{title} ({note})", title=reference.title, note=reference.note)
    version = words.capital(words.say("version {version}", version=reference.version))
    return (
        f"{reference.author}. {title}[DS/OL]. {version}. "
        f"({reference.issued.isoformat()})[{reference.accessed.isoformat()}]. {reference.address}."
    )


def bibtex(reference: Reference) -> str:
    """The reference as an entry of a BibTeX file, in UTF-8, what LaTeX would run made text."""
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
    return "\n".join([f"@misc{{{reference.key},", *lines, "}"])


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
