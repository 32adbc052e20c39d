"""The public addresses of pages and cards: one canonical form for each view, the same page in each language."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from aid.catalogue import LANGUAGES
from aid.settings import settings
from aid.table import Ledger
from aid.view import View


def path_of(page: str, view: View, *, lang: str | None = None, act: str | None = None, step: str | None = None) -> str:
    """Path and query of a page in canonical order: language, act or step, view; what is at its default is left out."""
    query = {"lang": lang, "id": act, "step": step, **view.query()}
    told = urlencode({key: value for key, value in query.items() if value}, doseq=True)
    return f"/{page}?{told}" if told else f"/{page}"


def address(page: str, view: View, *, lang: str | None = None, act: str | None = None, step: str | None = None) -> str:
    """The full public address of a page."""
    return settings().address(path_of(page, view, lang=lang, act=act, step=step))


def alternates(page: str, view: View, *, act: str | None = None, step: str | None = None) -> dict[str, str]:
    """The same page in each language by its `hreflang`; `x-default` asks the reader's browser."""
    told = {lang: address(page, view, lang=lang, act=act, step=step) for lang in LANGUAGES}
    return {**told, "x-default": address(page, view, act=act, step=step)}


def card(lang: str, ledger: Ledger, *, country: str | None = None, act: str | None = None) -> str:
    """The full public address of a card: an act's, else a country's, else that of the site.

    It names the table that it is drawn from, since those who keep pictures look for changes by address alone.
    """
    name = f"act/{quote(act, safe='')}" if act else f"country/{country}" if country else "site"
    return settings().address(f"/cards/{lang}/{name}.png?v={ledger.digest[:8]}")
