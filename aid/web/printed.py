"""One A4 page a country, for paper: `/print/JPN`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from aid import printed, sentences
from aid.catalogue import OTHER, OWN_NAMES
from aid.charts import strip
from aid.charts.pen import mark
from aid.clock import today
from aid.markup import page
from aid.printed.reckoning import COLUMNS, POINT, WIDTH, remark
from aid.qr import qr_svg
from aid.settings import settings
from aid.table import TableError
from aid.view import country_code
from aid.web.asked import Asked, asked
from aid.web.fresh import fresh
from aid.web.missing import no_table, page_not_found
from aid.words import Words, words

PHONE_WIDTH, PHONE_TYPE = 100.0, 3.5


def routes() -> list[BaseRoute]:
    """The addresses of the printed pages."""
    return [Route("/print/{code:path}", sheet, methods=["GET"]), Route("/print", no_sheet, methods=["GET"])]


def sheet(request: Request) -> Response:
    """One country's page; a 404 for a code that names no country or region."""
    code = country_code(request.path_params["code"])
    if code is None:
        return no_sheet(request)
    try:
        at = asked(request, beside=("country",))
    except TableError:
        return no_table(request)
    # The tag follows from the body: table, view, language, date, and this program's own words.
    return fresh(request, written(at, code, today()), "text/html; charset=utf-8", by_language=True)


def no_sheet(request: Request) -> Response:
    """The answer where no country or region is named."""
    return page_not_found(request, "country")


def written(at: Asked, code: str, day: date) -> str:
    """The page of one country as HTML."""
    w, view = at.words, at.view.rows.but(country=(code,))
    beside = {key: value for key, value in view.query().items() if key != "country"}
    other = words(OTHER[w.lang], at.ledger)
    address = settings().address(f"/country/{code}?{_query(beside, w.lang)}")
    told = printed.sheet(at.ledger, view, w, other, address, day)
    density = printed.fitting(told)
    return page(
        "printed.html",
        sheet=told,
        density=density,
        columns=COLUMNS,
        entries=[(act, remark(act, density)) for act in told.acts],
        marks=MARKS,
        wide=_drawn(told, w, WIDTH, density.strip * POINT),
        narrow=_drawn(told, w, PHONE_WIDTH, PHONE_TYPE),
        qr=Markup(drawn) if (drawn := qr_svg(address, on_paper=True)) else None,
        rules=w.run_on(told.rules),
        says=_says(told, w),
        notice=_notice(at),
        back=f"/country?{_query(view.query(), w.lang)}",
        other=f"/print/{code}?{_query(beside, other.lang)}",
    )


MARKS = {side: mark(side, True) for side in ("inbound", "outbound")} | {
    (side, gift): mark(side, gift) for side in ("inbound", "outbound") for gift in (True, False)
}


def _query(query: Mapping[str, str | list[str]], lang: str) -> str:
    return urlencode({"lang": lang, **query}, doseq=True)


def _drawn(told: printed.Sheet, w: Words, width: float, size: float) -> Markup:
    if not told.acts:
        return Markup("")
    lines = w.plural("Give and take with {n} partner", "Give and take with {n} partners", len(told.rows))
    alt = f"{lines}{w.say(': ')}{w.say('; ').join(told.returns)}" if told.returns else lines
    return strip.strip(told.rows, w, alt, width, size)


def _notice(at: Asked) -> str:
    """What of the address was not understood, in a line; an empty string where all was."""
    return sentences.left_out(at.dropped, at.words) if at.dropped else ""


def _says(told: printed.Sheet, w: Words) -> dict[str, str]:
    """The headings and small texts of the page."""
    return {
        "brand": w.say("Peach & Jade"),
        "about": w.say("COVID-19 aid between Chongqing and the world, 2020–21"),
        "thread": w.say("Gift and return, partner by partner"),
        "acts": w.plural("{n} act", "{n} acts", len(told.acts)),
        "sources": w.say("Sources"),
        "when": w.title("acts", "date"),
        "kind": w.title("acts", "kind"),
        "way": w.say("From and to"),
        "held": w.say("What it held"),
        "confidence": w.title("acts", "confidence"),
        "uncertain": w.say("Uncertain"),
        "unlinked": w.say(" (not linked)"),
        "qr": w.say("QR code of this page’s address"),
        "no_qr": w.say("This link is too long for a QR code."),
        "hint": w.say("Made for paper: print it from the browser (Ctrl+P, on a Mac ⌘P) on A4."),
        "back": w.say("Back to the dashboard"),
        "other": OWN_NAMES[told.other_lang],
        "colon": w.say(": "),
        "comma": ", " if w.lang == "en" else "，",
        "dot": " · " if w.lang == "en" else "，",
        "stop": ". " if w.lang == "en" else "。",
    }
