"""A part of the real table that keeps its size when the table grows, so that numbers of it can be counted by hand."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

# Every kind, basis and precision, gifts each way and one way, two currencies, what is not counted, and no country.
INBOUND = (
    "2020-in-hankook-funds",
    "2020-in-shiraz-letter",
    "2020-01-28-in-mito-letter",
    "2020-01-28-in-mito-masks",
    "2020-01-31-in-hiroshima-masks",
    "2020-02-in-busan-supplies",
    "2020-02-04-in-sanjo-supplies",
    "2020-02-05-in-korea-government-supplies",
    "2020-02-10-in-liao-honghai-supplies",
    "2020-02-20-in-chinese-in-australia-supplies",
    "2020-02-24-in-minsk-region-masks",
    "2020-03-13-in-brunel-letter",
    "2020-03-24-in-ukraine-government-thanks",
    "2020-04-30-in-laos-supplies",
    "2020-04-30-in-sco-letter",
    "2020-06-17-in-san-jose-department-supplies",
)
OUTBOUND = (
    "2020-out-colombia-supplies",
    "2020-03-10-out-seoul-masks",
    "2020-03-24-out-ukraine-government-video",
    "2020-03-25-out-busan-masks",
    "2020-04-out-vietnam-supplies",
    "2020-04-17-out-minsk-region-supplies",
    "2020-04-27-out-sanjo-supplies",
    "2020-04-28-out-chinese-in-el-salvador-masks",
    "2020-04-30-out-japan-letter",
    "2020-04-30-out-sco-supplies",
    "2020-05-14-out-algeria-medical-team",
    "2020-05-21-out-mito-supplies",
    "2020-05-29-out-windhoek-supplies",
    "2020-05-30-out-san-jose-department-yuzhong-masks",
    "2020-06-23-out-partner-universities-finland-letter",
    "2021-out-antwerp-province-supplies",
)


def extract(data: Path, folder: Path, acts: Collection[str] = INBOUND + OUTBOUND, **instead: str) -> Path:
    """Makes the table of these acts alone in a new folder: their items, disputes, parties and sources, every claim.

    What is given as `claims` or `disputes` stands there instead of that file's own lines.
    """
    shutil.copytree(data, folder)
    for table, lines in instead.items():
        header = (folder / f"{table}.csv").read_text("utf-8").partition("\n")[0]
        (folder / f"{table}.csv").write_text(f"{header}\n{lines}", "utf-8")
    kept = _keep(folder, "acts", lambda row: row["id"] in acts)
    assert len(kept) == len(acts), f"not in acts.csv: {set(acts) - {row['id'] for row in kept}}"
    _keep(folder, "items", lambda row: row["act"] in acts)
    disputes = _keep(folder, "disputes", lambda row: row["act"] in acts)
    parties = {row[column] for row in kept for column in ("partner", "hub_party")}
    _keep(folder, "parties", lambda row: row["id"] in parties)
    claims = _keep(folder, "claims", lambda row: True)
    sources = {source for row in [*kept, *claims] for source in row["sources"].split(";")}
    sources |= {row["source"] for row in disputes}
    _keep(folder, "sources", lambda row: row["id"] in sources)
    return folder


def _keep(folder: Path, table: str, wanted: Callable[[dict[str, str]], bool]) -> list[dict[str, str]]:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        read = csv.DictReader(lines)
        kept, header = [row for row in read if wanted(row)], read.fieldnames or ()
    with path.open("w", encoding="utf-8", newline="") as lines:
        written = csv.DictWriter(lines, header, lineterminator="\n")
        written.writeheader()
        written.writerows(kept)
    return kept
