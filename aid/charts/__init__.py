"""A small frame becomes a figure and its alternative text. Charts know colours and words, never files."""

from aid.charts.nearby import near
from aid.charts.paint import Drawing
from aid.charts.thread import thread
from aid.charts.timeline import timeline
from aid.charts.worldmap import world

__all__ = ["Drawing", "near", "thread", "timeline", "world"]
