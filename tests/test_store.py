"""The store: revisions that survive, readings that are kept, files that are no stores."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
import zlib
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import duckdb
import pytest
from sample import TIMELINE

from timeline import codec, files, update
from timeline.cluster import Links, Pair
from timeline.corrections import Correction, corrected_article, corrected_events, corrected_links, correction, date_of
from timeline.errors import DataError, InputError, UsageError
from timeline.knowledge import load
from timeline.model import Article, Timeline
from timeline.parse import Parser
from timeline.pipeline import Reading, assemble, read_all
from timeline.read import read
from timeline.store import Store, is_store

TODAY = dt.date(2025, 12, 31)


@pytest.fixture(scope="session")
def readings(articles: Path, parser: Parser) -> list[Reading]:
    found = [a for a in read([str(articles)], languages=("en", "it")) if isinstance(a, Article)]
    return read_all(found, parser=parser, knowledge=load())


def article(ident: str, source: str, sha256: str = "s", given: dt.date | None = None) -> Article:
    return Article(id=ident, source=source, title=None, lang="it", text="", sha256=sha256, given=given)


def commit(store: Store, timeline: Timeline, text: str) -> int:
    return store.commit([(article("a", "a.txt"), b"{}")], [], timeline, (text, "{}"), TODAY)


# ---------------------------------------------------------------- revisions


def test_revisions_are_numbered_and_kept(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        assert store.revision() is None
        assert [commit(store, TIMELINE, text) for text in ("one", "one", "two")] == [1, 1, 2]
    with Store(tmp_path / "s") as store:
        assert store.numbers() == [1, 2]
        first, last = store.revision(1), store.revision()
        assert first
        assert last
        assert (first.timeline, last.timeline, last.events) == ("one", "two", len(TIMELINE.events))
        with pytest.raises(UsageError, match=r"no revision 3 \(it holds 1 to 2\)"):
            store.revision(3)


def test_events_can_be_queried_from_outside(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        commit(store, TIMELINE, "one")
    rows = duckdb.connect(str(tmp_path / "s"), read_only=True).execute("SELECT id FROM events WHERE status = 'denied'").fetchall()
    assert rows == [("e-denial",)]


def test_a_killed_run_leaves_the_last_revision(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with Store(path) as store:
        commit(store, TIMELINE, "one")
    script = f"""
import time
from timeline.store import Store
store = Store({str(path)!r})
with store._transaction():
    store._db.execute("DELETE FROM revisions")
    store._db.execute("INSERT INTO revisions SELECT 2, DATE '2025-01-01', 0, 0, repeat('x', 1000000)::BLOB, ''::BLOB FROM range(50)")
    print("ready", flush=True)
    time.sleep(60)
