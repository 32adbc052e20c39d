"""One gift as an IATI 2.03 activity: what the table knows of it, in the order that the schema asks for.

Codes are those of IATI's lists. Where no code fits what is known, none is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

import pandas as pd
import pycountry

from aid import labels
from aid.export.hxl import PANDEMIC
from aid.export.narratives import LANG, clean, dated, iso, say
from aid.export.results import result
from aid.settings import settings
from aid.words import Words

OTHER_ORGANISATION = "90"
# OrganisationType. Which of four NGO codes suits a civil-society body, and whether a hospital is public, is not told.
TYPES = {
    "national_government": "10",
    "subnational_government": "11",
    "consulate_embassy": "10",
    "international_organisation": "40",
    "company": "70",
    "university": "80",
    "diaspora": OTHER_ORGANISATION,
    "individual": OTHER_ORGANISATION,
}
FUNDING, IMPLEMENTING = "1", "4"  # OrganisationRole; the list has no role for who receives
START, END = "2", "4"  # ActivityDateType, actual
CLOSED = "4"  # ActivityStatus: promises and cancelled plans are no acts, so every gift was made
ONE_PROVINCE, ONE_COUNTRY = "6", "4"  # ActivityScope
APPROXIMATE = "2"  # GeographicExactness
WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
COVID_19_CONTROL = "12264"  # Sector, by the purpose codes of the OECD's DAC
EMERGENCY, GLIDE = "1", "1-2"  # HumanitarianScopeType and its vocabulary
STANDARD_GRANT = "110"  # FinanceType: a transfer in cash or in kind without debt
DONOR_PERSONNEL = "D01"  # AidType: experts sent
DISBURSEMENT = "3"  # TransactionType
THROUGH_AGENCY, BY_GIVER = "3", "4"  # DisbursementChannel, aid in kind
WEB_PAGE = "A12"  # DocumentCategory
# A gift that only sets out on its day is not over on it.
ONLY_SETS_OUT = ("shipped", "sent")


@dataclass(frozen=True)
class Told:
    """What every activity of a file needs to know."""

    en: Words
    zh: Words
    reporter: str
    """The identifier of who reports; no registry has given it."""
    parties: Mapping[Any, Any]
    first: pd.Timestamp
    """The first day in the table."""
    summable: frozenset[str]
    """The items whose pieces may be added up."""


def activity(act: pd.Series[Any], items: pd.DataFrame, cited: list[dict[Any, Any]], told: Told) -> Element:
    """The gift `act` as an `iati-activity`, with its items as indicators and its sources as documents."""
    sides = (act["partner"], act["hub_party"])
    giver, receiver = (told.parties[party] for party in (sides if act["direction"] == "inbound" else sides[::-1]))
    both = told.en, told.zh
    root = Element("iati-activity")
    SubElement(root, "iati-identifier").text = f"{told.reporter}-{act['id']}"
    reporter = SubElement(
        root, "reporting-org", {"ref": told.reporter, "type": OTHER_ORGANISATION, "secondary-reporter": "1"}
    )
    say(reporter, *(w.say("Peach & Jade") for w in both))
    title = [w.say("{title} (COVID-19)", title=labels.title(act, items, w)) for w in both]
    say(SubElement(root, "title"), *title)
    say(SubElement(root, "description", type="1"), act["note_en"], act["note_zh"])
    say(SubElement(root, "description", type="4"), *(_particulars(act, cited, w) for w in both))
    _participants(root, act, giver, receiver)
    SubElement(root, "activity-status", code=CLOSED)
    _dates(root, act, both)
    _place(root, act, receiver)
    SubElement(root, "sector", vocabulary="1", code=COVID_19_CONTROL, percentage="100")
    SubElement(root, "humanitarian-scope", type=EMERGENCY, vocabulary=GLIDE, code=PANDEMIC)
    SubElement(root, "default-finance-type", code=STANDARD_GRANT)
    if act["kind"] == "medical_team":
        SubElement(root, "default-aid-type", code=DONOR_PERSONNEL)
    if pd.notna(act["value"]):  # the table lets no zero pass
        _transaction(root, act, giver, receiver, both)
    _documents(root, act, cited, title)
    if len(items):
        result(root, act, items, both, first=told.first, summable=told.summable)
    return root


def _particulars(act: pd.Series[Any], cited: list[dict[Any, Any]], w: Words) -> str:
    """What is uncertain, and what the gift rests on; IATI has no place for either."""
    level = w.label("acts", "confidence", act["confidence"])
    said = [w.say("Confidence: {level}.", level=level), w.pick(act["caveat_en"], act["caveat_zh"])]
    if act["kind"] == "funds" and pd.isna(act["value"]):
        said.append(w.say("The amount is not reported."))
    names = [labels.publisher(one, w) + ("" if one["link"] else w.say(" (not linked)")) for one in cited]
    said.append(w.say("Sources: {sources}.", sources=("; " if w.lang == "en" else "；").join(names)))
    return w.run_on(sentence for sentence in said if sentence)


def _participants(root: Element, act: pd.Series[Any], giver: Any, receiver: Any) -> None:
    roles = [(giver, FUNDING), (receiver, IMPLEMENTING)]
    if act["kind"] == "medical_team":
        roles.insert(1, (giver, IMPLEMENTING))
    for party, role in roles:
        _organisation(root, "participating-org", party, role=role)


def _organisation(parent: Element, tag: str, party: Any, **more: str) -> None:
    known = {"type": TYPES[party["type"]]} if party["type"] in TYPES else {}
    say(SubElement(parent, tag, {**more, **known}), party["name_en"], party["name_zh"])


def _dates(root: Element, act: pd.Series[Any], both: tuple[Words, Words]) -> None:
    """Start and end as far as they are known: an upper bound is no start, and the end of a team's stay is not told."""
    days = {START: act["earliest"], END: act["latest"]}
    if pd.isna(act["earliest"]):
        del days[START]
    elif act["kind"] == "medical_team" or act["date_basis"] in ONLY_SETS_OUT:
        del days[END]
    for code, day in days.items():
        date = SubElement(root, "activity-date", {"type": code, "iso-date": iso(day)})
        say(date, *(dated(act, w) for w in both))


