"""The questions once more, in plain Python over the rows of the CSV files: no data frame, nothing from `aid/`.

A second method is worth something only if it shares nothing with the first. `View` comes in as any object that has
its attributes.
"""

from __future__ import annotations

import csv
import json
from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

GIFTS = {"supplies", "funds", "medical_team"}
NO_COUNTRY = {"diaspora", "international_organisation"}
Rows = list[dict[str, str]]


def span(text: str) -> tuple[date, date, str]:
    """The first and the last day of a date as precise as it is, and its precision."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31), "year"
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], monthrange(parts[0], parts[1])[1]), "month"
    return date(*parts), date(*parts), "day"


@dataclass(frozen=True)
class Act:
    """One act with its partner and what it held."""

    id: str
    direction: str
    kind: str
    partner: str
    hub: str
    country: str
    type: str
    confidence: str
    value: Decimal | None
    currency: str
    date: str
    earliest: date | None
    latest: date
    precision: str
    items: tuple[tuple[str, int | None, str], ...]
    text: str
    basis: str
    sides: frozenset[str]
    standings: frozenset[str]
    languages: frozenset[str]
    source_count: int
    disputed: bool

    @property
    def gift(self) -> bool:
        return self.kind in GIFTS

    @property
    def told(self) -> str:
        by = self.sides & {"hub", "partner"}
        return "both" if len(by) == 2 else next(iter(by), "third")

    @property
    def counted(self) -> str:
        return "" if self.type in NO_COUNTRY else self.country


@dataclass(frozen=True)
class Table:
    """The rows of the files, and the descriptor."""

    files: dict[str, Rows]
    descriptor: Any

    @classmethod
    def of(cls, folder: Path) -> Table:
        files = {}
        for path in folder.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as lines:
                files[path.stem] = list(csv.DictReader(lines))
        return cls(files, json.loads((folder / "datapackage.json").read_text("utf-8")))

    def codes(self, resource: str, field: str) -> list[dict[str, Any]]:
        """The codes of a column as the descriptor has them."""
        table = next(table for table in self.descriptor["resources"] if table["name"] == resource)
        return next(column["categories"] for column in table["schema"]["fields"] if column["name"] == field)

    @cached_property
    def family(self) -> dict[str, str]:
        return {item["value"]: item["family"] for item in self.codes("items", "item")}

    @cached_property
    def summable(self) -> list[str]:
        return [family["value"] for family in self.descriptor["families"] if family.get("summable", True)]

    @cached_property
    def acts(self) -> list[Act]:
        parties = {party["id"]: party for party in self.files["parties"]}
        held = defaultdict(list)
        for item in self.files["items"]:
            quantity = int(item["quantity"]) if item["quantity"] else None
            held[item["act"]].append((item["item"], quantity, item["unit"]))
        sources = {source["id"]: source for source in self.files["sources"]}
        disputed = {version["act"] for version in self.files["disputes"]}
        acts = []
        for row in self.files["acts"]:
            cited = [sources[source] for source in row["sources"].split(";")]
            partner, hub = parties[row["partner"]], parties[row["hub_party"]]
            earliest, latest, precision = span(row["date"])
            said = [row[name] for name in ("id", "note_en", "note_zh", "caveat_en", "caveat_zh")]
            said += [partner["name_en"], partner["name_zh"], hub["name_en"], hub["name_zh"]]
            acts.append(
                Act(
                    id=row["id"],
                    direction=row["direction"],
                    kind=row["kind"],
                    partner=row["partner"],
                    hub=row["hub_party"],
                    country=partner["country"],
                    type=partner["type"],
                    confidence=row["confidence"],
                    value=Decimal(row["value"]) if row["value"] else None,
                    currency=row["currency"],
                    date=row["date"],
                    earliest=None if row["date_basis"] == "no_later_than" else earliest,
                    latest=latest,
                    precision=precision,
                    items=tuple(held[row["id"]]),
                    text="\n".join(said).lower(),
                    basis=row["date_basis"],
                    sides=frozenset(source["side"] for source in cited),
                    standings=frozenset(source["standing"] for source in cited),
                    languages=frozenset(source["language"].split("-")[0] for source in cited),
                    source_count=len(cited),
                    disputed=row["id"] in disputed,
                )
            )
        return acts

    def says(self, act: Act, word: str) -> bool:
        """Whether a word, in lower case, stands in what can be searched of an act."""
        if word in act.text:
            return True
        named = [kind for kind in self.codes("acts", "kind") if kind["value"] == act.kind]
        held = {item for item, _, _ in act.items}
        named += [item for item in self.codes("items", "item") if item["value"] in held]
        if any(word in code["label"].lower() or word in code["label_zh"].lower() for code in named):
            return True
        return any(
            word in place[name].lower()
            for place in self.files["countries"]
            if place["iso3"] == act.country
            for name in ("iso3", "name_en", "name_zh")
        )

    def found(self, view: Any) -> list[Act]:
        """The acts that answer a view, in the order of the files."""
        return [act for act in self.acts if self._answers(act, view)]

    def _answers(self, act: Act, view: Any) -> bool:
        wanted = (
            ((view.direction,) if view.direction else (), act.direction),
            (view.kind, act.kind),
            (view.country, act.country),
            (view.party, act.type),
            (view.confidence, act.confidence),
            (view.told, act.told),
            (view.basis, act.basis),
            (view.precision, act.precision if act.earliest else "bound"),
            ((view.sources,) if view.sources else (), "several" if act.source_count > 1 else "one"),
            ((view.standing,) if view.standing else (), "original" if "original" in act.standings else "copies"),
            ((view.disputed,) if view.disputed else (), "yes" if act.disputed else "no"),
        )
        if any(codes and code not in codes for codes, code in wanted):
            return False
        if view.item and not {self.family[item] for item, _, _ in act.items} & set(view.item):
            return False
        if view.language and not act.languages & set(view.language):
            return False
        if view.moment and act.latest.isoformat()[:7] > view.moment:
            return False
        if view.since and act.latest < view.since:
            return False
        if view.until and act.earliest and act.earliest > view.until:
            return False
        return all(self.says(act, word) for word in view.q.lower().split())

    def ordered(self, view: Any) -> list[str]:
        """The ids of the acts of a view: by upper bound, then lower bound (none last), then id."""
        acts = sorted(self.found(view), key=lambda a: (a.latest, a.earliest is None, a.earliest or a.latest, a.id))
        return [act.id for act in acts]

    def totals(self, view: Any) -> dict[str, dict[str, Any]]:
        """The counts of a view by direction."""
        answer = {}
        for direction in ("inbound", "outbound"):
            acts = [act for act in self.found(view) if act.direction == direction]
            gifts = [act for act in acts if act.gift]
            days = [act.latest for act in gifts if act.precision == "day" and act.earliest]
            answer[direction] = {
                "acts": len(acts),
                "gifts": len(gifts),
                "goods": sum(act.kind == "supplies" for act in acts),
                "vague": sum(may_lie_outside(act, view.since, view.until) for act in acts),
                "countries": len({act.counted for act in acts} - {""}),
                "giving": len({act.counted for act in gifts} - {""}),
                "unplaced": sum(not act.country for act in acts),
                "dated": len(days),
                "first": min(days, default=None),
            }
        return answer

    def pieces(self, acts: list[Act], family: str) -> tuple[int | None, int, int]:
        """The pieces of a family that acts tell (None: nobody tells), how many tell, how many name the family."""
        naming = reporting = 0
        total = None
        for act in acts:
            own = [held for held in act.items if self.family[held[0]] == family]
            told = [quantity for _, quantity, unit in own if unit == "piece" and quantity is not None]
            naming += bool(own)
            reporting += bool(told)
            if told:
                total = (total or 0) + sum(told)
        return total, reporting, naming

    def masks_and_more(self, view: Any) -> dict[tuple[str, str], tuple[int | None, int, int]]:
        """(quantity, reporting, naming) by direction and family, for those that occur."""
        answer = {}
        for direction in ("inbound", "outbound"):
            acts = [act for act in self.found(view) if act.direction == direction]
            for family in self.summable:
                counted = self.pieces(acts, family)
                if counted[2]:
                    answer[direction, family] = counted
        return answer

    def money(self, view: Any) -> dict[tuple[str, str], tuple[Decimal, int]]:
        """(value, reporting) by direction and currency."""
        told = defaultdict(list)
        for act in self.found(view):
            if act.value is not None:
                told[act.direction, act.currency].append(act.value)
        return {key: (sum(values, Decimal(0)), len(values)) for key, values in told.items()}

    def by_country(self, view: Any) -> dict[tuple[str, str], tuple[int, int, Decimal | None, int, str | None]]:
        """(acts, gifts, size, reporting, currency) by country and direction."""
        groups = defaultdict(list)
        for act in self.found(view):
            if act.country:
                groups[act.country, act.direction].append(act)
        answer = {}
        for key, acts in groups.items():
            size: Decimal | None = Decimal(len(acts))
            reporting, currency = len(acts), None
            if view.measure == "value":
                told = [act for act in acts if act.value is not None]
                currencies = {act.currency for act in told}
                reporting = len(told)
                size = sum((act.value or Decimal(0) for act in told), Decimal(0)) if len(currencies) == 1 else None
                currency = currencies.pop() if len(currencies) == 1 else None
            elif view.measure != "acts":
                pieces, reporting, _ = self.pieces(acts, view.measure)
                size = None if pieces is None else Decimal(pieces)
            answer[key] = (len(acts), sum(act.gift for act in acts), size, reporting, currency)
        return answer

    def by_period(self, view: Any) -> dict[tuple[int, int | None, str], tuple[int, int]]:
        """(acts, of which bounded) by year, month and direction."""
        acts, bounded = Counter(), Counter()
        for act in self.found(view):
            key = (act.latest.year, None if act.precision == "year" else act.latest.month, act.direction)
            acts[key] += 1
            bounded[key] += act.earliest is None
        return {key: (count, bounded[key]) for key, count in acts.items()}

    def thread(self, view: Any) -> dict[str, dict[str, Any]]:
        """Give and take by partner."""
        groups = defaultdict(list)
        for act in self.found(view):
            groups[act.partner].append(act)
        return {partner: _give_and_take(acts) for partner, acts in groups.items()}

    def claims(self) -> dict[str, tuple[int | None, Decimal | None, Decimal | None]]:
        """(names, itemised, perhaps) of each reported total."""
        answer = {}
        for claim in self.files["claims"]:
            named = claim["named"].split(";") if claim["named"] else []
            acts = [act for act in self.acts if act.direction == claim["direction"]]
            acts = [act for act in acts if not claim["kind"] or act.kind == claim["kind"]]
            if claim["scope"] == "named":
                acts = [act for act in acts if act.country in named]
            sure = perhaps = acts
            if claim["as_of"]:
                until = span(claim["as_of"])[1]
                sure = [act for act in acts if act.latest <= until]
                perhaps = [act for act in acts if act.earliest is None or act.earliest <= until]
            measured = [self._measured(some, claim["measure"], claim["currency"]) for some in (sure, perhaps)]
            answer[claim["id"]] = (len(named) or None, measured[0], measured[1])
        return answer

    def _measured(self, acts: list[Act], measure: str, currency: str) -> Decimal | None:
        if measure == "masks":
            pieces = self.pieces(acts, "masks")[0]
            return None if pieces is None else Decimal(pieces)
        if measure == "value":
            told = [act.value for act in acts if act.value is not None and act.currency == currency]
            return sum(told, Decimal(0)) if told else None
        key = {
            "countries": lambda act: act.counted,
            "recipients": lambda act: act.partner,
            "meetings": lambda act: (act.date, act.hub),
            "acts": lambda act: act.id,
            "batches": lambda act: act.id,
        }[measure]
        return Decimal(len({key(act) for act in acts} - {""}))


def may_lie_outside(act: Act, since: date | None, until: date | None) -> bool:
    """Whether an act that matches a period may also lie before or after it."""
    before = since is not None and (act.earliest is None or act.earliest < since)
    return before or (until is not None and act.latest > until)


def _give_and_take(acts: list[Act]) -> dict[str, Any]:
    gifts = {way: [a for a in acts if a.gift and a.direction == way] for way in ("inbound", "outbound")}
    first = {way: min(some, key=lambda a: (a.latest, a.id), default=None) for way, some in gifts.items()}
    came, went = first["inbound"], first["outbound"]
    told: dict[str, Any] = {
        "acts_in": sum(a.direction == "inbound" for a in acts),
        "acts_out": sum(a.direction == "outbound" for a in acts),
        "gifts_in": len(gifts["inbound"]),
        "gifts_out": len(gifts["outbound"]),
        "in_act": came.id if came else None,
        "out_act": went.id if went else None,
        "in_earliest": came.earliest if came else None,
        "in_latest": came.latest if came else None,
        "out_earliest": went.earliest if went else None,
        "out_latest": went.latest if went else None,
        "first": None,
        "days_min": None,
        "days_max": None,
    }
    if came and went:
        for one, other, way, back in ((came, went, "inbound", "outbound"), (went, came, "outbound", "inbound")):
            if one.earliest is None:
                continue
            most = (other.latest - one.earliest).days
            # The order is told if no gift of the other side can lie before the first one's last day.
            later = all(gift.earliest is not None and gift.earliest > one.latest for gift in gifts[back])
            if other.earliest is not None and later:
                told |= {"first": way, "days_min": (other.earliest - one.latest).days, "days_max": most}
            elif other.earliest is None and other.latest > one.latest:
                told |= {"days_max": most}
    return told
