"""What a file is called when it is saved: the view in its name, in ASCII and in the reader's script."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from urllib.parse import quote

from aid import sentences
from aid.table import Ledger
from aid.view import View
from aid.words import Words, mark, words

# Bytes. File systems take 255, but a name travels percent-encoded and under a folder's.
LONGEST, LONGEST_WORD = 120, 48
PROJECT = mark("Peach & Jade")
WHAT = {
    "takeaway": mark("take-away"),
    "datapackage": mark("data package"),
    "timeline": mark("acts by month"),
    "page": mark("page to print"),
    "hxl": mark("HXL"),
    "iati": mark("IATI"),
}


def file_name(view: View, ledger: Ledger, what: str, extension: str, lang: str = "zh") -> tuple[str, str]:
    """The name of a file of a view, in ASCII (English) and in Unicode (the language `lang`).

    `what` is the name of a table, a key of `WHAT` or any short code; `extension` comes without its dot. Where words
    of the view had to be left out or cut, the first signs of a digest stand for them. Whatever was searched for, no
    sign of a name means anything to a header, a shell or a file system.
    """
    english, own = words("en", ledger), words(lang, ledger)
    plain = [_ascii(part) for part in (PROJECT, what, *_words_of(view, english))]
    full = [_unicode(part) for part in (own.say(PROJECT), _named(what, ledger, own), *_words_of(view, own))]
    return f"{_bounded(plain, view)}.{extension}", f"{_bounded(full, view)}.{extension}"


def slug(view: View, ledger: Ledger) -> str:
    """The parts of a view that choose rows, in ASCII: "japan-inbound-masks"; an empty string for the default view."""
    return _bounded([_ascii(part) for part in _words_of(view, words("en", ledger))], view)


def content_disposition(names: tuple[str, str], *, inline: bool = False) -> str:
    """The header that tells a browser a file's name (RFC 6266): the ASCII one, and the other for those that can."""
    plain, own = names
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(own, safe='')}"


def _named(what: str, ledger: Ledger, own: Words) -> str:
    if what in WHAT:
        return own.say(WHAT[what])
    tables = {str(table["name"]): table for table in ledger.descriptor["resources"]}
    return own.described(tables[what], "title") if what in tables else what


def _words_of(view: View, own: Words) -> list[str]:
    """The parts of a view that choose rows, each in a word or two."""
    told = [own.country(code) for code in view.country]
    if view.direction:
        # "To Chongqing" would be most of the name.
        told.append(view.direction if own.lang == "en" else own.label("acts", "direction", view.direction))
    told += [code if own.lang == "en" else own.kind(code) for code in view.kind]
    told += [code if own.lang == "en" else own.family(code) for code in view.item]
    told += [code if own.lang == "en" else own.label("parties", "type", code) for code in view.party]
    if view.since:
        told.append(own.say("from {day}", day=view.since.isoformat()))
    if view.until:
        told.append(own.say("to {day}", day=view.until.isoformat()))
    told += [
        own.say("{level} confidence", level=own.label("acts", "confidence", code).lower()) for code in view.confidence
    ]
    told += [own.say(meaning[code]) for meaning, code in _known_how(view)]
    told += [own.language(code) for code in view.language]
    told += [own.label("acts", "date_basis", code).lower() for code in view.basis]
    if view.moment:
        told.append(own.say("by the end of {month}", month=view.moment))
    return [*told, view.q] if view.q else told


def _known_how(view: View) -> list[tuple[dict[str, str], str]]:
    """How the acts of a view are known: for each condition its wordings and the code."""
    one = ((sentences.SOURCES, view.sources), (sentences.STANDING, view.standing), (sentences.DISPUTED, view.disputed))
    return [
        *((sentences.TOLD, code) for code in view.told),
        *((sentences.PRECISION, code) for code in view.precision),
        *((meaning, code) for meaning, code in one if code),
    ]


def _ascii(text: str) -> str:
    """The text in small ASCII letters, digits and hyphens; accents are dropped, other scripts vanish."""
    bare = unicodedata.normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’`]", "", bare)).strip("-")


def _unicode(text: str) -> str:
    """The text in letters and digits of any script, and hyphens."""
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", text.replace("&", " and ")).lower()).strip("-")


def _bounded(parts: list[str], view: View) -> str:
    """The parts joined; where one of them had to go or be cut, a digest of the view comes last."""
    kept: list[str] = []
    for part in parts:
        short = part.encode()[:LONGEST_WORD].decode(errors="ignore").strip("-")
        if short and len("-".join([*kept, short]).encode()) <= LONGEST:
            kept.append(short)
    if kept == parts and not _is_lossy(view):
        return "-".join(kept)
    asked = json.dumps(view.query(), sort_keys=True).encode()
    return "-".join([*kept, hashlib.sha256(asked).hexdigest()[:8]])


def _is_lossy(view: View) -> bool:
    """Whether the words searched for hold signs that no file name keeps."""
    return re.search(r"[^a-z0-9 \u4e00-\u9fff]", view.q) is not None
