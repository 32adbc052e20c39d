"""What is told to search engines: every page in both languages, and which addresses to leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as xml

from aid import questions, story
from aid.catalogue import LANGUAGES
from aid.previews.addresses import address, alternates
from aid.previews.pages import PAGES, on_record
from aid.settings import settings
from aid.table import Ledger
from aid.view import KEYS, View

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# Each fetches one link that a person has pasted, and needs its preview whatever is filtered.
PREVIEWERS = (
    "facebookexternalhit",
    "Facebot",
    "Twitterbot",
    "LinkedInBot",
    "Slackbot-LinkExpanding",
    "TelegramBot",
    "WhatsApp",
    "Discordbot",
    "Mastodon",
)


def listed(ledger: Ledger) -> Iterator[tuple[str, View, dict[str, str], date | None]]:
    """Every page to be found: its path, view, what else its address names, and the day of its latest row.

    A row's day is that on which it was put into the table.
    """
    last = questions.newest(ledger, View(), 1)
    newest = last["added"].iloc[0].date() if len(last) else None
    for page in PAGES:
        if page != "act":
            yield page, View(), {}, newest
    for step in story.steps(ledger):
        yield "story", View(), {"step": step}, newest
    for code in on_record(ledger):
        added = questions.newest(ledger, View(country=(code,)), 1)["added"].iloc[0]
        yield "country", View(country=(code,)), {}, added.date()
    # Of a great many acts none is named: a map of the site may name 50,000 addresses.
    if questions.crowded(ledger, View()):
        return
    for row in questions.acts(ledger, View()).itertuples():
        yield "act", View(), {"act": str(row.id)}, row.added.date()


def sitemap(ledger: Ledger) -> bytes:
    """The map of the site: an entry a page and language, each naming the page in every language."""
    root = xml.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for page, view, named, day in listed(ledger):
        others = alternates(page, view, **named)
        for lang in LANGUAGES:
            url = xml.SubElement(root, "url")
            xml.SubElement(url, "loc").text = address(page, view, lang=lang, **named)
            if day:
                xml.SubElement(url, "lastmod").text = day.isoformat()
            for tag, href in others.items():
                xml.SubElement(url, "xhtml:link", rel="alternate", hreflang=tag, href=href)
    xml.indent(root)
    return bytes(xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def robots() -> str:
    """What crawlers may fetch: every page, country and act, but not the countless selections that filters make.

    A country and a language alone lead to a page of its own; any other key, or a second country, to a selection.
    """
    keys = [key for key in KEYS if key != "country"]
    selections = [f"Disallow: /*{sign}{key}=" for key in keys for sign in "?&"]
    lines = [
        *(f"User-agent: {name}" for name in PREVIEWERS),
        "Allow: /",
        "",
        "User-agent: *",
        *selections,
        "Disallow: /*country=*country=",
        "Allow: /",
        "",
        f"Sitemap: {settings().address('/sitemap.xml')}",
    ]
    return "\n".join(lines) + "\n"
