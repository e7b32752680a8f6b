"""Files that are refused before a word of them is parsed."""

import os

import pytest
from tests.scenario.texts import CARD

from loyaltysim.errors import ScenarioError
from loyaltysim.scenario import load_scenario


def told(source):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(source)
    (problem,) = caught.value.problems
    return str(problem)


def written(folder, data, name="card.yaml"):
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_missing_file_suggests_one_beside_it(tmp_path):
    written(tmp_path, CARD.encode())
    assert told(tmp_path / "crad.yaml").endswith(
        f"there is no such file; did you mean {tmp_path}/card.yaml?"
    )


def test_a_missing_file_suggests_a_bundled_scenario(tmp_path):
    assert told(tmp_path / "coffee_bar.yaml").endswith("did you mean coffee_bar?")
    assert told(tmp_path / "nowhere" / "cofee_bar.yaml").endswith("did you mean coffee_bar?")
    assert told(tmp_path / "qq.yaml").endswith("`loyaltysim scenarios` lists the bundled ones")


def test_a_folder_is_no_scenario(tmp_path):
    assert told(tmp_path).endswith(
        "a folder, not a scenario file; name a scenario file, such as scenario.yaml"
    )


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert told(tmp_path / "pipe.yaml").endswith("this is not an ordinary file")


def test_what_is_too_large_is_refused_without_being_read(tmp_path):
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(10**12)  # more than any memory holds
    assert "the largest scenario is 1 MB" in told(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_says_so(tmp_path):
    path = written(tmp_path, CARD.encode())
    path.chmod(0)
    assert "cannot be read: Permission denied" in told(path)


def test_a_path_that_no_system_takes(tmp_path):
    assert "cannot be read: File name too long" in told(tmp_path / ("a" * 300 + ".yaml"))
    assert told("a\0b.yaml") == "a?b.yaml is no path"
    assert told("") == "an empty text is no path"


def test_a_link_that_leads_nowhere_is_missing(tmp_path):
    path = tmp_path / "card.yaml"
    path.symlink_to(path)
    assert "cannot be read" in told(path) or "no such file" in told(path)


def test_utf_16_is_named(tmp_path):
    path = written(tmp_path, CARD.encode("utf-16"))
    assert told(path) == f"{path}: the text is UTF-16; save it as UTF-8"


def test_other_encodings_are_placed(tmp_path):
    path = written(tmp_path, "title: x\nquestion: Café?\n".encode("latin-1"))
    assert told(path) == f"{path}:2:14: byte 0xe9 is not UTF-8; save the file as UTF-8 text"


def test_binary_files_are_refused(tmp_path):
    path = written(tmp_path, b"title: a\n\x00\x01")
    assert told(path) == f"{path}:2:1: the control character 0x0000 is not allowed; remove it"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    text = CARD.replace("\n", "\r\n")
    path = written(tmp_path, b"\xef\xbb\xbf" + text.encode())
    assert load_scenario(path) == load_scenario(written(tmp_path / ".", CARD.encode()))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("sales.csv", b"name;amount\nA;5\n"),
        ("SALES.CSV", b"title: Which card?\n"),
        ("sales.tsv", b"name\tamount\n"),
        ("sales.xlsx", b"PK\x03\x04\xff"),
        ("sales.parquet", b"PAR1" * 400_000),
        ("sales.txt", b'"name","day"\n"A, B","2024-01-01 10:00"\n'),
        ("sales", b"\xef\xbb\xbfname|amount\r\nJos\xe9|5\r\n" * 200_000),
    ],
)
def test_a_table_is_no_scenario(tmp_path, name, data):
    path = written(tmp_path, data, name)
    assert told(path) == (
        f"{path}: this is a table, not a scenario; `loyaltysim fit {path}` reads a sales log"
    )


def test_a_table_that_is_not_there_is_missed(tmp_path):
    assert "there is no such file" in told(tmp_path / "sales.csv")


@pytest.mark.parametrize(
    "data", ["coffee, tea\n", "one, two\nthree\n", "- a, b\n- c, d\n", "# a, b\n# c, d\ncoffee\n"]
)
def test_what_only_has_commas_is_no_table(tmp_path, data):
    assert "a scenario must be a group of keys" in told(written(tmp_path, data.encode()))
