"""Checks of a deployed address from outside: `python -m aid.smoke URL`. Nothing but Python's own library is needed."""
