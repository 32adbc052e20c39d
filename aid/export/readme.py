"""The README that lies in a download: what it holds, how it was counted, how to cite it, and every source.

It is read as often in a plain editor as through Markdown: what the table says is escaped where Markdown would make
something of it, and nowhere else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from aid import citations, figures, labels, method, questions, sentences
from aid.export.addresses import in_language
from aid.export.package import subset
from aid.figures import UNKNOWN, Figure
from aid.table import DESCRIPTOR, Ledger
from aid.view import View
from aid.words import Words, words

SIGNS = re.compile(r"[\\`*_\[\]<>|~]|^[#+>-]|&(?=[#\w])|@|(?<=www)\.|(?<=http):|(?<=https):", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Part:
    """One file beside the README: its path, and what it holds."""

    path: str
    meaning: str


def readme(
    ledger: Ledger,
    view: View,
    lang: str,
    address: str,
    accessed: date | None = None,
    parts: Sequence[Part] = (),
    folder: str = "",
) -> bytes:
    """The README of a view in one language, Markdown in UTF-8.

    `address` is where the view is to be seen, in any language. The tables lie in `folder`, and `parts` are the other
    files beside it. Without a day of access the same table gives the same bytes.
    """
    w, address = words(lang, ledger), in_language(address, lang)
    blocks = [
        f"# {md(w.say('{title}: {view}', title=w.say('Peach & Jade'), view=sentences.said(view, w)))}",
        md(sentences.overview(ledger, view, w)),
        _told(ledger, view, address, accessed, w),
        *_section(w.say("What is in it"), [_contents(ledger, view, parts, folder, w), *_how_taken(view, w)]),
        *_section(w.say("Figures"), _figures(ledger, view, w)),
        *_section(w.say("Scope and rules of counting"), [_list(map(md, method.rules(w)))]),
        *_section(w.say("Licence"), [md(method.licence(w))]),
        *_section(w.say("How to cite"), _references(ledger, view, address, accessed, w)),
        *_section(w.say("Sources"), _sources(ledger, view, w)),
    ]
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def md(text: str) -> str:
    """Text of the table or the address that stays text in Markdown."""
    return SIGNS.sub(r"\\\g<0>", " ".join(CONTROL.sub(" ", text).split()))


def code(text: str) -> str:
    """Text as code, which nothing makes a link of; its fence is longer than any within."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    if longest == 0:
        return f"`{text}`"
    return f"{'`' * (longest + 1)} {text} {'`' * (longest + 1)}"


def _section(heading: str, blocks: Iterable[str]) -> list[str]:
    return [f"## {md(heading)}", *(block for block in blocks if block)]


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _fenced(text: str) -> str:
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return "\n".join([fence, *(CONTROL.sub(" ", line) for line in text.strip("\r\n").splitlines()), fence])


def _link(url: str) -> str:
    """An address that may be followed; what would end the link is percent-encoded."""
    return f"<{url.replace('<', '%3C').replace('>', '%3E')}>"


def _told(ledger: Ledger, view: View, address: str, accessed: date | None, w: Words) -> str:
    """Which view of which table this is."""
    found, every = questions.reach(ledger, view).acts, ledger.rows("acts")
    told = [
        (w.say("Selection"), md(sentences.said(view, w))),
        (w.say("Acts"), md(w.say("{k} of {n}", k=w.number(found), n=w.number(every)))),
        (w.say("Address"), _link(address)),
        (w.say("Table version"), f"{md(ledger.version)} ({ledger.digest[:8]})"),
        (w.say("Taken on"), md(w.day(accessed)) if accessed else ""),
    ]
    return _list(f"{name}{w.say(': ')}{text}" for name, text in told if text)


def _contents(ledger: Ledger, view: View, parts: Sequence[Part], folder: str, w: Words) -> str:
    """A table of the files: what each holds, and how many rows."""
    kept = subset(ledger, view)
    rows = [(part.path, part.meaning, "") for part in parts]
    rows.append((folder + DESCRIPTOR, w.say("what each table and column means, in both languages"), ""))
    for table in ledger.descriptor["resources"]:
        meaning = w.say(": ").join([w.described(table, "title"), w.described(table)])
        rows.append((folder + table["path"], meaning, w.number(len(kept[table["name"]]))))
    lines = [f"| {code(path)} | {md(meaning)} | {count} |" for path, meaning, count in rows]
    head = f"| {w.say('File')} | {w.say('What it holds')} | {w.say('Rows')} |"
    return "\n".join([head, "|---|---|--:|", *lines])


