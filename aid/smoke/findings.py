"""What a check finds, and how HTML is read for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One line of the report: what was looked at, what is wrong with it, and what to do."""

    what: str
    wrong: str = ""
    todo: str = ""
    level: Literal["ok", "note", "wrong"] = "ok"

    def __str__(self) -> str:
        told = f"{self.level:<6}{self.what}"
        return told if self.level == "ok" else f"{told}: {self.wrong}. {self.todo}."


def found(what: str, wrong: str = "", todo: str = "") -> Finding:
    """A finding that is good where nothing is wrong."""
    return Finding(what, wrong, todo, "wrong" if wrong else "ok")


def noted(what: str, wrong: str = "", todo: str = "") -> Finding:
    """A finding that is worth a word, but fails nothing."""
    return Finding(what, wrong, todo, "note" if wrong else "ok")


@dataclass
class Head:
    """What a page of HTML says of itself."""

    lang: str = ""
    title: str = ""
    canonical: str = ""
    said: dict[str, str] = field(default_factory=dict)
    """The meta tags: by property or name, their content."""
    scripts: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.head = Head()
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.head.lang = given.get("lang", "")
        elif tag == "title":
            self._in_title = True
        elif tag == "link" and given.get("rel") == "canonical":
            self.head.canonical = given.get("href", "")
        elif tag == "meta":
            self.head.said.setdefault(given.get("property") or given.get("name", ""), given.get("content", ""))
        elif tag == "script" and given.get("src"):
            self.head.scripts.append(given["src"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.head.title += data


def head(page: str) -> Head:
    """What a page of HTML says of itself."""
    reader = _Reader()
    reader.feed(page)
    return reader.head
