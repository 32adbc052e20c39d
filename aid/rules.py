"""What must hold in the table that no schema can say: cells that depend on one another, codes, texts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import pycountry

from aid.contract import span

Cells = Mapping[str, str]

FIRST_DAY, LAST_DAY = "2019-12-01", "2029-12-31"


@dataclass(frozen=True)
class Known:
    """What a rule may ask of the other rows: rows without fault by their ids, and ids in use elsewhere."""

    acts: Mapping[str, Cells]
    parties: Mapping[str, Cells]
    countries: Mapping[str, Cells]
    itemised: frozenset[str]
    active: frozenset[str]
    cited: frozenset[str]
    amounts: Mapping[tuple[str, str], tuple[str, str]]
    """The quantity and unit of each item of each act."""
    versions: Mapping[tuple[str, str, str], tuple[Cells, ...]]
    """The rows of each dispute: by act, what it is about, and item."""


@dataclass(frozen=True)
class Rule:
    """What must hold in every row of a table; `holds` reads `columns`, of which the first takes the blame.

    `rests_on` names the columns of other tables without which the rule cannot be judged.
    """

    table: str
    columns: str
    expected: str
    holds: Callable[[Cells, Known], bool]
    rests_on: str = ""


HAN = re.compile(r"[\u4e00-\u9fff]")
ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-]+(:\d+)?/[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*")
UNSAFE_HOST = re.compile(r"(dev|staging|test)\..*|[0-9.]+")


def _begins(row: Cells, when: str) -> bool:
    """Whether the id begins with the date and the direction of its row."""
    return row["id"].startswith(f"{when or 'undated'}-{'in' if row['direction'] == 'inbound' else 'out'}-")


def _in_range(when: str) -> bool:
    return not when or FIRST_DAY <= span(when)[0].isoformat() <= LAST_DAY


def _both(one: str, other: str) -> bool:
    return bool(one) == bool(other)


def _english(text: str) -> bool:
    """Whether no Chinese stands in the text but in brackets."""
    return not HAN.search(re.sub(r"\([^)]*\)", "", text))


def _chinese(text: str) -> bool:
    return not text or HAN.search(text) is not None


def _one_sentence(text: str) -> bool:
    return len(re.findall(r"[.!?](?:\s|$)", re.sub(r"\b(?:St|No|Mr)\.", "", text))) == 1


def _on_side(party: str, side: str, known: Known) -> bool:
    return party not in known.parties or known.parties[party]["side"] == side


def _kind(act: str, known: Known) -> str | None:
    return known.acts[act]["kind"] if act in known.acts else None


def _currency(code: str) -> bool:
    return not code or pycountry.currencies.get(alpha_3=code) is not None


def _country(code: str) -> bool:
    return not code or pycountry.countries.get(alpha_3=code) is not None


def _language(tag: str) -> bool:
    code = tag.split("-")[0]
    return pycountry.languages.get(**{f"alpha_{len(code)}": code}) is not None


def _linkable(source: Cells) -> bool:
    host = urlsplit(source["url"]).hostname or ""
    return not (source["standing"] == "mirror" or UNSAFE_HOST.fullmatch(host) or "spam" in source["publisher"])


def _near(party: Cells, known: Known) -> bool:
    """Whether a party lies no further from its country's place than wide countries allow."""
    if not party["latitude"] or party["country"] not in known.countries:
        return True
    home = known.countries[party["country"]]
    apart = abs(float(party["longitude"]) - float(home["longitude"]))
    return abs(float(party["latitude"]) - float(home["latitude"])) <= 20 and min(apart, 360 - apart) <= 60


def _about(version: Cells) -> tuple[str, str, str]:
    """Which dispute a version belongs to."""
    return version["act"], version["field"], version["item"]


def _version_fits(version: Cells) -> bool:
    """Whether a version is of the form that its field asks for. Raises ValueError for a day that no calendar has."""
    form = {"date": r"[0-9]{4}(-[0-9]{2}){0,2}", "quantity": r"[1-9][0-9]*", "value": r"[0-9]+(\.[0-9]+)?"}
    if version["field"] == "date" and re.fullmatch(form["date"], version["value"]):
        return _in_range(version["value"])
    return re.fullmatch(form.get(version["field"], ".+"), version["value"]) is not None


def _unit_fits(version: Cells) -> bool:
    if version["field"] == "value":
        return version["unit"] != "" and _currency(version["unit"])
    return (version["field"] == "quantity") == bool(version["unit"])


def _differs(version: Cells, known: Known) -> bool:
    return len({(other["value"], other["unit"]) for other in known.versions.get(_about(version), ())}) > 1


def _chosen_once(version: Cells, known: Known) -> bool:
    others = known.versions.get(_about(version), ())
    chosen = {(other["value"], other["unit"]) for other in others if other["chosen"] == "yes"}
    return version["chosen"] != "yes" or chosen == {(version["value"], version["unit"])}


