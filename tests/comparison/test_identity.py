"""Keys of runs: equal for equal numbers, different for anything else that counts."""

import importlib
import platform
from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from loyaltysim.behaviour.constants import Constants
from loyaltysim.comparison.playing.identity import content_key, digest, engine
from loyaltysim.errors import MechanicError

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@dataclass(frozen=True)
class Point:
    x: float
    y: float = 0.0


class Model(BaseModel):
    x: float
    part: Point | None = None


class OtherModel(Model):
    pass


def shape(value):
    """Tell values apart that Python calls equal (True and 1), but not 1 and 1.0."""
    if isinstance(value, list):
        return [shape(item) for item in value]
    if isinstance(value, dict):
        return "dict", [(key, shape(item)) for key, item in value.items()]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    return type(value).__name__, repr(value)


@pytest.mark.slow
@given(values, values)
def test_keys_are_equal_exactly_when_values_are(one, other):
    assert (content_key(one) == content_key(other)) == (shape(one) == shape(other))


def test_nesting_and_neighbours_are_kept_apart():
    apart = [
        0.5,
        ["float", (0.5).hex()],
        [],
        {},
        ["ab"],
        ["a", "b"],
        [["a"], "b"],
        ["a", ["b"]],
        {"a": "b"},
        [["a", "b"]],
    ]
    assert len({content_key(value) for value in apart}) == len(apart)
    assert digest(b"ab", b"c") != digest(b"a", b"bc")


def test_order_of_entries_counts_because_the_first_act_is_the_main_one():
    assert content_key({"a": 1, "b": 2}) != content_key({"b": 2, "a": 1})


@pytest.mark.parametrize(
    "changed", [Point(1.0, 1e-300), Model(x=1.0), OtherModel(x=1.0), {"x": 1.0, "y": 0.0}]
)
def test_class_and_every_field_enter_the_key(changed):
    assert content_key(changed) != content_key(Point(1.0))


def test_a_class_from_elsewhere_enters_with_its_source(tmp_path, monkeypatch):
    keys = set()
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        source = (
            "from dataclasses import dataclass\n"
            "@dataclass(frozen=True)\nclass Plugged:\n    x: float = 0.0\n"
            f"    def gain(self):\n        return {number}\n"
        )
        (folder / "plugged_mechanic.py").write_text(source)
        with monkeypatch.context() as patch:
            patch.syspath_prepend(str(folder))
            patch.delitem(__import__("sys").modules, "plugged_mechanic", raising=False)
            module = __import__("plugged_mechanic")
            keys.add(content_key(module.Plugged()))
            patch.delitem(__import__("sys").modules, "plugged_mechanic")
    assert len(keys) == 2


@given(st.lists(st.floats(allow_nan=False), min_size=1))
def test_arrays_enter_with_type_shape_and_every_bit(numbers):
    array = np.array(numbers)
    changed = array.copy()
    changed[-1] = np.nextafter(changed[-1], -np.inf if changed[-1] > 0 else np.inf)
    assert content_key(array) == content_key(array.copy())
    assert content_key(array) != content_key(changed)
    assert content_key(array) != content_key(array.reshape(1, -1))


def test_numbers_of_numpy_and_python_are_the_same_numbers():
    assert content_key(np.float64(0.1)) == content_key(0.1)
    assert content_key(np.int32(3)) == content_key(3)
    assert content_key(1) == content_key(1.0) != content_key(True)
    assert content_key(range(3)) == content_key([0, 1, 2])


def test_every_constant_enters_the_key():
    constants = Constants.default()
    names = list(Constants.__dataclass_fields__)
    keys = {content_key(constants.replace(**{name: -1.0})) for name in names}
    assert len(keys | {content_key(constants)}) == len(names) + 1


