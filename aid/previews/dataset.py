"""What search engines of data read: the table as a schema.org `Dataset`, and every other page as a `WebPage`."""

from __future__ import annotations

from typing import Any

from aid import questions
from aid.catalogue import TAGS
from aid.previews.pages import Preview, on_record, years
from aid.previews.plain import plain
from aid.settings import settings
from aid.table import Ledger
from aid.view import View
from aid.words import Words, mark

HOLDING = ("", "sources", "data")
# Every file of the whole table: its address, its type, its name.
FILES = (
    ("/api/acts.csv", "text/csv", mark("Acts as CSV")),
    ("/api/acts.json", "application/json", mark("Acts as JSON")),
    (
        "/api/acts.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        mark("Acts as an Excel workbook"),
    ),
    ("/api/acts.parquet", "application/vnd.apache.parquet", mark("Acts as Parquet")),
    ("/api/acts.geojson", "application/geo+json", mark("Acts on the map as GeoJSON")),
    ("/api/datapackage.zip", "application/zip", mark("The whole table as a Data Package")),
    ("/api/acts.hxl.csv", "text/csv", mark("Acts with HXL hashtags")),
    ("/api/acts.iati.xml", "application/xml", mark("Gifts as IATI activities")),
)


def described(seen: Preview, ledger: Ledger, words: Words) -> dict[str, Any]:
    """What a page is, as JSON-LD."""
    if seen.page in HOLDING:
        return {"@context": "https://schema.org/", **dataset(seen, ledger, words)}
    return {"@context": "https://schema.org/", **web_page(seen, ledger, words)}


def web_page(seen: Preview, ledger: Ledger, words: Words) -> dict[str, Any]:
    """A page that shows a part of the table, and the country it is about."""
    about: dict[str, Any] = {}
    if seen.page == "country" and seen.country:
        about = {"about": {"@type": "Country", "name": plain(words.country(seen.country)), "identifier": seen.country}}
    return {
        "@type": "WebPage",
        "name": seen.headline,
        "description": seen.description,
        "url": seen.canonical,
        "inLanguage": seen.tag,
        **about,
        "isPartOf": {
            "@type": "WebSite",
            "name": words.say("Peach & Jade"),
            "url": settings().address(f"/?lang={seen.lang}"),
        },
        "license": _licence(ledger),
    }


def dataset(seen: Preview, ledger: Ledger, words: Words) -> dict[str, Any]:
    """The whole table with its files; years are those in which its acts may lie."""
    told = ledger.descriptor
    last = questions.newest(ledger, View(), 1)
    return {
        "@type": "Dataset",
        "name": plain(words.described(told, "title")),
        "description": plain(words.described(told)),
        "url": settings().address(f"/?lang={seen.lang}"),
        "inLanguage": list(TAGS.values()),
        "license": _licence(ledger),
        "version": ledger.version,
        "isAccessibleForFree": True,
        **({"datePublished": str(told["created"])[:10]} if "created" in told else {}),
        **({"dateModified": last["added"].iloc[0].date().isoformat()} if len(last) else {}),
        "keywords": [plain(word) for word in told.get("keywords" if words.lang == "en" else "keywords_zh", ())],
        "creator": [
            {"@type": "Organization", "name": plain(person["title"]), "url": settings().address("/")}
            for person in told.get("contributors", ())
        ],
        **({"temporalCoverage": "/".join(years(ledger))} if len(last) else {}),
        "spatialCoverage": [
            {"@type": "Place", "name": plain(name)}
            for name in (words.say("Chongqing"), *(words.country(code) for code in on_record(ledger)))
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": words.say(name),
                "encodingFormat": kind,
                "contentUrl": settings().address(path),
            }
            for path, kind, name in FILES
        ],
    }


def _licence(ledger: Ledger) -> str:
    return str(ledger.descriptor["licenses"][0]["path"])