"""
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert child.stdout
    assert child.stdout.readline() == "ready\n"
    with pytest.raises(InputError, match="in use by another process"):
        Store(path)
    child.send_signal(signal.SIGKILL)
    child.wait()
    for read_only in (True, False):
        with Store(path, read_only=read_only) as store:
            last = store.revision()
            assert last
            assert (last.number, last.timeline) == (1, "one")


def test_a_failed_commit_changes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        commit(store, TIMELINE, "one")
        broken = replace(TIMELINE, events=(replace(TIMELINE.events[0], title=None),))  # type: ignore[arg-type]
        with pytest.raises(duckdb.Error):
            commit(store, broken, "two")
        assert store.numbers() == [1]


# ---------------------------------------------------------------- files that are no stores


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("not a database, but long enough to look like something")
    with pytest.raises(InputError, match="not a timeline store"):
        Store(tmp_path / "text")
    assert not is_store(tmp_path / "text")


def test_another_database(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "other")).execute("CREATE TABLE t (x INTEGER)").close()
    with pytest.raises(InputError, match="not a timeline store of format timeline-store/1"):
        Store(tmp_path / "other")
    assert is_store(tmp_path / "other")


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such store"):
        Store(tmp_path / "none", create=False)
    with pytest.raises(InputError, match="there is no such folder"):
        Store(tmp_path / "none" / "s")
    with pytest.raises(InputError, match="is a folder"):
        Store(tmp_path)


def test_a_damaged_value_is_one_line(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        commit(store, TIMELINE, "one")
        for value in (b"junk", zlib.compress(b"x" * 100)[:-4]):
            store._db.execute("UPDATE revisions SET timeline = ?", [value])
            with pytest.raises(InputError, match="value"):
                store.revision()


def test_a_hostile_store_cannot_reach_other_files(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    with Store(tmp_path / "s") as store, pytest.raises(duckdb.Error):
        store._db.execute(f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')")


# ---------------------------------------------------------------- readings


def test_readings_survive_as_json(readings: list[Reading]) -> None:
    for reading in readings:
        assert codec.read_reading(codec.reading_json(reading)) == reading
        assert codec.read_article(codec.article_json(reading.article)) == reading.article


def test_a_broken_reading_is_refused() -> None:
    with pytest.raises(DataError, match="not a saved"):
        codec.read_reading(b'{"article": 1}')


def test_only_what_is_new_is_read(tmp_path: Path, readings: list[Reading]) -> None:
    made = {r.article.id: r for r in readings}
    asked: list[list[str]] = []

    def reader(articles: object) -> list[Reading]:
        asked.append([a.id for a in articles])  # type: ignore[attr-defined]
        return [made[i] for i in asked[-1]]

    own = [r.article for r in readings]
    with Store(tmp_path / "s") as store:
        for part in (own[:2], own, own):
            done = update.update(store, part, read=reader, parser="p", knowledge=(), today=TODAY)
    assert asked == [[a.id for a in own[:2]], [own[2].id]]
    assert done.revision == 2
    assert not done.changes


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
@pytest.mark.parametrize("first", [1, 2])
def test_what_is_added_gives_what_building_anew_does(tmp_path: Path, readings: list[Reading], order: tuple[int, ...], first: int) -> None:
    own = [readings[i] for i in order]
    made = {r.article.id: r for r in own}
    with Store(tmp_path / "s") as store:
        for part in (own[:first], own):
            added = update.update(
                store, [r.article for r in part], read=lambda new: [made[a.id] for a in new], parser="p", knowledge=(), today=TODAY
            )
    anew = assemble(own, today=TODAY)
    assert added.built.links == anew.links
    assert [replace(e, id="") for e in added.built.timeline.events] == [replace(e, id="") for e in anew.timeline.events]


@pytest.mark.parametrize(
    "harm",
    ["UPDATE linking.about SET value = 'changing' WHERE value = 'whole'", "DROP TABLE linking.scored", "DROP TABLE linking.about"],
    ids=["left in the middle of a change", "a table is missing", "no version"],
)
def test_a_state_of_linking_that_cannot_be_used_is_begun_anew(tmp_path: Path, readings: list[Reading], harm: str) -> None:
    made = {r.article.id: r for r in readings}

    def build(part: list[Reading]) -> Links:
        with Store(tmp_path / "s") as store:
            return update.update(
                store, [r.article for r in part], read=lambda new: [made[a.id] for a in new], parser="p", knowledge=(), today=TODAY
            ).built.links

    build(readings[:2])
    with duckdb.connect(str(tmp_path / "s")) as base:
        base.execute(harm)
    assert build(readings) == assemble(readings, today=TODAY).links


def test_a_key_changes_with_what_the_reading_depends_on(tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text("")
    one = article("a", "a.txt")
    keys = {
        update.reading_key(one, "p", ()),
        update.reading_key(one, "q", ()),
        update.reading_key(one, "p", (facts,)),
        update.reading_key(replace(one, lang="en"), "p", ()),
        update.reading_key(replace(one, text="x"), "p", ()),
    }
    facts.write_text("# other")
    assert len(keys | {update.reading_key(one, "p", (facts,))}) == 6
    assert update.reading_key(one, "p", ()) in keys


@pytest.mark.parametrize(
    ("new", "ids"),
    [
        (article("a", "a.txt"), ["a", "b"]),  # the same
        (article("a", "copy/a.txt"), ["a", "b"]),  # the same file elsewhere
        (article("a2", "a.txt", "new"), ["a2", "b"]),  # the file has changed
        (article("b", "x.jsonl#7", "new"), ["a", "b"]),  # the record has moved and changed
        (article("b", "y.jsonl#1", "new"), ["a", "b", "b-2"]),  # another file's record of the same id
        (article("c", "-", "new"), ["a", "b", "c"]),
    ],
)
def test_which_articles_are_known_again(new: Article, ids: list[str]) -> None:
    old = [article("a", "a.txt"), article("b", "x.jsonl#1")]
    assert [a.id for a in update.merged(old, [new])] == ids
    assert update.merged(update.merged(old, [new]), [new]) == update.merged(old, [new])


# ---------------------------------------------------------------- corrections


def test_corrections_are_kept_in_order(tmp_path: Path) -> None:
    given = [Correction(target="e", field="title", value=v, mentions=("m1",), others=()) for v in ("one", "two")]
    with Store(tmp_path / "s") as store:
        for c in given:
            store.correct(c)
        assert store.corrections() == tuple(given)


def test_an_article_gets_its_day() -> None:
    c = Correction(target="a", field="published", value="2025-07-04")
    assert corrected_article(article("a", "a.txt"), [c]).given == dt.date(2025, 7, 4)
    assert corrected_article(article("b", "b.txt"), [c]).given is None


def test_an_event_is_corrected_by_its_mentions() -> None:
    known = correction(TIMELINE, "e-istanbul-1", "date", "2025-05-17")
    moved = replace(TIMELINE.events[2], id="e-other")
    (found,) = corrected_events([moved], [known])
    assert (found.date.value, found.date.stated, found.conflicts) == ("2025-05-17", True, ())


def test_same_and_apart() -> None:
    mentions = [m for r in ("m1", "m2", "m3") for m in [_Id(r)]]
    pairs = (Pair(first=1, second=2, weight=5.0, columns=()), Pair(first=0, second=2, weight=1.0, columns=()))
    links = Links(clusters=((0, 1, 2),), pairs=pairs)
    apart = Correction(target="", field="apart", value="", mentions=("m1",), others=("m2",))
    same = Correction(target="", field="same", value="", mentions=("m1",), others=("m2",))
    parted = corrected_links(links, mentions, [apart])  # type: ignore[arg-type]
    assert parted.clusters == ((0,), (1, 2))
    assert corrected_links(parted, mentions, [same]).clusters == ((0, 1, 2),)  # type: ignore[arg-type]
    assert corrected_links(links, mentions, []) is links  # type: ignore[arg-type]


class _Id:
    """As much of a mention as corrections look at."""

    def __init__(self, ident: str) -> None:
        self.id = ident


@pytest.mark.parametrize(
    ("target", "field", "value", "problem"),
    [
        ("e-call-6x", "date", "2025-07-03", "did you mean e-call-6"),
        ("e-call-6", "date", "tomorrow", "is no date"),
        ("e-call-6", "date", "2025-07-05/2025-07-03", "ends before it begins"),
        ("e-call-6", "status", "maybe", "is no status"),
        ("e-call-6", "colour", "red", "no 'colour' to correct"),
        ("e-call-6", "same", "e-call-6", "is the event itself"),
        ("e-call-6", "title", " ", "empty"),
        ("telefonata", "published", "yesterday", "is no day"),
        ("telefonata", "date", "2025-07-04", "use published="),
    ],
)
def test_corrections_that_cannot_be(target: str, field: str, value: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        correction(TIMELINE, target, field, value)


def test_date_of_a_range() -> None:
    assert (date_of("2025-07-01/2025-07-31").value, date_of("2025-07-01/2025-07-03").value) == ("2025-07", None)


# ---------------------------------------------------------------- files


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "new" / "a.json"
    files.write(target, "one")
    assert target.stat().st_mode & 0o777 == 0o666 & ~files._umask()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(InputError, match=r"a\.json: cannot be written: No space left"):
        files.write(target, "two")
    assert [(p.name, p.read_text()) for p in target.parent.iterdir()] == [("a.json", "one")]


def test_modules_that_no_reading_depends_on_exist() -> None:
    assert {p.stem for p in update.PACKAGE.glob("*.py")} >= update.APART
