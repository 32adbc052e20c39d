"""The files around the code do what they say: options in force, pins that fit, colours that can be read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
LOCKS = {
    "uv.lock",
    "poetry.lock",
    "Pipfile.lock",
    "pdm.lock",
    "package-lock.json",
    "yarn.lock",
    "pylock.toml",
}
PLACES = re.compile(r"://|(index-url|find-links|trusted-host|extra-index)")


def pinned(name: str) -> dict[str, Version]:
    """The packages that a requirements file pins, by canonical name."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith(("#", "-r "))]
    for pin in pins:
        assert re.fullmatch(r"==[^*]+", str(pin.specifier)), f"{name}: {pin} is not pinned to one version"
    return {canonicalize_name(pin.name): Version(str(pin.specifier)[2:]) for pin in pins}


def options(section: dict[str, object], prefix: str = "") -> dict[str, object]:
    """A nested table as {"theme.light.textColor": ...}."""
    flat: dict[str, object] = {}
    for key, value in section.items():
        if isinstance(value, dict):
            flat |= options(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast between two #RRGGBB colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_option_in_the_streamlit_configuration_is_in_force():
    said = subprocess.run(
        [sys.executable, "-m", "streamlit", "config", "show"],
        cwd=ROOT,
        env={"PATH": "", "HOME": "/nonexistent"},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    in_force = options(tomllib.loads(said.stdout[said.stdout.index("[global]") :]))
    # Streamlit shows some of its options to nobody, but knows them.
    unseen = [name for name in options(CONFIG) if name not in in_force]
    asked = f"import json\nfrom streamlit import config\nprint(json.dumps([config.get_option(o) for o in {unseen}]))"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    in_force |= zip(unseen, json.loads(told.splitlines()[-1]), strict=True)

    assert {name: in_force.get(name) for name in options(CONFIG)} == options(CONFIG)
    assert "not a valid config option" not in said.stderr + said.stdout


def test_nothing_is_reported_to_anybody_and_no_error_detail_is_shown():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["server"]["enableAgentApi"] is False
    # Without it every start asks an address service on the net.
    assert CONFIG["browser"]["serverAddress"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_and_marks_can_be_seen_in_both_themes(theme):
    colours = CONFIG["theme"][theme]
    paper, panel = colours["backgroundColor"], colours["secondaryBackgroundColor"]
    for text in ("textColor", "linkColor", "grayTextColor", "orangeTextColor", "greenTextColor"):
        assert contrast(colours[text], paper) >= 4.5, f"{text} on paper"
    for text in ("textColor", "grayTextColor"):
        assert contrast(colours[text], panel) >= 4.5, f"{text} on panel"
    for name in ("orange", "green", "gray", "blue"):
        assert contrast(colours[f"{name}TextColor"], colours[f"{name}BackgroundColor"]) >= 4.5, f"{name} badge"
    for mark in ("orangeColor", "greenColor", "primaryColor"):
        assert contrast(colours[mark], paper) >= 3, f"{mark} on paper"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_and_words_share_their_colours(theme):
    colours = CONFIG["theme"][theme]
    peach, jade, grey, ink, soft, _, rule, _, _, paper = colours["chartCategoricalColors"]

    assert (peach, jade, grey) == (colours["orangeColor"], colours["greenColor"], colours["grayColor"])
    assert (ink, soft) == (colours["textColor"], colours["grayTextColor"])
    assert (rule, paper) == (colours["borderColor"], colours["backgroundColor"])


def test_the_pins_satisfy_what_the_project_asks_for():
    run, test = pinned("requirements.txt"), pinned("requirements-dev.txt")
    assert not run.keys() & test.keys(), "pinned twice"

    for listed, pins in (
        (PROJECT["dependencies"], run),
        *((extra, run | test) for extra in PROJECT["optional-dependencies"].values()),
    ):
        for asked in map(Requirement, listed):
            name = canonicalize_name(asked.name)
            assert name in pins, f"{asked} is not pinned: run `make pins`"
            assert asked.specifier.contains(pins[name]), f"{asked} but {pins[name]} is pinned: run `make pins`"


def test_the_project_sets_lower_bounds_only():
    for asked in map(Requirement, [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]):
        assert [bound.operator for bound in asked.specifier] == [">="], asked


def test_set_up_names_packages_and_no_place_to_fetch_them_from():
    for name in ("pyproject.toml", "requirements.txt", "requirements-dev.txt", "Makefile", ".ci/run"):
        text = (ROOT / name).read_text(encoding="utf-8")
        found = [line for line in text.splitlines() if PLACES.search(line) and "://localhost" not in line]
        assert found == [], name


def test_no_lock_file_is_kept():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert [path.name for path in ROOT.iterdir() if path.name in LOCKS and path.name not in ignored] == []


def test_continuous_integration_runs_make_test_and_no_more():
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert lines == ["#!/usr/bin/env bash", "set -eu", 'cd "$(dirname "$0")/.."', "exec make test"]
    assert (ROOT / ".ci/run").stat().st_mode & 0o100, "not executable"


def test_make_alone_lists_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert phony
    for target in phony[1].split():
        assert re.search(rf"^{target}:.* ## \S", makefile, re.M), f"{target} has no word of help"


def test_the_citation_names_the_version_that_is_released():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    said = re.search(r'^version: "?([^"\s]+)"?$', citation, re.M)
    assert said
    assert said[1] == PROJECT["version"]
