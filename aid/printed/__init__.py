"""One country on one page of paper: what stands on it, and how densely it is set."""

from aid.printed.content import Act, Sheet, Source, sheet
from aid.printed.density import fitting
from aid.printed.ladder import Density

__all__ = ["Act", "Density", "Sheet", "Source", "fitting", "sheet"]
