"""How to get the rows of a view with curl, Python, R, DuckDB and Excel: code that a reader can paste.

Each example asks the address it is given; the tests run those that can be run.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from aid.words import Words


@dataclass(frozen=True)
class Example:
    """One way to get the rows: what it is called, its language for colouring, the code or the steps."""

    name: str
    syntax: str | None
    code: str


def examples(address: Callable[[str], str], words: Words) -> list[Example]:
    """An example for each tool; `address` gives the full address of a file by its extension."""
    quoted = {kind: json.dumps(address(kind)) for kind in ("csv", "json", "parquet")}
    return [
        Example("curl", "bash", f"curl --fail -o acts.csv {_in_shell(address('csv'))}"),
        Example(
            "pandas",
            "python",
            "import pandas as pd\n\n"
            f'acts = pd.read_csv({quoted["csv"]}, parse_dates=["earliest", "latest"])\n'
            'print(acts.groupby(["direction", "kind"]).size())',
        ),
        Example(
            "R",
            "r",
            f"library(readr)\n\nacts <- read_csv({quoted['csv']})\ntable(acts$direction, acts$kind)",
        ),
        Example(
            "DuckDB",
            "sql",
            "SELECT direction, kind, count(*) AS acts\n"
            f"FROM read_csv({_in_sql(address('csv'))})\n"
            "GROUP BY ALL ORDER BY ALL;",
        ),
        Example(
            "Excel",
            None,
            words.say(
                "Data → From Web, paste this address, choose “65001: Unicode (UTF-8)” as the file’s origin, Load. "
                "To refresh it later: Data → Refresh All."
            )
            + "\n"
            + address("csv"),
        ),
    ]


def _in_shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _in_sql(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
