"""Files are whole or not there, and every failure of the disk has its sentence."""

import errno
import os
import subprocess
import sys

import pytest

from loyaltysim.comparison.playing import atomic
from loyaltysim.comparison.playing.atomic import make_folder, replacing, storing, sweep, write_bytes
from loyaltysim.errors import StoreError


def test_a_file_is_written_and_replaced_as_a_whole(tmp_path):
    path = tmp_path / "a.bin"
    write_bytes(path, b"one")
    write_bytes(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_writer_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.bin"
    write_bytes(path, b"old")

    def interrupted():
        with replacing(path) as temporary:
            temporary.write_bytes(b"ne")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full; make room; finished work is kept"),
        (errno.EDQUOT, "your disk quota is used up"),
        (errno.EACCES, "there is no permission to write here; choose another folder with --out"),
        (errno.EPERM, "there is no permission to write here"),
        (errno.EROFS, "this disk is read-only"),
        (errno.ENOTDIR, "a file stands where a folder is needed"),
        (errno.EEXIST, "a file stands where a folder is needed"),
        (errno.EISDIR, "a folder stands where a file is needed"),
        (errno.ENAMETOOLONG, "the path is too long"),
        (errno.EIO, "it cannot be used (Input/output error); choose another folder"),
    ],
)
def test_every_failure_of_the_disk_is_told_with_its_remedy(tmp_path, number, words):
    with pytest.raises(StoreError) as caught, storing(tmp_path / "x"):
        raise OSError(number, os.strerror(number))
    assert words in str(caught.value)
    assert str(tmp_path / "x") in str(caught.value)


def test_full_disk_while_writing_is_told_and_leaves_nothing(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(atomic, "_flush", full)
    with pytest.raises(StoreError, match="the disk is full"):
        write_bytes(tmp_path / "a.bin", b"data")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_folders_place_is_told(tmp_path):
    (tmp_path / "out").write_text("not a folder")
    with pytest.raises(StoreError, match="a file stands where a folder is needed"):
        make_folder(tmp_path / "out")
    with pytest.raises(StoreError, match="a file stands where a folder is needed"):
        make_folder(tmp_path / "out" / "deeper")


def temporary_of(pid, folder):
    path = folder / f".{atomic._host()}-{pid}-{'0' * 32}.tmp"
    path.write_bytes(b"half")
    return path


def test_sweep_removes_what_a_killed_process_left_and_nothing_else(tmp_path):
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    left = temporary_of(int(gone.stdout), tmp_path)
    kept = [temporary_of(os.getpid(), tmp_path), temporary_of(os.getppid(), tmp_path)]
    elsewhere = tmp_path / f".other_host-{int(gone.stdout)}-{'0' * 32}.tmp"
    elsewhere.write_bytes(b"half")
    (tmp_path / "result.npz").write_bytes(b"whole")
    sweep(tmp_path)
    assert not left.exists()
    assert all(path.exists() for path in [*kept, elsewhere, tmp_path / "result.npz"])
