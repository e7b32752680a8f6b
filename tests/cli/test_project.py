"""What is written down about the project agrees with the package."""

import re
import tomllib
from pathlib import Path

import loyaltysim
from loyaltysim.extras import EXTRAS

ROOT = Path(__file__).parents[2]


def test_the_citation_names_this_version():
    text = (ROOT / "CITATION.cff").read_text()
    assert f"\nversion: {loyaltysim.__version__}\n" in text


def test_the_newest_entry_of_the_changelog_is_this_version():
    versions = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert versions[0] == loyaltysim.__version__


def test_every_extra_brings_the_packages_that_messages_name():
    known = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for package, extra in EXTRAS.items():
        brought = known["optional-dependencies"][extra]
        assert package in [re.split(r"[<>=]", told)[0] for told in brought]


def test_the_readme_has_the_two_commands_that_are_checked():
    lines = [line.strip() for line in (ROOT / "README.md").read_text().splitlines()]
    assert lines.count("pip install . && loyaltysim compare web_shop") == 1
    assert lines.count("pip install -e '.[test]' && pytest") == 1
