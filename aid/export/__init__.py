"""The same answers as files: what is on screen, typed and explained, with nothing that a spreadsheet would run."""

from aid.export.answers import Answer, answers, masks, records

__all__ = ["Answer", "answers", "masks", "records"]
