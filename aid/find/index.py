"""All that can be found in a table, with every way to spell it; made once for each table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pandas as pd
import pycountry
from babel import Locale

from aid import questions, titles
from aid.catalogue import LANGUAGES, translations
from aid.find.fold import folded
from aid.find.mentions import outsized
from aid.find.names import Name, names
from aid.questions.select import item_categories
from aid.sentences import KINDS
from aid.table import Ledger
from aid.view import View, choices, families
from aid.words import Words, words

# In the order in which they are shown where they fit equally well.
GROUPS = ("country", "party", "thing", "act", "source", "page")
# CLDR's names of countries in Chinese as three places have them: 意大利, 義大利; 新西兰, 紐西蘭.
CHINESE = ("zh_Hans", "zh_Hant", "zh_Hant_HK")
# What people say and neither the table nor CLDR has.
ALSO = {
    "GBR": ("UK", "Britain", "Great Britain", "England"),
    "USA": ("US", "America"),
    "KOR": ("Korea", "Republic of Korea"),
    "NLD": ("Holland",),
    "CZE": ("Czech Republic",),
    "ARE": ("UAE",),
}


@dataclass(frozen=True, eq=False)
class Entry:
    """One thing that can be found: its group, its code, its names, and the acts that it stands for."""

    group: str
    code: str
    codes: tuple[str, ...]
    """What it is called by programs, in small letters: spelt as it is or not at all."""
    names: tuple[Name, ...] = ()
    acts: frozenset[str] = frozenset()
    date: str = ""
    """An act's date as the table has it."""
    text: str = ""
    """All that an act says, folded, each word with a space before it."""
    named: bool = True
    """Whether it has a name of its own; a party that its source does not name is called after its country."""


@dataclass(frozen=True, eq=False)
class Index:
    """The entries of a table, and every word of their names with those entries that have it, for typing errors."""

    entries: tuple[Entry, ...]
    acts: tuple[Entry, ...]
    spellings: dict[str, tuple[Entry, ...]] = field(repr=False)


# Of so many parties the names are found; each takes a third of a millisecond at the start.
MOST_PARTIES = 1_000


@lru_cache(maxsize=2)
def index(ledger: Ledger) -> Index:
    """What can be found in a table: of an outsized one countries, its foremost parties, things and pages alone."""
    if outsized(ledger):
        entries = (*_countries(ledger), *_parties(ledger), *_things(ledger), *_pages())
        return Index(entries, (), _spellings(entries))
    acts = tuple(_acts(ledger))
    entries = (*_countries(ledger), *_parties(ledger), *_things(ledger), *acts, *_sources(ledger), *_pages())
    return Index(entries, acts, _spellings(entries))


def _spellings(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, dict[Entry, None]] = defaultdict(dict)
    for entry in entries:
        for name in entry.names:
            for word in (*name.text.split(), name.joined, name.sound):
                found[word][entry] = None
    return {word: tuple(those) for word, those in sorted(found.items()) if word}


def _grouped(frame: pd.DataFrame, key: str, value: str = "id") -> dict[str, frozenset[str]]:
    return {str(code): frozenset(some) for code, some in frame.groupby(key)[value]}


def _countries(ledger: Ledger) -> Iterator[Entry]:
    """Every country and region of ISO 3166-1: that one has no act is an answer too. The hub's own is left out."""
    own = ledger.countries.set_index("iso3")
    acts = _with_country(ledger)
    home = set(ledger.parties.loc[ledger.parties["side"] == "hub", "country"]) - set(acts)
    tongues = [Locale.parse(tag).territories for tag in ("en", *CHINESE)]
    for known in sorted(pycountry.countries, key=lambda country: country.alpha_3):
        code = known.alpha_3
        if code in home:
            continue
        told = [own.at[code, column] for column in ("name_en", "name_zh")] if code in own.index else []
        told += [tongue.get(known.alpha_2) for tongue in tongues]
        told += [known.name, getattr(known, "common_name", None), getattr(known, "official_name", None)]
        # Two letters are what many type for the first letters of two syllables: gd is 广岛 before it is Grenada.
        codes = (code.lower(), known.alpha_2.lower()) if code in acts else (code.lower(),)
        yield Entry("country", code, codes, names(*told, *ALSO.get(code, ())), acts.get(code, frozenset()))


