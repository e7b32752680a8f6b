"""Finished runs on disk: what was saved comes back, what was damaged does not."""

import errno
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from tests.comparison.fakes import assert_same_record

from loyaltysim.comparison.playing.atomic import _host
from loyaltysim.comparison.playing.records import decode, encode, seal, unseal
from loyaltysim.comparison.playing.store import Store
from loyaltysim.errors import StoreError
from loyaltysim.simulation.run import SchemeRecord

MARKETS = range(8, 16)


@pytest.fixture
def record():
    return SchemeRecord(
        daily={"customers": np.arange(6.0).reshape(3, 2), "acts": np.ones((3, 2))},
        markets={
            "launched": np.array([2000.0, 2000.0]),
            "naïve/odd name.npy": np.array([0.1, 0.2]),
        },
        why_not={"acted": np.array([1.0, 2.0])},
        segments={
            "a/b": (np.array([1.0, 2.0]), np.array([0.0, 1.0])),
            "": (np.ones(2), np.ones(2)),
        },
        customers={"customer_id": np.arange(4), "launched": np.array([True, False, True, True])},
        transactions={"day": np.array([], dtype=np.int32)},
    )


def test_a_record_comes_back_bit_for_bit(record):
    assert_same_record(decode(encode(record)), record)


@given(
    st.dictionaries(
        st.text(max_size=5),
        hnp.arrays(
            st.sampled_from(["f8", "f4", "i8", "i2", "?", "U7"]),
            hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
        ).flatmap(lambda array: st.sampled_from([array, array.T, np.asfortranarray(array)])),
        max_size=4,
    )
)
def test_arrays_come_back_as_they_were(arrays):
    """To the last bit, in their order in memory, which sums depend on, and ready to be written to."""
    found = unseal(seal(arrays))
    assert found is not None
    assert list(found) == list(arrays)
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        assert found[name].tobytes() == array.tobytes()
        assert found[name].flags.fnc == array.flags.fnc or array.size < 2
        assert found[name].flags.writeable


def test_objects_are_not_kept():
    with pytest.raises(TypeError, match="only numbers and texts can be kept, not names"):
        seal({"names": np.array(["a", None])})


def test_a_record_without_customers_comes_back_without(record):
    plain = SchemeRecord(record.daily, record.markets, record.why_not, record.segments)
    found = decode(encode(plain))
    assert found is not None
    assert found.customers is None
    assert found.transactions is None


@given(st.data())
def test_any_damage_is_noticed(data):
    whole = encode(SchemeRecord({}, {"launched": np.arange(3.0)}, {}, {}))
    place = data.draw(st.integers(0, len(whole) - 1))
    flip = data.draw(st.integers(1, 255))
    damaged = bytearray(whole)
    damaged[place] ^= flip
    assert decode(bytes(damaged)) is None
    assert decode(whole[:place]) is None


def test_store_finds_what_it_keeps_by_key_and_markets(tmp_path, record):
    store = Store(tmp_path / "new" / ".runs")
    assert store.load("key", MARKETS) is None
    store.save("key", MARKETS, record)
    assert_same_record(Store(tmp_path / "new" / ".runs").load("key", MARKETS), record)
    assert store.load("other", MARKETS) is None
    assert store.load("key", range(8, 15)) is None


def test_what_others_did_who_compute_differently_is_kept_apart(tmp_path, record):
    own, others = Store(tmp_path), Store(tmp_path, any_worker=True)
    others.save("key", MARKETS, record)
    others.save_rows("key", [{"a": 1}])
    assert not own.has("key", MARKETS)
    assert own.load_rows("key") is None
    assert others.load_rows("key") == [{"a": 1}]
    assert own.names({"card": "key"}) == {"card": "key"}
    assert others.names({"card": "key"}) != {"card": "key"}
    assert (tmp_path / others.names({"card": "key"})["card"]).is_dir()


def test_a_new_store_is_empty(tmp_path):
    Store(tmp_path / ".runs")
    assert list((tmp_path / ".runs").iterdir()) == []


def test_a_truncated_file_is_not_a_result(tmp_path, record):
    store = Store(tmp_path)
    store.save("key", MARKETS, record)
    path = store._path("key", MARKETS)
    path.write_bytes(path.read_bytes()[:-1])
    assert store.load("key", MARKETS) is None


def test_a_file_where_the_results_should_go_is_told_at_once(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(StoreError, match="a file stands where a folder is needed"):
        Store(tmp_path / "out" / ".runs")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_told_at_once(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="no permission"):
        Store(tmp_path / ".runs")


def test_a_folder_in_which_nothing_can_be_removed_is_told_at_once(tmp_path, monkeypatch):
    """As on Windows, where another process may hold the file."""
    unlink = Path.unlink

    def held(path, missing_ok=False):
        if path.name == "writable":
            raise PermissionError(errno.EACCES, "held")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(StoreError, match="there is no permission to write here"):
        Store(tmp_path)


def test_an_unwritable_store_is_told_before_any_work(tmp_path, monkeypatch):
    from loyaltysim.comparison.playing import atomic

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(atomic, "_flush", refuse)
    with pytest.raises(StoreError, match="no permission to write here; choose another folder"):
        Store(tmp_path)


def test_saving_sweeps_what_killed_processes_left(tmp_path, record):
    store = Store(tmp_path)
    store.save("key", MARKETS, record)
    # no process has this number: it is above the largest that Linux gives
    left = tmp_path / "key" / f".{_host()}-{2**22 + 1}-{'a' * 32}.tmp"
    left.write_bytes(b"half")
    store.save("key", range(16, 20), record)
    assert not left.exists()
    assert store.load("key", MARKETS) is not None
