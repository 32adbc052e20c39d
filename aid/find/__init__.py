"""Finding by name: what a reader types, in either language or by its sound, and what of the table it may mean."""

from aid.find.index import index
from aid.find.match import Found, Hit, find
from aid.find.told import told

__all__ = ["Found", "Hit", "find", "index", "told"]