def test_a_plug_in_enters_with_all_its_source_and_its_version(tmp_path, monkeypatch):
    """What its mechanic imports from beside it decides the numbers as well as the mechanic's own file."""
    from loyaltysim.comparison.playing import identity

    package = tmp_path / "plugged_package"
    (package / "deep").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "mechanic.py").write_text(
        "from dataclasses import dataclass\n@dataclass\nclass Plugged:\n    x: float = 0.0\n"
    )
    helper, numbers = package / "deep" / "helper.py", package / "numbers.yaml"
    monkeypatch.syspath_prepend(str(tmp_path))
    value = importlib.import_module("plugged_package.mechanic").Plugged()
    keys = [content_key(value)]
    for change in (
        lambda: helper.write_text("GAIN = 1\n"),
        lambda: helper.write_text("GAIN = 2\n"),
        lambda: numbers.write_text("gain: 2\n"),
        lambda: monkeypatch.setattr(
            identity, "packages_distributions", lambda: {"plugged_package": ["numpy"]}
        ),
        lambda: monkeypatch.setattr(identity, "version", lambda _: "99"),
    ):
        change()
        identity._code_in.cache_clear()
        keys.append(content_key(value))
    identity._code_in.cache_clear()
    assert len(set(keys)) == len(keys)
    assert content_key(value) == keys[-1]


def test_sets_enter_by_what_they_hold():
    words = [f"word {number}" for number in range(20)]
    assert content_key(set(words)) == content_key(frozenset(reversed(words)))
    assert content_key({1, 2}) != content_key({1, 3})
    assert content_key({1, 2}) != content_key([1, 2])
    assert content_key({1, 10, 9, "a", None}) == content_key({None, "a", 9, 10, 1})


def test_what_has_no_fixed_content_is_refused():
    class Odd(BaseModel):
        parts: list[object] = [object()]

    with pytest.raises(MechanicError) as caught:
        content_key(Odd())
    assert str(caught.value) == (
        "Odd.parts: a run cannot depend on a value of type object, whose content is unknown; use "
        "numbers, texts, dates, lists, sets, dicts, arrays, dataclasses or pydantic models"
    )


def test_engine_names_versions_processor_and_source():
    found = engine()
    assert found["numpy"] == np.__version__
    assert found["python"] == platform.python_version()
    assert set(found) >= {
        "loyaltysim",
        "scipy",
        "cpu_dispatch",
        "model_source",
        "machine",
        "system",
    }
    assert all(found.values())


def test_engine_changes_with_the_instruction_set(monkeypatch):
    from loyaltysim.comparison.playing import identity

    before = engine()["cpu_dispatch"]
    slower = {"power": {"dd": {"current": "baseline", "available": "baseline"}}}
    monkeypatch.setattr(identity, "opt_func_info", lambda: slower)
    assert engine.__wrapped__()["cpu_dispatch"] != before


@pytest.mark.parametrize("asked", ["system", "python_version", "libc_ver"])
def test_engine_changes_with_python_and_the_c_library(monkeypatch, asked):
    """NumPy calls the C library for `exp` and `pow` where it has none of its own."""
    before = engine.__wrapped__()
    other = ("glibc", "1.0") if asked == "libc_ver" else "other"
    monkeypatch.setattr(platform, asked, lambda: other)
    assert engine.__wrapped__() != before


def test_a_c_library_without_a_version_goes_by_that_of_the_system(monkeypatch):
    monkeypatch.setattr(platform, "libc_ver", lambda: ("", ""))
    assert engine.__wrapped__()["c_library"] == platform.version()


def test_engine_changes_with_the_models_source(tmp_path, monkeypatch):
    from loyaltysim.comparison.playing import identity

    (tmp_path / "behaviour").mkdir()
    source = tmp_path / "behaviour" / "action.py"
    source.write_text("x = 1\n")
    monkeypatch.setattr(identity, "files", lambda _: tmp_path)
    monkeypatch.setattr(identity, "_ENGINE", ("behaviour",))
    before = engine.__wrapped__()["model_source"]
    source.write_text("x = 2\n")
    assert engine.__wrapped__()["model_source"] != before


def test_the_source_that_decides_the_numbers_is_found():
    from importlib.resources import files

    from loyaltysim.comparison.playing import identity

    for name in identity._ENGINE:
        place = files("loyaltysim") / name
        assert list(identity._sources(place, name)), name


def test_a_date_is_a_date_and_not_its_text():
    one, other = date(2027, 3, 1), date(2027, 3, 2)
    assert content_key(one) == content_key(date(2027, 3, 1))
    assert len({content_key(value) for value in (one, other, one.isoformat())}) == 3