def _how_taken(view: View, w: Words) -> list[str]:
    """How the rows of the tables hang together, and what a reader of the files must know."""
    rules = [
        w.say("An empty cell means not known, never zero."),
        w.say("A cell that a spreadsheet would run as a formula begins with an apostrophe."),
    ]
    if not view.asks_all:
        rules.insert(
            0,
            w.say(
                "Beside the acts of this view lie their items, parties and sources, the reported totals of the same "
                "direction and kinds with their sources, the searches for the countries asked for or found, and every "
                "country that these rows name."
            ),
        )
    return [md(w.run_on(rules))]


def _figures(ledger: Ledger, view: View, w: Words) -> list[str]:
    """The figures over the page, each with what it is out of."""
    if sentences.is_empty(ledger, view):
        return [md(w.say("Nothing on record answers this view"))]
    lines = []
    for figure in figures.overview(ledger, view, w):
        lines.append(f"**{md(figure.name)}**{w.say(': ')}{md(w.say('; ').join([*_values(figure, w), figure.note]))}")
    return [_list(lines)]


def _values(figure: Figure, w: Words) -> list[str]:
    """What a figure says, as one clause or as several that a semicolon parts."""
    space = " " if w.lang == "en" else ""
    told = figure.told or [f"{value}{space}{unit}".strip() for _, value, unit in figure.values if value != UNKNOWN]
    # Parts with a colon of their own would run together with commas between them.
    return list(told) if any(w.say(": ").strip() in part for part in told) else [w.clauses(told)] if told else []


def _references(ledger: Ledger, view: View, address: str, accessed: date | None, w: Words) -> list[str]:
    """The reference as a sentence and in each style; where the day is the reader's to add, the sentence alone."""
    if accessed is None:
        title = w.say("Peach & Jade: aid between Chongqing and the world, 2020–21")
        told = {"title": title, "version": ledger.version, "digest": ledger.digest[:8], "address": address}
        plain = w.say("{title}, table version {version} ({digest}), {address}, CC BY 4.0.", **told)
        return [_fenced(plain), md(w.say("Add the day on which you read it."))]
    reference = citations.of_view(ledger, view, w, address, accessed)
    styles = [(name, write(reference)) for name, write in citations.STYLES.items()]
    return [
        _fenced(citations.sentence(reference)),
        *(block for name, text in styles for block in (f"### {name}", _fenced(text))),
    ]


def _sources(ledger: Ledger, view: View, w: Words) -> list[str]:
    """Every source of the package, those of the acts first, then those that only reported totals rest on."""
    kept = subset(ledger, view)
    on_acts, on_claims = (_counted(kept[table]["sources"]) for table in ("acts", "claims"))
    lines = _each_source(kept["sources"], on_acts, on_claims, w)
    of_acts = [line for source, line in lines.items() if on_acts[source]]
    of_totals = [line for source, line in lines.items() if not on_acts[source]]
    told = [md(w.say("Addresses set as code are of copies at doubtful hosts: they are named and not linked."))]
    if of_acts:
        count = w.plural("{n} source of these acts", "{n} sources of these acts", len(of_acts))
        told += [f"### {md(count)}", _list(of_acts)]
    if of_totals:
        count = w.plural(
            "{n} source that only reported totals rest on",
            "{n} sources that only reported totals rest on",
            len(of_totals),
        )
        told += [f"### {md(count)}", _list(of_totals)]
    return told


def _each_source(sources: pd.DataFrame, on_acts: Counter[str], on_claims: Counter[str], w: Words) -> dict[str, str]:
    """A line a source: what, whose, in which language, of what standing, where, and what rests on it."""
    lines = {}
    for source in sources.to_dict("records"):
        rests = [
            w.plural("{n} act", "{n} acts", on_acts[source["id"]]) if on_acts[source["id"]] else "",
            w.plural("{n} reported total", "{n} reported totals", on_claims[source["id"]])
            if on_claims[source["id"]]
            else "",
        ]
        about = [
            "" if pd.isna(source["published"]) else source["published"].date().isoformat(),
            w.language(source["language"]),
            w.label("sources", "standing", source["standing"]),
            *rests,
        ]
        named = [labels.publisher(source, w), "" if pd.isna(source["title"]) else source["title"]]
        told = md(w.say(": ").join(part for part in named if part))
        listed = md(w.say(" · ").join(part for part in about if part))
        about_it = f"({listed})" if w.lang == "en" else f"（{listed}）"
        lines[source["id"]] = f"{source['id']} {told} {about_it} {_address(source, w)}"
    return lines


def _counted(cells: pd.Series[Any]) -> Counter[str]:
    return Counter(source for cell in cells for source in cell.split(";"))


def _address(source: Mapping[Any, Any], w: Words) -> str:
    if source["link"] and source["url"].startswith(("https://", "http://")):
        return _link(source["url"])
    return f"{code(source['url'])}{w.say(' (not linked)')}"