def _place(root: Element, act: pd.Series[Any], receiver: Any) -> None:
    if act["direction"] == "inbound":
        SubElement(root, "activity-scope", code=ONE_PROVINCE)
    elif receiver["type"] == "national_government":
        SubElement(root, "activity-scope", code=ONE_COUNTRY)
    country = None if pd.isna(receiver["country"]) else pycountry.countries.get(alpha_3=receiver["country"])
    if country:
        SubElement(root, "recipient-country", code=country.alpha_2)
    if pd.notna(receiver["latitude"]) and pd.notna(receiver["longitude"]):
        location = SubElement(root, "location")
        say(SubElement(location, "name"), receiver["name_en"], receiver["name_zh"])
        point = SubElement(location, "point", srsName=WGS84)
        SubElement(point, "pos").text = f"{receiver['latitude']} {receiver['longitude']}"
        SubElement(location, "exactness", code=APPROXIMATE)


def _transaction(root: Element, act: pd.Series[Any], giver: Any, receiver: Any, both: tuple[Words, Words]) -> None:
    """The reported value, on its day or the last day it may have been."""
    day = iso(act["latest"])
    made = SubElement(root, "transaction")
    SubElement(made, "transaction-type", code=DISBURSEMENT)
    SubElement(made, "transaction-date", {"iso-date": day})
    value = SubElement(made, "value", {"currency": act["currency"], "value-date": day})
    value.text = f"{Decimal(str(act['value'])).normalize():f}"
    say(SubElement(made, "description"), *(dated(act, w) for w in both))
    _organisation(made, "provider-org", giver)
    _organisation(made, "receiver-org", receiver)
    if act["kind"] != "funds":
        # A charity that takes goods in hands them on; any other receiver is where the giver itself brought them.
        channel = THROUGH_AGENCY if receiver["type"] == "civil_society" else BY_GIVER
        SubElement(made, "disbursement-channel", code=channel)


def _documents(root: Element, act: pd.Series[Any], cited: list[dict[Any, Any]], title: list[str]) -> None:
    """The page of the gift, and each of its sources that may be linked."""
    own = SubElement(root, "document-link", url=settings().address(f"/act?id={act['id']}"), format="text/html")
    say(SubElement(own, "title"), *title)
    SubElement(own, "category", code=WEB_PAGE)
    for lang in ("en", "zh"):
        SubElement(own, "language", code=lang)
    for source in cited:
        if not source["link"]:
            continue
        form = "application/pdf" if urlsplit(source["url"]).path.lower().endswith(".pdf") else "text/html"
        link = SubElement(root, "document-link", url=_uri(source["url"]), format=form)
        named = SubElement(link, "title")
        if pd.notna(source["title"]) and clean(source["title"]):
            SubElement(named, "narrative", {LANG: source["language"]}).text = clean(source["title"])
        else:
            say(named, source["publisher"], source["publisher_zh"])
        SubElement(link, "category", code=WEB_PAGE)
        if len(code := source["language"].split("-")[0]) == 2:
            SubElement(link, "language", code=code)
        if pd.notna(source["published"]):
            SubElement(link, "document-date", {"iso-date": iso(source["published"])})


def _uri(url: str) -> str:
    """The address with a stray percent sign encoded: the table's own check lets nothing else pass that is no URI."""
    return re.sub("%(?![0-9A-Fa-f]{2})", "%25", url)
