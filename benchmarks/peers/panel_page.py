"""The same table on a Panel page: figures, map, months, table and three filters."""

import os
from pathlib import Path

import pandas as pd
import panel as pn
import plotly.express as px
import plotly.graph_objects as go

DATA = Path(os.environ["BENCH_DATA"])
COLUMNS = ["date", "direction", "kind", "name_en", "note_en", "confidence"]

pn.extension("plotly", "tabulator")


@pn.cache
def load() -> pd.DataFrame:
    """The acts with the country of their partner."""
    acts = pd.read_csv(DATA / "acts.csv")
    parties = pd.read_csv(DATA / "parties.csv")[["id", "country"]]
    places = pd.read_csv(DATA / "countries.csv")[["iso3", "name_en"]]
    acts = acts.merge(parties, left_on="partner", right_on="id", suffixes=("", "_party"))
    acts = acts.merge(places, left_on="country", right_on="iso3")
    acts["month"] = acts["date"].str[:7]
    return acts


acts = load()
direction = pn.widgets.RadioButtonGroup(options=["both", "inbound", "outbound"], value="both")
countries = pn.widgets.MultiChoice(name="Countries", options=sorted(acts["name_en"].unique()))
kinds = pn.widgets.MultiChoice(name="Kinds", options=sorted(acts["kind"].unique()))


def chosen(direction: str, countries: list[str], kinds: list[str]) -> pd.DataFrame:
    """What the filters leave."""
    shown = acts
    if direction != "both":
        shown = shown[shown["direction"] == direction]
    if countries:
        shown = shown[shown["name_en"].isin(countries)]
    if kinds:
        shown = shown[shown["kind"].isin(kinds)]
    return shown


shown = pn.bind(chosen, direction, countries, kinds)


def figures(shown: pd.DataFrame) -> str:
    """The four figures in a line."""
    came = int((shown["direction"] == "inbound").sum())
    return f"Acts: {len(shown)} Countries: {shown['country'].nunique()} Inbound: {came} Outbound: {len(shown) - came}"


def world(shown: pd.DataFrame) -> go.Figure:
    """Acts by country."""
    by_country = shown.groupby(["iso3", "name_en"], as_index=False).size()
    return px.choropleth(by_country, locations="iso3", color="size", hover_name="name_en")


def months(shown: pd.DataFrame) -> go.Figure:
    """Acts by month."""
    by_month = shown.groupby(["month", "direction"], as_index=False).size()
    return px.bar(by_month, x="month", y="size", color="direction")


pn.Column(
    "# Aid between Chongqing and the world",
    direction,
    pn.Row(countries, kinds),
    pn.bind(figures, shown),
    # The shapes of the countries come from the page's own folder, not from plotly's host.
    pn.pane.Plotly(pn.bind(world, shown), config={"topojsonURL": "geo/"}, sizing_mode="stretch_width", height=450),
    pn.pane.Plotly(pn.bind(months, shown), sizing_mode="stretch_width", height=450),
    pn.widgets.Tabulator(pn.bind(lambda shown: shown[COLUMNS], shown), pagination="remote", page_size=10),
).servable(title="Aid")
