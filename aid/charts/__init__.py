"""A small frame becomes a figure and its alternative text. Charts know colours and words, never files."""

from aid.charts.compare import masks
from aid.charts.crowd import crowd
from aid.charts.exchange import exchange, span
from aid.charts.gaps import bar
from aid.charts.nearby import near
from aid.charts.paint import Drawing
from aid.charts.searched import searched
from aid.charts.thread import thread
from aid.charts.timeline import timeline
from aid.charts.worldmap import world

__all__ = ["Drawing", "bar", "crowd", "exchange", "masks", "near", "searched", "span", "thread", "timeline", "world"]
