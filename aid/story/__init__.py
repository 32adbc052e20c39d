"""The exchange told in steps: each a few sentences, a figure and the acts it rests on, all worked out from the table.

A step is a record: what it is called in the address, how its facts are found in the table, how they are said, and
which figure shows them. What a step rests on may be missing from a table; then the step is left out. No number is
written into a sentence: `Facts` hold them, and the sentences have places for them.
"""

from aid.story.beginning import MITO, WORST_WEEKS
from aid.story.ending import RETURN, UNKNOWN
from aid.story.people import DOCTORS, UKRAINE
from aid.story.step import Facts, Quoted, Step, Telling
from aid.story.telling import headings, steps, tell, telling
from aid.story.tokens import ITALY, VERSES
from aid.story.turn import TURN

__all__ = [
    "DOCTORS",
    "ITALY",
    "MITO",
    "RETURN",
    "TURN",
    "UKRAINE",
    "UNKNOWN",
    "VERSES",
    "WORST_WEEKS",
    "Facts",
    "Quoted",
    "Step",
    "Telling",
    "headings",
    "steps",
    "tell",
    "telling",
]
