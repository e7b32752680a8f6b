import subprocess
import sys

import pytest

import loyaltysim as package
from loyaltysim.cli.main import cli

HEAVY = (
    "SALib",
    "joblib",
    "matplotlib",
    "mesa",
    "networkx",
    "numpy",
    "optuna",
    "pandas",
    "pyarrow",
    "pydantic",
    "rich",
    "ruamel",
    "scipy",
    "tqdm",
)


def loaded_by(statements):
    code = f"import sys\n{statements}\nprint(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments", [["--help"], *([name, "--help"] for name in sorted(cli.commands))]
)
def test_help_loads_nothing_heavy(arguments):
    loaded = loaded_by(f"from loyaltysim.cli.main import run\nassert run({arguments!r}) == 0")
    assert "loyaltysim.cli.main" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_importing_the_package_loads_nothing_heavy():
    loaded = loaded_by("import loyaltysim")
    assert "loyaltysim" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.slow
def test_commands_and_workers_load_distributions_only_where_they_ask_for_them():
    """They take four tenths of a second to load, in every process."""
    loaded = loaded_by(
        "import loyaltysim.calibration.fit_log, loyaltysim.comparison.compare, loyaltysim.experiments.sweeping"
    )
    assert "scipy.special" in loaded
    assert "scipy.stats" not in loaded


def test_help_names_every_command_in_one_line_each(loyaltysim):
    code, out, err = loyaltysim("--help")
    assert (code, err) == (0, "")
    for name, member in cli.commands.items():
        assert f"\n  {name}" in out
        assert "..." not in member.get_short_help_str()


def test_the_version_is_the_packages(loyaltysim):
    assert loyaltysim("--version").out == f"loyaltysim {package.__version__}\n"


def test_an_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'comparee'"):
        package.comparee  # noqa: B018 - the access is what is tested


def test_public_names_are_listed_and_loaded():
    assert set(package.__all__) <= set(dir(package))
    for name in package.__all__:
        assert getattr(package, name) is getattr(package, name)
