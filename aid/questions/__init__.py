"""All that the app knows how to ask of the table: (ledger, view) -> a small frame.

Every question is written in Narwhals over lazy frames, so that the same expressions can run on other engines than
pandas, and answers with a small pandas frame whose columns its docstring lists. Unknown is null, never zero.
"""

from aid.questions.claims import claims_against
from aid.questions.places import by_country, unplaced
from aid.questions.rows import acts, cited, item_rows, parties, sources
from aid.questions.select import GIFTS, matching
from aid.questions.thread import thread
from aid.questions.times import by_period
from aid.questions.totals import masks_and_more, money, totals

__all__ = [
    "GIFTS",
    "acts",
    "by_country",
    "by_period",
    "cited",
    "claims_against",
    "item_rows",
    "masks_and_more",
    "matching",
    "money",
    "parties",
    "sources",
    "thread",
    "totals",
    "unplaced",
]