def _as_recorded(version: Cells, known: Known) -> bool:
    """Whether a chosen version is what the table gives, and one that is not chosen is not."""
    act = known.acts.get(version["act"])
    if act is None:
        return True
    parties = (
        [act["partner"], act["hub_party"]] if act["direction"] == "inbound" else [act["hub_party"], act["partner"]]
    )
    recorded = {
        "date": (act["date"], ""),
        "quantity": known.amounts.get((act["id"], version["item"])),
        "value": (act["value"], act["currency"]),
        "giver": (parties[0], ""),
        "receiver": (parties[1], ""),
        "kind": (act["kind"], ""),
        "item": (version["value"], "") if (act["id"], version["value"]) in known.amounts else None,
    }[version["field"]]
    return (version["chosen"] == "yes") == ((version["value"], version["unit"]) == recorded)


RANGE = f"a date from {FIRST_DAY} to {LAST_DAY}"
BEGINNING = "an id that begins as its row says: the date {} (or undated), then -in- or -out- for {{direction}}"
POSITIVE = "more than zero, or empty where not known"
CURRENCY = "a currency of ISO 4217, as CNY"
COUNTRY = "a country of ISO 3166-1, as JPN"
LANGUAGE = "a language of ISO 639, as zh or zh-Hant"
BOTH = "text in both languages or in neither"
ENGLISH, CHINESE = "English, with Chinese in brackets at most", "Chinese"
SENTENCE = "one sentence"
ADDRESS_FORM = "an address as https://host/path, with anything beyond ASCII %-encoded"
GOODS_OR_MONEY, WITH_ITEMS = ("supplies", "funds"), ("supplies", "medical_team")
STATELESS = ("international_organisation", "diaspora", "individual")

