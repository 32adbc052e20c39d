"""The README tells what there is: every key of the address, every library, every page."""

import re
import tomllib
from pathlib import Path

from aid.table import read
from aid.view import BESIDE, KEYS, families

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_key_of_the_address_and_no_other():
    section = README.split("| key | value |")[1].split("\n\n")[0]
    told = {
        key
        for line in section.splitlines()
        for key in re.findall(r"`([^`]+)`", line.split("|")[1] if "|" in line else "")
    }
    assert told == {*KEYS, *BESIDE} - {"id"}


def test_the_families_of_goods_that_the_readme_names_exist():
    line = next(line for line in README.splitlines() if line.startswith("| `item` |"))
    assert set(re.findall(r"`(\w+)`", line)) - {"item"} <= set(families(read(ROOT / "data")))


def test_each_library_that_the_app_needs_has_a_line_in_the_readme():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    section = README.split("| library | for |")[1].split("\n\n")[0]
    told = {name.strip() for name in re.findall(r"^\| (\w+) \|", section, re.MULTILINE)}
    assert told == {re.split("[<>=]", need)[0] for need in project["dependencies"]}
    for extra in project["optional-dependencies"].keys() - {"dev"}:
        assert f"[{extra}]'" in README, "how to install it"


def test_every_page_is_told_in_both_readmes():
    chinese = (ROOT / "README.zh.md").read_text(encoding="utf-8")
    for page in (ROOT / "pages").glob("*.py"):
        address = "`/`" if page.stem == "overview" else f"`/{page.stem}"
        assert address in README and address in chinese, page.stem


def test_files_that_the_readmes_point_to_exist():
    for readme in ("README.md", "README.zh.md", "data/README.md", "CONTRIBUTING.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert ((ROOT / readme).parent / target).exists(), f"{readme} points to {target}"


def test_the_changelog_counts_the_table_as_it_is():
    ledger = read(ROOT / "data")
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    counts = f"{len(ledger.acts)} acts ({(ledger.acts['direction'] == 'inbound').sum()} in"
    assert counts in told