def _with_country(ledger: Ledger) -> dict[str, frozenset[str]]:
    """The countries on record, each with its acts; of an outsized table without."""
    if outsized(ledger):
        return dict.fromkeys(questions.by_country(ledger, View())["country"], frozenset())
    return _grouped(questions.acts(ledger, View()).dropna(subset="country"), "country")


def _parties(ledger: Ledger) -> Iterator[Entry]:
    part: dict[str, dict[str, frozenset[str]]] = {"partner": {}, "hub_party": {}}
    if not outsized(ledger):
        part = {side: _grouped(ledger.acts, side) for side in part}
    # They stand in the order of the table, in which the foremost come first.
    for party in ledger.parties.head(MOST_PARTIES).itertuples():
        acts = part["partner"].get(party.id, frozenset()) | part["hub_party"].get(party.id, frozenset())
        called = names(party.name_en, party.name_zh)
        yield Entry("party", party.id, (party.id,), called, acts, named=party.type != "unspecified")


def _things(ledger: Ledger) -> Iterator[Entry]:
    """Families of goods, each of the goods that is called otherwise than its family, and kinds of acts."""
    both = [words(lang, ledger) for lang in LANGUAGES]
    held = {} if outsized(ledger) else _grouped(ledger.items, "item", "act")
    whole, items = families(ledger), item_categories(ledger)
    for family in whole:
        those = [item for item in items if item["family"] == family]
        same = [item for item in those if item["label"] == both[0].family(family)]
        acts = frozenset[str]().union(*(held.get(item["value"], ()) for item in those))
        called = names(*(w.family(family) for w in both)) + _labelled(*same)
        yield Entry("thing", f"item:{family}", (family, *(item["value"] for item in same)), called, acts)
    for item in items:
        if item["family"] not in whole or item["label"] != both[0].family(item["family"]):
            acts = held.get(item["value"], frozenset())
            yield Entry("thing", f"q:{item['value']}", (item["value"],), _labelled(item), acts)
    by_kind = {} if outsized(ledger) else _grouped(ledger.acts, "kind")
    for kind in choices(ledger, "acts", "kind"):
        called = names(*(w.kind(kind) for w in both), *(w.say(KINDS[kind]) for w in both))
        yield Entry("thing", f"kind:{kind}", (kind,), called, by_kind.get(kind, frozenset()))


def _labelled(*categories: Any) -> tuple[Name, ...]:
    labels = ("label", "label_one", "label_zh")
    return names(*(category.get(label) for category in categories for label in labels))


def _acts(ledger: Ledger) -> Iterator[Entry]:
    """Each act with all that it says; its parties, goods and country are entries of their own that know their acts."""
    parties = ledger.parties.set_index("id")
    both = [words(lang, ledger) for lang in LANGUAGES]
    for act in questions.acts(ledger, View()).to_dict("records"):
        told = [act[column] for column in ("note_en", "note_zh", "caveat_en", "caveat_zh")]
        told += [parties.at[act[side], name] for side in ("partner", "hub_party") for name in ("name_en", "name_zh")]
        told += [_date(act, w) for w in both]
        text = " ".join(folded(str(part)) for part in told if isinstance(part, str))
        code, own = str(act["id"]), frozenset([str(act["id"])])
        yield Entry("act", code, (code.lower(),), acts=own, date=act["date"], text=f" {text}")


def _date(act: dict[Any, Any], w: Words) -> str:
    return w.when(act["latest"], act["precision"])


def _sources(ledger: Ledger) -> Iterator[Entry]:
    acts = _grouped(ledger.citations, "source", "act")
    for source in ledger.sources.itertuples():
        called = names(source.publisher, source.publisher_zh) + names(source.title, sounded=False)
        yield Entry("source", source.id, (source.id.lower(),), called, acts.get(source.id, frozenset()))


def _pages() -> Iterator[Entry]:
    for path, name in titles.NAMES.items():
        # An act has a page of its own each, found as the act.
        if path != "act":
            called = names(*(translations(lang).gettext(name) for lang in LANGUAGES))
            yield Entry("page", path, (path,) if path else (), called)