RULES = (
    Rule("acts", "id date direction", BEGINNING.format("{date}"), lambda a, _: _begins(a, a["date"])),
    Rule("acts", "date", RANGE, lambda a, _: _in_range(a["date"])),
    Rule("acts", "partner", "a party on the side partner", lambda a, k: _on_side(a["partner"], "partner", k)),
    Rule("acts", "hub_party", "a party on the side hub", lambda a, k: _on_side(a["hub_party"], "hub", k)),
    Rule("acts", "value", POSITIVE, lambda a, _: not a["value"] or float(a["value"]) > 0),
    Rule(
        "acts",
        "value kind",
        "none, since {kind} has no value",
        lambda a, _: not a["value"] or a["kind"] in GOODS_OR_MONEY,
    ),
    Rule(
        "acts",
        "currency value",
        "value and currency both or neither",
        lambda a, _: _both(a["value"], a["currency"]),
    ),
    Rule("acts", "currency", CURRENCY, lambda a, _: _currency(a["currency"])),
    Rule("acts", "note_en", ENGLISH, lambda a, _: _english(a["note_en"])),
    Rule("acts", "note_en", SENTENCE, lambda a, _: _one_sentence(a["note_en"])),
    Rule("acts", "note_zh", CHINESE, lambda a, _: _chinese(a["note_zh"])),
    Rule("acts", "note_zh", SENTENCE, lambda a, _: a["note_zh"].count("。") == 1),
    Rule("acts", "caveat_en caveat_zh", BOTH, lambda a, _: _both(a["caveat_en"], a["caveat_zh"])),
    Rule("acts", "caveat_en", ENGLISH, lambda a, _: _english(a["caveat_en"])),
    Rule("acts", "caveat_zh", CHINESE, lambda a, _: _chinese(a["caveat_zh"])),
    Rule(
        "acts",
        "caveat_en confidence",
        "a caveat, since confidence is low",
        lambda a, _: a["confidence"] != "low" or a["caveat_en"] != "",
    ),
    Rule(
        "acts",
        "kind id",
        "a kind without items, or a row for this act in items.csv",
        lambda a, k: a["kind"] not in WITH_ITEMS or a["id"] in k.itemised,
        "items.act",
    ),
    Rule(
        "items",
        "act",
        "an act of supplies or a medical team",
        lambda i, k: _kind(i["act"], k) in (None, *WITH_ITEMS),
    ),
    Rule(
        "items",
        "unit quantity",
        "quantity and unit both or neither",
        lambda i, _: _both(i["quantity"], i["unit"]),
    ),
    Rule(
        "items",
        "item act",
        "medical_expert for a medical team and for nothing else",
        lambda i, k: (
            _kind(i["act"], k) is None or (i["item"] == "medical_expert") == (_kind(i["act"], k) == "medical_team")
        ),
    ),
    Rule(
        "items",
        "unit item",
        "person for medical_expert and for nothing else",
        lambda i, _: (i["item"] == "medical_expert") == (i["unit"] == "person"),
    ),
    Rule(
        "parties",
        "id",
        "a party of at least one act",
        lambda p, k: p["id"] in k.active,
        "acts.partner acts.hub_party",
    ),
    Rule("parties", "name_en", ENGLISH, lambda p, _: _english(p["name_en"])),
    Rule("parties", "name_zh", CHINESE, lambda p, _: _chinese(p["name_zh"])),
    Rule("parties", "country", COUNTRY, lambda p, _: _country(p["country"])),
    Rule(
        "parties",
        "country type",
        "a country, since type is {type}",
        lambda p, _: p["country"] != "" or p["type"] in STATELESS,
    ),
    Rule(
        "parties",
        "country type",
        "none for an international organisation",
        lambda p, _: not p["country"] or p["type"] != "international_organisation",
    ),
    Rule(
        "parties",
        "side country",
        "hub if the country is CHN, else partner",
        lambda p, _: (p["side"] == "hub") == (p["country"] == "CHN"),
    ),
    Rule(
        "parties",
        "longitude latitude",
        "latitude and longitude both or neither",
        lambda p, _: _both(p["latitude"], p["longitude"]),
    ),
    Rule(
        "parties",
        "sister_city type side",
        "false, since only a subnational_government on the side partner is a sister city",
        lambda p, _: p["sister_city"] == "false" or (p["type"], p["side"]) == ("subnational_government", "partner"),
    ),
    Rule(
        "sources",
        "id",
        "a source of at least one act, claim or dispute",
        lambda s, k: s["id"] in k.cited,
        "acts.sources claims.sources disputes.source",
    ),
    Rule("sources", "url", ADDRESS_FORM, lambda s, _: ADDRESS.fullmatch(s["url"]) is not None),
    Rule("sources", "published", f"a day up to {LAST_DAY}", lambda s, _: s["published"] <= LAST_DAY),
    Rule("sources", "language", LANGUAGE, lambda s, _: _language(s["language"])),
    Rule(
        "sources",
        "link url standing publisher",
        "false for a mirror, a bare or trial address, a doubtful host",
        lambda s, _: s["link"] == "false" or _linkable(s),
    ),
    Rule("claims", "id as_of direction", BEGINNING.format("{as_of}"), lambda c, _: _begins(c, c["as_of"])),
    Rule("claims", "as_of", RANGE, lambda c, _: _in_range(c["as_of"])),
    Rule("claims", "value", POSITIVE, lambda c, _: float(c["value"]) > 0),
    Rule(
        "claims",
        "currency measure",
        "a currency if the measure is value, else none",
        lambda c, _: (c["measure"] == "value") == bool(c["currency"]),
    ),
    Rule("claims", "currency", CURRENCY, lambda c, _: _currency(c["currency"])),
    Rule(
        "claims",
        "named scope",
        "countries, since scope is named",
        lambda c, _: c["scope"] != "named" or c["named"] != "",
    ),
    Rule("claims", "statement_en", ENGLISH, lambda c, _: _english(c["statement_en"])),
    Rule("claims", "statement_zh", CHINESE, lambda c, _: _chinese(c["statement_zh"])),
    Rule(
        "disputes",
        "value field",
        "a date, a number, a code or a name, as {field} asks for",
        lambda d, _: _version_fits(d),
    ),
    Rule(
        "disputes",
        "unit field",
        "a currency for a value, a unit for a quantity, else none",
        lambda d, _: _unit_fits(d),
    ),
    Rule(
        "disputes",
        "item field",
        "an item for a quantity, else none",
        lambda d, _: (d["field"] == "quantity") == bool(d["item"]),
    ),
    Rule(
        "disputes",
        "value act field item unit",
        "another version of the same beside it, which differs",
        lambda d, k: _differs(d, k),
    ),
    Rule(
        "disputes",
        "chosen act field item value unit",
        "no more than one version chosen",
        lambda d, k: _chosen_once(d, k),
    ),
    Rule(
        "disputes",
        "chosen act field item value unit",
        "yes for what the table itself gives, and for nothing else",
        lambda d, k: _as_recorded(d, k),
        "items.act items.item items.quantity items.unit",
    ),
    Rule("disputes", "reason_en reason_zh", BOTH, lambda d, _: _both(d["reason_en"], d["reason_zh"])),
    Rule("disputes", "reason_en", ENGLISH, lambda d, _: _english(d["reason_en"])),
    Rule("disputes", "reason_zh", CHINESE, lambda d, _: _chinese(d["reason_zh"])),
    Rule("searches", "subject", ENGLISH, lambda q, _: not HAN.search(q["subject"])),
    Rule("searches", "country", COUNTRY, lambda q, _: _country(q["country"])),
    Rule("searches", "language", LANGUAGE, lambda q, _: _language(q["language"])),
    Rule("searches", "note_en", ENGLISH, lambda q, _: not HAN.search(q["note_en"])),
    Rule("searches", "url", ADDRESS_FORM, lambda q, _: not q["url"] or ADDRESS.fullmatch(q["url"]) is not None),
    Rule(
        "searches",
        "url found",
        "an address, since something was found",
        lambda q, _: q["found"] == "no" or q["url"] != "",
    ),
    Rule("countries", "iso3", COUNTRY, lambda c, _: _country(c["iso3"])),
    Rule("countries", "name_en", ENGLISH, lambda c, _: _english(c["name_en"])),
    Rule("countries", "name_zh", CHINESE, lambda c, _: _chinese(c["name_zh"])),
)
DOUBTS = (Rule("parties", "longitude latitude country", "a place nearer to its country's", _near),)
