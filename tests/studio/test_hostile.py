"""What a scenario of somebody malicious cannot do: read files, run code, take all memory or time, hold up others."""

import os
import time

import psutil
import pytest
from tests.studio.conftest import SMALL, studio
from tests.studio.scenario import COMMENTED

from loyaltysim.studio.desk import Desk, DeskError
from loyaltysim.studio.limits import Limits

pytestmark = pytest.mark.slow


def told(visitor, text):
    return visitor.get(f"{visitor.draft(text)}/yaml").text


@pytest.mark.parametrize(
    "named",
    [
        "/etc/passwd",
        "../../../../etc/passwd",
        "../secret.yaml",
        "file:///etc/passwd",
        "..\\\\secret.yaml",
    ],
)
def test_no_file_is_read(visitor, named):
    for text in (
        f'title: x\nextends: "{named}"\n',
        COMMENTED.replace("population:", f'population:\n  fit: {{log: "{named}"}}\nx:'),
    ):
        page = told(visitor, text)
        assert "root:" not in page
        assert 'problems": []' not in page


def test_links_among_the_files_of_a_draft_lead_nowhere(visitor, folder, tmp_path):
    secret = tmp_path / "secret.yaml"
    secret.write_text("title: the secret\n")
    url = visitor.draft("extends: beside.yaml\n")
    (folder / url.removeprefix("/") / "beside.yaml").symlink_to(secret)
    assert "the secret" not in visitor.get(f"{url}/yaml").text


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system ['touch {path}']",
        "!!python/name:os.system ''",
        "!!python/module:os ''",
    ],
)
def test_no_code_is_run(visitor, tmp_path, tag):
    path = tmp_path / "run"
    page = told(visitor, f"title: {tag.format(path=path)}\n")
    assert "cannot be used" in page
    assert not path.exists()


def bomb():
    levels = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    for one, before in zip("bcdefghijklm", "abcdefghijkl", strict=True):
        levels.append(f"{one}: &{one} [{','.join([f'*{before}'] * 9)}]")
    return "\n".join(levels)


@pytest.mark.parametrize(
    "text", [bomb(), "a: " + "[" * 5000, "a: " + "{a: " * 3000, "&a [*a]", "? " * 2000]
)
def test_texts_that_grow_or_nest_without_end_are_refused(visitor, text):
    assert 'problems": []' not in told(visitor, text)


def test_a_text_that_is_too_large_is_refused(visitor):
    answer = visitor.post("/drafts", json={"text": "# " + "x" * SMALL.text})
    assert answer.status_code == 422
    assert "200 kB at most" in answer.json()["problem"]
    assert visitor.post("/drafts", json={"text": "x" * SMALL.body}).status_code == 413


def test_a_run_that_is_too_large_is_refused(visitor):
    url = visitor.draft(COMMENTED.replace("customers: 3000", "customers: 100000000"))
    answer = visitor.post(f"{url}/run", json={})
    assert answer.status_code == 422
    assert "billion customer-days" in answer.json()["problem"]


def eat():
    return len(bytearray(10**12))


def hoard():
    kept = []
    while True:
        kept.append(bytearray(10**7))


def never():
    while True:
        pass


def hang():
    time.sleep(600)


@pytest.fixture(scope="module")
def desk():
    made = Desk(Limits(desk_seconds=2, desk_memory=1_500_000_000))
    made.call(os.getpid)  # starts what all calls share
    return made


@pytest.mark.parametrize("work", [eat, hoard, never, hang])
def test_the_desk_ends_what_takes_too_much(desk, work):
    before = set(psutil.Process().children(recursive=True))
    with pytest.raises(DeskError, match="takes too"):
        desk.call(work)
    assert desk.call(os.getpid) != os.getpid()
    left = set(psutil.Process().children(recursive=True)) - before
    assert [one for one in left if "forkserver" not in " ".join(one.cmdline())] == []


def test_the_desk_does_not_blame_the_scenario_for_its_own_mistakes(desk):
    with pytest.raises(DeskError, match="went wrong in the studio; its terminal tells"):
        desk.call(int, "no number")


def test_a_run_has_a_time_out_and_others_go_on_meanwhile(tmp_path):
    limits = Limits(assumptions=0, run_seconds=4, run_size=1e12, runs_at_once=2)
    endless = COMMENTED.replace("days: 10", "days: 3650").replace(
        "customers: 3000", "customers: 900000"
    )
    with studio(tmp_path, limits) as visitor:
        first = visitor.post(f"{visitor.draft(endless)}/run", json={}).json()["url"]
        started = time.monotonic()
        assert visitor.get("/").status_code == 200
        assert visitor.get(visitor.draft()).status_code == 200
        assert visitor.get(f"{first}/state").json()["open"] or time.monotonic() - started > 3
        assert visitor.finished(first)["state"] == "failed"
        assert (
            "longer than" in visitor.get(first).text
            or "more memory or time" in visitor.get(first).text
        )


def test_a_cancelled_run_leaves_no_process_and_the_next_begins(tmp_path):
    limits = Limits(assumptions=0, run_size=1e12, runs_at_once=1, runs_waiting=1)
    endless = COMMENTED.replace("days: 10", "days: 3650").replace(
        "customers: 3000", "customers: 900000"
    )
    with studio(tmp_path, limits) as visitor:
        url = visitor.draft(endless)
        first = visitor.post(f"{url}/run", json={}).json()["url"]
        while visitor.get(f"{first}/state").json()["state"] != "playing":
            time.sleep(0.05)
        second = visitor.post(f"{url}/run", json={}).json()["url"]
        assert visitor.post(f"{url}/run", json={}).status_code == 429
        assert visitor.get(f"{second}/state").json()["state"] == "waiting"
        assert visitor.post(f"{first}/remove", json={}).status_code == 409
        assert visitor.post(f"{second}/cancel", json={}).json()["state"] == "cancelled"
        assert visitor.post(f"{first}/cancel", json={}).json()["state"] == "cancelled"
        assert visitor.finished(first)["state"] == "cancelled"
        assert visitor.post(f"{first}/cancel", json={}).json()["state"] == "cancelled"
        assert "cancelled" in visitor.get(first).text.lower()
