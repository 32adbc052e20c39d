"""Two languages: what a page says, and how dates, numbers, lists and names are written in each.

A `Words` is handed from room to room and never kept in a global: every session is a thread of its own, and two
readers with two languages share one process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd
import pycountry
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, get_currency_name

from aid import catalogue
from aid.recall import recalled
from aid.table import Ledger

DAY = {"en": "d MMMM y", "zh": "y年M月d日"}
DAY_ALONE = {"en": "d MMMM", "zh": "M月d日"}
MONTH = {"en": "MMMM y", "zh": "y年M月"}
MONTH_ALONE = {"en": "MMMM", "zh": "M月"}
YEAR = {"en": "y", "zh": "y年"}
WITH_ARTICLE = (
    "United ",
    "Netherlands",
    "Philippines",
    "Maldives",
    "Bahamas",
    "Gambia",
    "Comoros",
    "Central African",
    "Dominican Republic",
    "Solomon",
    "Marshall",
    "British",
    "U.S.",
    "Cayman",
    "Cook",
    "Falkland",
    "Faroe",
    "Northern Mariana",
    "Turks",
)
BODY_OF = r"(City|City Municipality|Municipality|Government|Province|Ministry|Embassy|Prime Minister) of "
TEN_THOUSAND, HUNDRED_MILLION = 10_000, 100_000_000


def mark(message: str) -> str:
    """The message itself, so that a message said later, from a variable, is found by the extraction."""
    return message


@lru_cache(maxsize=8)
def words(lang: str, ledger: Ledger) -> Words:
    """The words of a language for a table; made once for each table and language."""
    return Words(lang, ledger)


class Words:
    """Everything a page needs to speak one language: messages, labels of codes, names, dates, numbers, lists."""

    def __init__(self, lang: str, ledger: Ledger) -> None:
        self.lang = lang if lang in catalogue.LANGUAGES else "en"
        self.locale = Locale("en", "GB") if self.lang == "en" else Locale.parse("zh_Hans_CN")
        self._ledger = ledger
        self._messages = catalogue.translations(self.lang)

    # ---- messages ----

    def say(self, message: str, **given: object) -> str:
        """The message in this language, its `{names}` filled in."""
        text = self._messages.gettext(message)
        return text.format(**given) if given else text

    def plural(self, one: str, many: str, n: int, **given: object) -> str:
        """The message for `n` things, its `{n}` written as a number of this language."""
        return self._messages.ngettext(one, many, n).format(n=self.number(n), **given)

    def join(self, parts: Iterable[str], *, any_of: bool = False, plain: bool = False) -> str:
        """A list in running text: "a, b and c" / 「a、b和c」; `any_of`: "or" / 「或」; `plain`: 「a、b、c」."""
        listed = list(parts)
        if len(listed) < 2:
            return "".join(listed)
        if self.lang == "zh" and plain:
            return "、".join(listed)
        return str(format_list(listed, style="or" if any_of else "standard", locale=self.locale))

    def run_on(self, sentences: Iterable[str]) -> str:
        """Whole sentences one after the other: parted by a space in English, by nothing in Chinese."""
        return (" " if self.lang == "en" else "").join(sentences)

    def clauses(self, parts: Iterable[str]) -> str:
        """Short clauses one after the other: "a, b, c" / 「a，b，c」."""
        return (", " if self.lang == "en" else "，").join(parts)

    @recalled(4096)
    def order(self, name: str) -> bytes:
        """The key by which names are sorted: the alphabet in English, pinyin in Chinese."""
        # GB 2312 lists the common characters by pinyin, and GB 18030 keeps its codes.
        return name.encode("gb18030") if self.lang == "zh" else name.casefold().encode()

    def pick(self, english: str | None, chinese: str | None) -> str:
        """The text of this language from a pair of columns; an empty string where the table has none."""
        text = english if self.lang == "en" else chinese
        return "" if text is None or pd.isna(text) else str(text)

    def capital(self, text: str) -> str:
        """The text with a capital first letter, where the language has them."""
        return text[:1].upper() + text[1:]

    # ---- codes, from the table's own description ----

    @cached_property
    def _fields(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {
            (resource["name"], field["name"]): field
            for resource in self._ledger.descriptor["resources"]
            for field in resource["schema"]["fields"]
        }

    @cached_property
    def _labels(self) -> dict[tuple[str, str, str], dict[str, Any]]:
        return {
            (*key, category["value"]): category
            for key, field in self._fields.items()
            for category in field.get("categories", ())
        }

    @recalled(2048)
    def label(self, resource: str, field: str, code: str | None) -> str:
        """What a code of the table is called, e.g. ("acts", "kind", "supplies") -> "Goods"; "" for no code."""
        if code is None or pd.isna(code):
            return ""
        found = self._labels[resource, field, code]
        return str(found["label" if self.lang == "en" else "label_zh"])

    def codes(self, resource: str, field: str) -> list[str]:
        """The codes of a column, in the order of the table's description."""
        return [str(category["value"]) for category in self._fields[resource, field]["categories"]]

    def meaning(self, resource: str, field: str, code: str) -> str:
        """What a code means, where the table's description explains it; else an empty string."""
        return self.described(self._labels[resource, field, code])

    @recalled(2048)
    def language(self, tag: str) -> str:
        """The name of a language: "Japanese" / 「日语」."""
        return str(Locale.parse(tag.split("-")[0]).get_display_name(self.locale) or tag)

    def kind(self, code: str) -> str:
        """The kind of an act, as a label."""
        return self.label("acts", "kind", code)

    def title(self, resource: str, field: str) -> str:
        """The heading of a column, as the table's description has it."""
        found = self._fields[resource, field]
        return str(found["title" if self.lang == "en" else "title_zh"])

    def described(self, thing: Mapping[str, Any], what: str = "description") -> str:
        """A title or description of the descriptor in this language."""
        return str(thing.get(what if self.lang == "en" else f"{what}_zh", ""))

    def family(self, code: str) -> str:
        """What a family of items is called: "masks" / 「口罩」."""
        found = {family["value"]: family for family in self._ledger.descriptor["families"]}[code]
        return self.described(found, "label")

    @recalled(4096)
    def amount(self, item: str, quantity: int | None, unit: str | None) -> str:
        """An item with its number: "5,000 N95 masks" / 「N95口罩5000只」; the bare name where no number is told."""
        known = self._labels["items", "item", item]
        if quantity is None or pd.isna(quantity) or unit is None:
            return self.label("items", "item", item)
        number, measure = self.number(int(quantity)), self._labels["items", "unit", unit]
        if self.lang == "zh":
            counter = measure.get("counter_zh") or known.get("counter_zh", "")
            return f"{known['label_zh']}{number}{counter}"
        one = int(quantity) == 1
        label = known.get("label_counted_one" if one else "label_counted") or known["label_one" if one else "label"]
        if unit == "piece" or known.get("unit_in_label") == unit:
            return f"{number} {label}"
        return f"{number} {measure['label_one' if one else 'label']} of {known['label']}"

    # ---- names ----

    @cached_property
    def _countries(self) -> dict[str, str]:
        column = "name_en" if self.lang == "en" else "name_zh"
        return dict(zip(self._ledger.countries["iso3"], self._ledger.countries[column], strict=True))

    @cached_property
    def _parties(self) -> dict[str, str]:
        column = "name_en" if self.lang == "en" else "name_zh"
        return dict(zip(self._ledger.parties["id"], self._ledger.parties[column], strict=True))

    def country(self, iso3: str) -> str:
        """The customary name of a country or region; from the table's list, else from CLDR, else the code."""
        if iso3 in self._countries:
            return self._countries[iso3]
        known = pycountry.countries.get(alpha_3=iso3)
        return str(self.locale.territories.get(known.alpha_2, known.name)) if known else iso3

    def the_country(self, iso3: str) -> str:
        """The name of a country within a sentence: with its article in English, where it has one."""
        name = self.country(iso3)
        return f"the {name}" if self.lang == "en" and name.startswith(WITH_ARTICLE) else name

    def the_party(self, party: str) -> str:
        """The name of a party within a sentence: "the City of Mito"."""
        name = self.party(party)
        return f"the {name}" if self.lang == "en" and re.match(BODY_OF, name) else name

    def knows_party(self, party: str) -> bool:
        """Whether the table has a party of this id."""
        return party in self._parties

    def party(self, party: str) -> str:
        """The name of a party."""
        return self._parties[party]

    # ---- numbers and dates ----

    def digits(self, value: int) -> str:
        """A number in digits, grouped, for figures that stand under one another."""
        return str(format_decimal(value, locale=self.locale))

    @recalled(4096)
    def number(self, value: float | Decimal) -> str:
        """A number as this language writes it: "50,000" / 「5万」. Never rounded."""
        exact = Decimal(str(value)).normalize()
        if self.lang == "zh" and exact >= TEN_THOUSAND:
            size, sign = (HUNDRED_MILLION, "亿") if exact >= HUNDRED_MILLION else (TEN_THOUSAND, "万")
            share = (exact / size).normalize()
            # More than two places after the point are read more easily as plain digits.
            if share == share.quantize(Decimal("0.01")):
                return f"{share:f}{sign}"
        if self.lang == "zh":
            return f"{exact:f}"
        return str(format_decimal(exact, locale=self.locale, decimal_quantization=False))

    @recalled(4096)
    def money(self, value: float | Decimal, currency: str) -> str:
        """An amount of money with its currency: "USD 300,000" / 「30万美元」."""
        if self.lang == "zh":
            # Nobody writes 916万人民币.
            name = "元" if currency == "CNY" else get_currency_name(currency, locale=self.locale)
            return f"{self.number(value)}{name}"
        return f"{currency} {self.number(value)}"

    @recalled(4096)
    def day(self, when: date, *, year: bool = True) -> str:
        """A day: "19 March 2020" / 「2020年3月19日」."""
        return str(format_date(when, (DAY if year else DAY_ALONE)[self.lang], locale=self.locale))

    @recalled(4096)
    def month(self, when: date, *, year: bool = True) -> str:
        """A month: "March 2020" / 「2020年3月」."""
        return str(format_date(when, (MONTH if year else MONTH_ALONE)[self.lang], locale=self.locale))

    @recalled(4096)
    def short_month(self, when: date) -> str:
        """A month in few letters, for an axis: "Mar" / 「3月」."""
        return str(format_date(when, "MMM" if self.lang == "en" else "M月", locale=self.locale))

    @recalled(4096)
    def when(self, latest: date, precision: str) -> str:
        """A date of the table as precise as it is known: a day, a month or a year, from its last day."""
        if precision == "day":
            return self.day(latest)
        return (
            self.month(latest)
            if precision == "month"
            else str(format_date(latest, YEAR[self.lang], locale=self.locale))
        )

    def dated(self, latest: date, precision: str) -> str:
        """A date within a sentence: "on 19 March 2020", "in March 2020" / 「2020年3月19日」."""
        when = self.when(latest, precision)
        return self.say("on {day}", day=when) if precision == "day" else self.say("in {month}", month=when)

    def span(self, since: date | None, until: date | None) -> str:
        """A period: "March to May 2020" / 「2020年3月至5月」; open at one end where that end is None."""
        if since and until:
            return self._closed_span(since, until)
        if since:
            return self.say("from {start} on", start=self.day(since))
        return self.say("up to {end}", end=self.day(until)) if until else ""

    def _closed_span(self, since: date, until: date) -> str:
        whole_months = since.day == 1 and until.day == pd.Timestamp(until).days_in_month
        same_year = since.year == until.year
        if whole_months and same_year and (since.month, until.month) == (1, 12):
            return self.when(until, "year")
        if whole_months and same_year and since.month == until.month:
            return self.month(until)
        if since == until:
            return self.day(until)
        write = self.month if whole_months else self.day
        # The year stands once: last in English, first in Chinese.
        start = write(since, year=not same_year or self.lang == "zh")
        end = write(until, year=not same_year or self.lang == "en")
        return self.say("{start} to {end}", start=start, end=end)
