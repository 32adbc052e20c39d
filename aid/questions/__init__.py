"""All that the app knows how to ask of the table: (ledger, view) -> a small frame.

Every question is written in Narwhals over lazy frames, so that the same expressions can run on other engines than
pandas, and answers with a small pandas frame whose columns its docstring lists. Unknown is null, never zero.
"""

from aid.questions.claims import claim_sources, claims_against
from aid.questions.compare import MOST, comparable, masks_side_by_side
from aid.questions.dates import dates
from aid.questions.disputes import disputes, disputes_of, spreads
from aid.questions.exchange import exchange, exchanged, returns
from aid.questions.kindred import kindred
from aid.questions.known import known
from aid.questions.places import by_country, pieces_between, unplaced
from aid.questions.rows import (
    MOST_DRAWN,
    Named,
    acts,
    cited,
    crowded,
    item_rows,
    leaf,
    listable,
    named,
    newest,
    parties,
    resting_count,
    resting_on,
    source_count,
    sources,
)
from aid.questions.searches import looked, not_looked, searched, searches
from aid.questions.select import GIFTS, matching
from aid.questions.thread import thread
from aid.questions.times import Reach, by_day, by_period, reach
from aid.questions.totals import gifts_before, masks_and_more, money, totals

__all__ = [
    "GIFTS",
    "MOST",
    "MOST_DRAWN",
    "Named",
    "Reach",
    "acts",
    "by_country",
    "by_day",
    "by_period",
    "cited",
    "claim_sources",
    "claims_against",
    "comparable",
    "crowded",
    "dates",
    "disputes",
    "disputes_of",
    "exchange",
    "exchanged",
    "gifts_before",
    "item_rows",
    "kindred",
    "known",
    "leaf",
    "listable",
    "looked",
    "masks_and_more",
    "masks_side_by_side",
    "matching",
    "money",
    "named",
    "newest",
    "not_looked",
    "parties",
    "pieces_between",
    "reach",
    "resting_count",
    "resting_on",
    "returns",
    "searched",
    "searches",
    "source_count",
    "sources",
    "spreads",
    "thread",
    "totals",
    "unplaced",
]
