"""The same table on an ordinary Streamlit page: figures, map, months, table, three filters."""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

DATA = Path(os.environ["BENCH_DATA"])

st.set_page_config(page_title="Aid", layout="wide")


@st.cache_data
def load() -> pd.DataFrame:
    """The acts with the country of their partner."""
    acts = pd.read_csv(DATA / "acts.csv")
    parties = pd.read_csv(DATA / "parties.csv")[["id", "country"]]
    countries = pd.read_csv(DATA / "countries.csv")[["iso3", "name_en"]]
    acts = acts.merge(parties, left_on="partner", right_on="id", suffixes=("", "_party"))
    acts = acts.merge(countries, left_on="country", right_on="iso3")
    acts["month"] = acts["date"].str[:7]
    return acts


acts = load()
st.title("Aid between Chongqing and the world")
direction = st.radio("Direction", ["both", "inbound", "outbound"], horizontal=True)
left, right = st.columns(2)
countries = left.multiselect("Countries", sorted(acts["name_en"].unique()))
kinds = right.multiselect("Kinds", sorted(acts["kind"].unique()))

shown = acts
if direction != "both":
    shown = shown[shown["direction"] == direction]
if countries:
    shown = shown[shown["name_en"].isin(countries)]
if kinds:
    shown = shown[shown["kind"].isin(kinds)]

one, two, three, four = st.columns(4)
one.metric("Acts", len(shown))
two.metric("Countries", shown["country"].nunique())
three.metric("Inbound", int((shown["direction"] == "inbound").sum()))
four.metric("Outbound", int((shown["direction"] == "outbound").sum()))

by_country = shown.groupby(["iso3", "name_en"], as_index=False).size()
world = px.choropleth(by_country, locations="iso3", color="size", hover_name="name_en")
st.plotly_chart(world, config={"topojsonURL": "app/static/geo/"})

by_month = shown.groupby(["month", "direction"], as_index=False).size()
st.plotly_chart(px.bar(by_month, x="month", y="size", color="direction"))

st.dataframe(shown[["date", "direction", "kind", "name_en", "note_en", "confidence"]])
