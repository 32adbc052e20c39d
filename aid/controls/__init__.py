"""The only room with Streamlit in it: the entrance, the filter bar bound to the address, and the blocks of pages."""

from aid.controls.act import act_bar, act_caveat, act_facts, act_place, act_sources, cite_act, no_such_act
from aid.controls.arrive import (
    Enough,
    Here,
    arrive,
    follow,
    here,
    keep_address,
    open_act,
    open_country,
    pages_in,
    tab_title,
)
from aid.controls.blocks import caption, draw, headline, lanes, legend, month_table
from aid.controls.compare import choose_countries, offer_countries, side_by_side
from aid.controls.components import figures, partners
from aid.controls.country import (
    atlas,
    cards,
    country_bar,
    crowded_country,
    no_act,
    party_list,
    several_countries,
    told_gaps,
)
from aid.controls.data import files as data_files
from aid.controls.data import key_table, more_addresses, other_answers, recipes
from aid.controls.dates import lens, tray
from aid.controls.drawn import timeline, world
from aid.controls.exchange import pair_choices, pairs
from aid.controls.filterbar import filters, nothing, search, too_many
from aid.controls.frame import foot, no_table, notices, top
from aid.controls.known import act_disputes, act_known, known_summary
from aid.controls.method import dictionary, licence_and_correction, method
from aid.controls.missing import gaps, looked_for, map_choice, searched_map, where_looked
from aid.controls.source import asked_source
from aid.controls.story import one_step, whole_story
from aid.controls.tables import act_leaves, act_table, claim_table, downloads, source_table
from aid.controls.time import time

__all__ = [
    "Enough",
    "Here",
    "act_bar",
    "act_caveat",
    "act_disputes",
    "act_facts",
    "act_known",
    "act_leaves",
    "act_place",
    "act_sources",
    "act_table",
    "arrive",
    "asked_source",
    "atlas",
    "caption",
    "cards",
    "choose_countries",
    "cite_act",
    "claim_table",
    "country_bar",
    "crowded_country",
    "data_files",
    "dictionary",
    "downloads",
    "draw",
    "figures",
    "filters",
    "follow",
    "foot",
    "gaps",
    "headline",
    "here",
    "keep_address",
    "key_table",
    "known_summary",
    "lanes",
    "legend",
    "lens",
    "licence_and_correction",
    "looked_for",
    "map_choice",
    "method",
    "month_table",
    "more_addresses",
    "no_act",
    "no_such_act",
    "no_table",
    "nothing",
    "notices",
    "offer_countries",
    "one_step",
    "open_act",
    "open_country",
    "other_answers",
    "pages_in",
    "pair_choices",
    "pairs",
    "partners",
    "party_list",
    "recipes",
    "search",
    "searched_map",
    "several_countries",
    "side_by_side",
    "source_table",
    "tab_title",
    "time",
    "timeline",
    "told_gaps",
    "too_many",
    "top",
    "tray",
    "where_looked",
    "whole_story",
    "world",
]
