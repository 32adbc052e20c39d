"""The same table on a Dash page: figures, map, months, table, three filters and one callback."""

import os
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dash_table, dcc, html

DATA = Path(os.environ["BENCH_DATA"])
COLUMNS = ["date", "direction", "kind", "name_en", "note_en", "confidence"]

acts = pd.read_csv(DATA / "acts.csv")
parties = pd.read_csv(DATA / "parties.csv")[["id", "country"]]
places = pd.read_csv(DATA / "countries.csv")[["iso3", "name_en"]]
acts = acts.merge(parties, left_on="partner", right_on="id", suffixes=("", "_party"))
acts = acts.merge(places, left_on="country", right_on="iso3")
acts["month"] = acts["date"].str[:7]

# The shapes of the countries come from the page's own assets, not from plotly's host.
app = Dash(__name__, title="Aid", assets_folder=os.environ["BENCH_ASSETS"])
server = app.server
app.layout = html.Div(
    [
        html.H1("Aid between Chongqing and the world"),
        dcc.RadioItems(["both", "inbound", "outbound"], "both", id="direction", inline=True),
        dcc.Dropdown(sorted(acts["name_en"].unique()), [], id="countries", multi=True, placeholder="Countries"),
        dcc.Dropdown(sorted(acts["kind"].unique()), [], id="kinds", multi=True, placeholder="Kinds"),
        html.Div(id="figures"),
        dcc.Graph(id="world", config={"topojsonURL": "assets/geo/"}),
        dcc.Graph(id="months"),
        dash_table.DataTable(id="table", columns=[{"name": name, "id": name} for name in COLUMNS], page_size=10),
    ]
)


@app.callback(
    Output("figures", "children"),
    Output("world", "figure"),
    Output("months", "figure"),
    Output("table", "data"),
    Input("direction", "value"),
    Input("countries", "value"),
    Input("kinds", "value"),
)
def show(direction: str, countries: list[str], kinds: list[str]) -> tuple[Any, ...]:
    """What the filters leave."""
    shown = acts
    if direction != "both":
        shown = shown[shown["direction"] == direction]
    if countries:
        shown = shown[shown["name_en"].isin(countries)]
    if kinds:
        shown = shown[shown["kind"].isin(kinds)]
    figures = {
        "Acts": len(shown),
        "Countries": shown["country"].nunique(),
        "Inbound": int((shown["direction"] == "inbound").sum()),
        "Outbound": int((shown["direction"] == "outbound").sum()),
    }
    by_country = shown.groupby(["iso3", "name_en"], as_index=False).size()
    by_month = shown.groupby(["month", "direction"], as_index=False).size()
    return (
        [html.Span(f"{name}: {number} ") for name, number in figures.items()],
        px.choropleth(by_country, locations="iso3", color="size", hover_name="name_en"),
        px.bar(by_month, x="month", y="size", color="direction"),
        shown[COLUMNS].to_dict("records"),
    )
