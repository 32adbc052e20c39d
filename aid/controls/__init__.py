"""The only room with Streamlit in it: the entrance, the filter bar bound to the address, and the blocks of pages."""

from aid.controls.act import act_bar, act_caveat, act_facts, act_place, act_sources, cite_act, no_such_act
from aid.controls.arrive import Here, arrive, follow, here, keep_address, open_act, open_country, tab_title
from aid.controls.blocks import caption, draw, headline, lanes, legend, month_table
from aid.controls.components import figures, partners
from aid.controls.country import atlas, cards, country_bar, no_act, party_list, several_countries, told_gaps
from aid.controls.data import files as data_files
from aid.controls.data import key_table, more_addresses, other_answers, recipes
from aid.controls.filterbar import filters, nothing, search
from aid.controls.frame import foot, no_table, notices, top
from aid.controls.method import dictionary, licence_and_correction, method
from aid.controls.tables import act_table, claim_table, downloads, source_table

__all__ = [
    "Here",
    "act_bar",
    "act_caveat",
    "act_facts",
    "act_place",
    "act_sources",
    "act_table",
    "arrive",
    "atlas",
    "caption",
    "cards",
    "cite_act",
    "claim_table",
    "country_bar",
    "data_files",
    "dictionary",
    "downloads",
    "draw",
    "figures",
    "filters",
    "follow",
    "foot",
    "headline",
    "here",
    "keep_address",
    "key_table",
    "lanes",
    "legend",
    "licence_and_correction",
    "method",
    "month_table",
    "more_addresses",
    "no_act",
    "no_such_act",
    "no_table",
    "nothing",
    "notices",
    "open_act",
    "open_country",
    "other_answers",
    "partners",
    "party_list",
    "recipes",
    "search",
    "several_countries",
    "source_table",
    "tab_title",
    "told_gaps",
    "top",
]
