"""All that the app knows how to ask of the table: (ledger, view) -> a small frame.

Every question is written in Narwhals over lazy frames, so that the same expressions can run on other engines than
pandas, and answers with a small pandas frame whose columns its docstring lists. Unknown is null, never zero.
"""

from aid.questions.claims import claims_against
from aid.questions.compare import MOST, comparable, masks_side_by_side
from aid.questions.dates import dates
from aid.questions.disputes import disputes, pieces_between, spreads
from aid.questions.exchange import exchange, exchanged, returns
from aid.questions.kindred import kindred
from aid.questions.known import known
from aid.questions.places import by_country, unplaced
from aid.questions.rows import acts, cited, item_rows, parties, sources
from aid.questions.searches import looked, not_looked, searched, searches
from aid.questions.select import GIFTS, matching
from aid.questions.thread import thread
from aid.questions.times import by_period
from aid.questions.totals import masks_and_more, money, totals

__all__ = [
    "GIFTS",
    "MOST",
    "acts",
    "by_country",
    "by_period",
    "cited",
    "claims_against",
    "comparable",
    "dates",
    "disputes",
    "exchange",
    "exchanged",
    "item_rows",
    "kindred",
    "known",
    "looked",
    "masks_and_more",
    "masks_side_by_side",
    "matching",
    "money",
    "not_looked",
    "parties",
    "pieces_between",
    "returns",
    "searched",
    "searches",
    "sources",
    "spreads",
    "thread",
    "totals",
    "unplaced",
]
