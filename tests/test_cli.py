"""The command: every verb, its exit status, and what it says when it is used wrongly."""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import ARTICLES, TODAY, Result, Run, written

from timeline import cli

VERBS = sorted(str(c.name or getattr(c.callback, "__name__", "")) for c in cli.app.registered_commands)
FRENCH = "Le président russe Vladimir Poutine a téléphoné jeudi au président des États-Unis, a annoncé le Kremlin dans un communiqué. " * 3
HERE = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parent.parent)}


def command(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "timeline", *arguments], capture_output=True, text=True, env=HERE, **options)


def lines(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.out.splitlines()]


def one_line(result: Result) -> str:
    """The only line on stderr."""
    assert re.fullmatch(r"timeline: [^\n]+\n", result.err), result.err
    return result.err


# ---------------------------------------------------------------- help and version


def test_all_verbs_of_the_contract() -> None:
    assert VERBS == ["add", "build", "check", "correct", "date", "diff", "explain", "export", "link", "resolve", "score", "show", "watch"]


@pytest.mark.parametrize("verb", VERBS)
def test_help_shows_examples(run: Run, verb: str) -> None:
    result = run(verb, "--help")
    assert result.status == 0
    examples = re.findall(rf"^ +(?:\S+ .*\| )?timeline {verb}\b.*$", result.out, re.MULTILINE)
    assert len(examples) >= 2
    for line in re.findall(r"^.*--[a-z-]+.*$", result.out, re.MULTILINE):
        assert len(line) <= 120


def test_every_option_has_help() -> None:
    for name, verb in typer.main.get_command(cli.app).commands.items():  # type: ignore[attr-defined]
        for parameter in verb.params:
            assert getattr(parameter, "help", None) or parameter.name == "help", f"{name} {parameter.name}"


def test_help_is_quick() -> None:
    """In processor time, which a busy machine does not lengthen."""

    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(3)) < 0.3


def test_version(run: Run) -> None:
    assert run("--version").out == "timeline 0.1.0\n"
    verbose = run("--version", "--verbose").out
    assert "Apache-2.0" in verbose
    assert "CC BY-NC-SA 4.0" in verbose


def test_public_names() -> None:
    import timeline

    for name in timeline.__all__:
        assert getattr(timeline, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        timeline.nothing  # noqa: B018


# ---------------------------------------------------------------- what the documents tell the reader to type

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def command_lines(text: str) -> list[str]:
    """The command lines of a text: those of its code, without comments, redirections and what feeds a pipe."""
    code = re.findall(r"`(timeline [^`\n]+ [^`\n]+)`", text) + re.findall(
        r"^ *(?:\S+ .*\| )?((?:\.venv/bin/)?timeline \w+ .*)$", text, re.M
    )
    return [re.split(r" +# | > ", line)[0].strip() for line in code]


def arguments(line: str) -> list[str]:
    return shlex.split(line.removeprefix(".venv/bin/"))[1:]


def help_of(verb: str) -> str:
    return str(typer.main.get_command(cli.app).commands[verb].help)  # type: ignore[attr-defined]


LINES = {
    **dict.fromkeys(command_lines(README), "README.md"),
    **{line: path.name for path in sorted((ROOT / "docs").glob("*.md")) for line in command_lines(path.read_text(encoding="utf-8"))},
    **{line: f"{verb} --help" for verb in VERBS for line in command_lines(help_of(verb))},
}


def test_the_readme_names_every_verb_and_no_other() -> None:
    table = re.findall(r"^\| `timeline (\w+)` \| \S", README, re.M)
    assert sorted(table) == VERBS
    assert len(LINES) > 20


@pytest.mark.parametrize("line", LINES, ids=[f"{where}: {line[:60]}" for line, where in LINES.items()])
def test_documented_commands_are_understood(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "articles").mkdir()
    monkeypatch.chdir(tmp_path)
    verb, *rest = arguments(line)
    whole = typer.main.get_command(cli.app)
    own = whole.commands[verb]  # type: ignore[attr-defined]
    own.make_context(verb, [*rest], parent=typer.Context(whole))  # raises for an option or argument that the verb lacks


def test_the_commands_of_the_readme_work(run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On other articles, in their order: what `build` writes the others read."""
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "articles", ARTICLES)
    lines = command_lines(README)
    assert {arguments(line)[0] for line in lines} >= {"build", "show", "explain", "resolve"}
    for line in sorted(lines, key=lambda line: "build" not in line):
        if line.endswith("FILE"):
            continue
        whom = json.loads((tmp_path / "out/timeline.json").read_text())["articles"][0]["id"] if "explain" in line else ""
        result = run(*(whom if a == "004" else a for a in arguments(line)))
        assert (result.status, bool(result.out)) == (0, True), (line, result.err)


# ---------------------------------------------------------------- build


def test_build_writes_three_files(built: Path) -> None:
    assert sorted(p.name for p in built.iterdir()) == ["timeline.html", "timeline.json", "timeline.links.json"]
    timeline = json.loads((built / "timeline.json").read_text())
    assert len(timeline["articles"]) == len(ARTICLES)
    assert timeline["events"]
    assert all(a["published"]["date"] for a in timeline["articles"])


def test_the_same_input_gives_the_same_bytes(run: Run, articles: Path, built: Path, tmp_path: Path) -> None:
    assert run("build", articles, "-o", tmp_path, "--today", TODAY).status == 0
    for name in cli.NAMES:
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes()


def test_build_says_where_it_wrote(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("build", articles, "-o", tmp_path, "--today", TODAY)
    assert "Vladimir Putin" in result.out
    assert f"wrote {tmp_path / 'timeline.html'}" in result.err
    assert "\x1b" not in result.out + result.err  # no colours in a pipe
    figures = json.loads(run("build", articles, "-o", tmp_path, "--today", TODAY, "--json").out)
    assert (figures["articles"], figures["dated"], figures["unusable"]) == (3, 3, 0)


def test_build_from_standard_input(run: Run, tmp_path: Path) -> None:
    record = json.dumps({"id": "x", "text": ARTICLES["call.txt"], "published": "2025-07-04"})
    result = run("build", "-", "-o", tmp_path, "-q", stdin=record)
    assert (result.status, result.out, result.err) == (0, "", "")
    assert json.loads((tmp_path / "timeline.json").read_text())["articles"][0]["published"]["given"] is True


def test_build_with_a_day_given(run: Run, articles: Path, tmp_path: Path) -> None:
    assert run("build", articles, "-o", tmp_path, "-q", "--published", "call.txt=2025-07-05").status == 0
    days = {a["source"]: a["published"] for a in json.loads((tmp_path / "timeline.json").read_text())["articles"]}
    assert days[str(articles / "call.txt")]["date"] == "2025-07-05"


def test_a_day_that_no_calendar_has_keeps_its_place(run: Run, tmp_path: Path) -> None:
    text = "Il 31 settembre e il 30 febbraio 2025 non esistono. Donald Trump ha incontrato Vladimir Putin in Alaska il 15 agosto 2025."
    written(tmp_path / "in", {"a.txt": text})
    assert run("build", tmp_path / "in", "-o", tmp_path, "-q", "--today", TODAY).status == 0
    timeline = json.loads((tmp_path / "timeline.json").read_text())
    (met,) = [m for e in timeline["events"] if e["type"] == "meet" for m in e["mentions"]]
    assert timeline["articles"][0]["expressions"][met["expression"]]["text"] == "il 15 agosto 2025"


def test_what_a_build_wrote_is_no_article(run: Run, tmp_path: Path) -> None:
    written(tmp_path, ARTICLES)
    assert [run("build", tmp_path, "-o", tmp_path, "-q").status for _ in range(2)] == [0, 0]


def test_the_rest_is_done(run: Run, articles: Path, tmp_path: Path) -> None:
    bad = written(tmp_path / "bad", {"francese.txt": FRENCH, "vuoto.txt": "", "x.docx": "x"})
    result = run("build", articles, bad, tmp_path / "none", "-o", tmp_path / "out", "-q")
    assert result.status == 1
    assert len(json.loads((tmp_path / "out" / "timeline.json").read_text())["articles"]) == 3
    problems = result.err.splitlines()
    assert len(problems) == 4
    assert all(p.startswith("timeline: ") for p in problems)
    assert "in 'fr', but only en, it can be read" in problems[0]


def test_nothing_to_build_from(run: Run, tmp_path: Path) -> None:
    result = run("build", tmp_path / "none.txt", "-o", tmp_path / "out")
    assert result.status == 1
    assert "no such file or folder" in result.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written(run: Run, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("build", articles, "-o", tmp_path / "file" / "out", "-q")
    assert result.status == 1
    assert "cannot be written" in one_line(result)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["biuld"], "did you mean 'build'"),
        (["build"], "missing argument"),
        (["build", "ARTICLES", "--published", "call.txt=soon"], "no such day"),
        (["build", "ARTICLES", "--published", "call.txt"], "is not ID=DATE"),
        (["build", "ARTICLES", "--published", "cal.txt=2025-07-04"], "did you mean call.txt"),
        (["build", "ARTICLES", "--parser", "magic"], "use 'embedded', 'spacy:NAME'"),
        (["build", "ARTICLES", "--parser", "spacy:xx_none"], "no spaCy pipeline"),
        (["build", "ARTICLES", "--today", "2025-13-01"], "no such day"),
        (["build", "ARTICLES", "--engine", "sparc"], "see timeline build --help"),
        (["build", "ARTICLES", "--knowledge", "none.toml"], "no such file"),
        (["show", "TIMELINE", "--form", "x"], "see timeline show --help"),
        (["show", "timelin.json"], "no such file"),
        (["explain", "e-none", "TIMELINE"], "no event or article"),
        (["export", "TIMELINE", "--to", "cvs"], "did you mean"),
        (["diff", "TIMELINE", "none.json"], "no such file"),
        (["diff", "TIMELINE", "x.store#1"], "no such file"),
        (["resolve", "domani", "--lang", "fr"], "only en, es, it can be read"),
        (["resolve", "none.jsonl", "--jsonl"], "no such file"),
        (["check", "fr"], "no language 'fr'"),
        (["watch", "ARTICLES", "-o", "ARTICLES"], "is the folder that is watched"),
        (["add", "ARTICLES"], "missing option"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_wrong_use_is_one_line(
    run: Run, articles: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    names = {"ARTICLES": str(articles), "TIMELINE": str(built / "timeline.json")}
    result = run(*(names.get(a, a) for a in arguments))
    assert result.status == 2
    assert says.lower() in one_line(result).lower()


def test_spark_needs_an_extra(run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    result = run("build", articles, "-o", tmp_path, "--engine", "spark")
    assert result.status == 2
    assert "pip install 'news-timeline[spark]'" in one_line(result)


def test_what_a_worker_of_a_cluster_does(articles: Path) -> None:
    import pandas as pd

    from timeline.codec import article_json, read_reading
    from timeline.engine import read_batches
    from timeline.model import Article
    from timeline.read import read

    own = [a for a in read([str(articles)], languages=("en", "it")) if isinstance(a, Article)]
    batch = pd.DataFrame({"position": range(len(own)), "body": [article_json(a).decode() for a in own]})
    (frame,) = read_batches([batch], parser="embedded", knowledge=())
    assert [read_reading(body.encode()).article for body in frame["body"]] == own


# ---------------------------------------------------------------- the store: add, diff, correct


def test_add_reads_only_what_is_new(run: Run, articles: Path, later: Path, tmp_path: Path) -> None:
    store = tmp_path / "news.store"
    first = run("add", articles, "--store", store, "--today", TODAY)
    again = run("add", articles, "--store", store, "--today", TODAY, "--lang", "en")
    more = run("add", later, "--store", store, "--today", TODAY, "-o", tmp_path / "out")
    assert [r.status for r in (first, again, more)] == [0, 0, 0]
    assert "revision 1: 3 articles, of which 3 read now" in first.err
    assert again.out == "Nothing changed.\n"
    assert "revision 1: 3 articles, of which 0 read now" in again.err
    assert "revision 2: 4 articles, of which 1 read now" in more.err
    assert "alaska.txt" in more.out
    assert (tmp_path / "out" / "timeline.html").is_file()


@pytest.fixture(scope="module")
def store(articles: Path, later: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two revisions."""
    path = tmp_path_factory.mktemp("store") / "news.store"
    for part in (articles, later):
        assert cli.main(["add", str(part), "--store", str(path), "--today", TODAY, "--quiet"]) == 0
    return path


def test_building_by_way_of_a_store_is_the_same(run: Run, articles: Path, built: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("build", articles, "-o", tmp_path / "out", "--store", tmp_path / "s", "--today", TODAY, "-q").status == 0
        assert (tmp_path / "out" / "timeline.json").read_bytes() == (built / "timeline.json").read_bytes()


@pytest.mark.parametrize("form", ["terminal", "json", "md", "html"])
def test_diff_of_revisions(run: Run, store: Path, form: str) -> None:
    by_name = run("diff", f"{store}#1", f"{store}#2", "--format", form)
    by_number = run("diff", "1", "2", "--store", store, "--format", form)
    assert by_name.status == 0
    assert by_name.out == by_number.out
    assert "alaska.txt" in by_name.out


def test_diff_exit_code(run: Run, store: Path, built: Path) -> None:
    assert run("diff", f"{store}#1", f"{store}#2", "--exit-code").status == 1
    same = run("diff", built, built / "timeline.json", "--exit-code")
    assert (same.status, same.out) == (0, "Non è cambiato nulla.\n")  # most articles are Italian
    assert run("diff", built, built / "timeline.json", "--lang", "en").out == "Nothing changed.\n"


def test_the_same_event_keeps_its_id(run: Run, store: Path) -> None:
    before, after = ({e["id"] for e in json.loads(run("show", f"{store}#{n}", "--json").out)["events"]} for n in (1, 2))
    assert before <= after


def test_corrections_win_and_stay(run: Run, articles: Path, later: Path, tmp_path: Path) -> None:
    store = tmp_path / "s"
    run("add", articles, "--store", store, "--today", TODAY)
    known = json.loads(run("show", store, "--json").out)
    event, article = known["events"][0]["id"], known["articles"][0]["id"]
    assert run("correct", "--store", store, event, "date=2025-05-17", "title=Prova", "status=planned", "--today", TODAY).status == 0
    assert run("correct", "--store", store, article, "published=2025-07-05", "--today", TODAY).status == 0
    assert run("add", later, "--store", store, "--today", TODAY).status == 0
    now = json.loads(run("show", store, "--json").out)
    (found,) = [e for e in now["events"] if e["title"] == "Prova"]
    assert (found["date"]["value"], found["date"]["stated"], found["status"]) == ("2025-05-17", True, "planned")
    assert {a["id"]: a["published"]["date"] for a in now["articles"]}[article] == "2025-07-05"


def test_two_events_are_made_one_and_parted(run: Run, store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "s"
    copy.write_bytes(store.read_bytes())
    one, other = [e["id"] for e in json.loads(run("show", copy, "--json").out)["events"]][:2]
    joined = run("correct", "--store", copy, one, f"same={other}", "--json", "--today", TODAY)
    assert [len(m["before"]) for m in json.loads(joined.out)["merged"]] == [2]
    mention = json.loads(joined.out)["merged"][0]["before"][1]["mentions"][0]["id"]
    now = next(e["id"] for e in json.loads(run("show", copy, "--json").out)["events"] if mention in [m["id"] for m in e["mentions"]])
    parted = run("correct", "--store", copy, now, f"apart={mention}", "--json", "--today", TODAY)
    assert len(json.loads(parted.out)["split"]) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["correct", "e-1", "title=x", "--store", "none.store"], 1, "no such store"),
        (["correct", "e-1", "title=x", "--store", "text.store"], 1, "not a timeline store"),
        (["show", "text.store#1"], 1, "not a timeline store"),
        (["show", "STORE#9"], 2, "has no revision 9"),
        (["show", "STORE#x"], 2, "is no number"),
        (["correct", "e-1", "title=x", "--store", "STORE"], 2, "no event or article"),
        (["correct", "e-1", "title", "--store", "STORE"], 2, "is not FIELD=VALUE"),
    ],
)
def test_stores_that_cannot_be_used(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.store").write_text("not a store " * 20)
    result = run(*(a.replace("STORE", str(store)) for a in arguments))
    assert result.status == status
    assert says in one_line(result)


# ---------------------------------------------------------------- date, resolve, link


def test_date_jsonl(run: Run, articles: Path) -> None:
    result = run("date", articles, "--jsonl", "--today", TODAY)
    assert result.status == 0
    records = lines(result)
    assert len(records) == 3
    for record in records:
        assert set(record) == {"id", "published"}
        assert set(record["published"]) == {"date", "earliest", "latest", "probability", "candidates", "evidence"}
        assert record["published"]["earliest"] <= record["published"]["date"] <= record["published"]["latest"]
        assert set(record["published"]["evidence"][0]) == {"kind", "quote", "start", "end", "says", "weight"}


def test_date_is_read_by_people_too(run: Run, articles: Path) -> None:
    result = run("date", articles / "call.txt", "--today", TODAY)
    assert result.out.startswith("2025-07-04")
    assert "call.txt" in result.out


def test_resolve_jsonl(run: Run, tmp_path: Path) -> None:
    text = "Giovedì Putin ha sentito Trump."
    asked = [
        {"id": 1, "lang": "it", "published": "2025-07-04", "text": text},
        {"id": "b", "lang": "it", "published": None, "text": text},
        {"id": "c", "lang": "en", "text": "It happened on 16 May 2025."},
    ]
    data = "\n".join(json.dumps(a) for a in asked)
    (tmp_path / "a.jsonl").write_text(data)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data.encode()))
    result = run("resolve", "-", "--jsonl", stdin=data)
    assert result.status == 0
    found = lines(result)
    assert [f["id"] for f in found] == [1, "b", "c"]
    first, unknown, full = (f["expressions"][0] for f in found)
    assert set(first) == {"start", "end", "text", "type", "value", "mod", "earliest", "latest", "rule", "anchor"}
    assert (text[first["start"] : first["end"]], first["value"], first["earliest"]) == ("Giovedì", "2025-07-03", "2025-07-03")
    assert unknown["earliest"] is None
    assert full["value"] == "2025-05-16"
    for name in ("a.jsonl", "a.jsonl.gz"):
        assert run("resolve", tmp_path / name, "--jsonl").out == result.out
    assert lines(run("resolve", json.dumps(asked[0]), "--jsonl")) == found[:1]


def test_resolve_names_the_lines_that_it_cannot_read(run: Run) -> None:
    data = '{bad\n\n[]\n{"id":1}\n{"id":2,"lang":"fr","text":"Jeudi"}\n{"id":3,"lang":"it","text":"ieri","published":"mai"}\n{"id":4,"lang":"it","text":"ieri \\ud800"}'
    result = run("resolve", "-", "--jsonl", stdin=data)
    assert result.status == 1
    assert [r["id"] for r in lines(result)] == [4]
    places = re.findall(r"^timeline: (-#\d): ", result.err, re.MULTILINE)
    assert places == ["-#1", "-#3", "-#4", "-#5", "-#6"]


def test_resolve_a_text(run: Run) -> None:
    result = run("resolve", "Giovedì Putin ha sentito Trump", "--published", "2025-07-04", "--lang", "it")
    assert (result.status, result.out) == (0, "0-7  Giovedì  2025-07-03  2025-07-03\n")
    assert run("resolve", "--published", "2025-07-04", "--lang", "it", stdin="Giovedì Putin ha sentito Trump").out == result.out
    assert "weekday" in run("resolve", "Giovedì", "--lang", "it", "--trace").out
    nothing = run("resolve", "Niente", "--lang", "it")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "no temporal expression in it\n")


def test_link_jsonl(run: Run) -> None:
    texts = {
        "a": ("it", "Vladimir Putin ha incontrato Donald Trump in Alaska il 15 agosto 2025.", ["incontrato"]),
        "b": ("en", "Donald Trump met Vladimir Putin in Alaska on 15 August 2025. A storm hit Naples on 2 March 2024.", ["met", "storm"]),
    }
    data = "\n".join(
        json.dumps(
            {
                "id": i,
                "lang": lang,
                "text": text,
                "mentions": [{"id": n, "start": text.index(w), "end": text.index(w) + len(w)} for n, w in enumerate(words)],
            }
        )
        for i, (lang, text, words) in texts.items()
    )
    result = run("link", "-", "--jsonl", "--today", TODAY, stdin=data)
    assert result.status == 0
    assert lines(result) == [
        {"id": "a", "mentions": [{"id": 0, "cluster": "c1"}]},
        {"id": "b", "mentions": [{"id": 0, "cluster": "c1"}, {"id": 1, "cluster": "c2"}]},
    ]


def test_link_keeps_every_mention(run: Run) -> None:
    """Those where the extraction finds none, two at one place, and those of an article that copies another."""
    text = "Il vertice di Parigi è finito. Nessuno ne ha parlato. " * 10
    mentions = [{"id": "x", "start": 3, "end": 10}, {"id": "y", "start": 3, "end": 10}, {"id": "z", "start": 11, "end": 13}]
    data = "\n".join(json.dumps({"id": i, "lang": "it", "published": "2025-07-04", "text": text, "mentions": mentions}) for i in "ab")
    result = run("link", "-", "--jsonl", stdin=data)
    assert result.status == 0
    assert [[m["id"] for m in r["mentions"]] for r in lines(result)] == [["x", "y", "z"]] * 2
    assert all(m["cluster"] for r in lines(result) for m in r["mentions"])
    assert lines(run("link", "-", stdin=json.dumps({"id": "e", "lang": "it", "text": text}))) == [{"id": "e", "mentions": []}]


def test_link_of_two_texts(run: Run) -> None:
    """Two texts a line instead of mentions: how likely they report one story."""
    texts = ("Terremoto a Creta, dodici morti.", "Earthquake hits Crete, twelve dead.", "Sciopero dei treni venerdì.")
    records = [{"id": n, "text_a": texts[0], "text_b": texts[n], "lang_a": "it", "lang_b": lang} for n, lang in ((1, "en"), (2, "it"))]
    data = "\n".join(json.dumps(r) for r in [*records, {"id": 3, "text_a": texts[0], "lang_a": "it"}])
    result = run("link", "-", stdin=data)
    assert result.status == 1
    assert "-#3: no 'text' in it" in one_line(result)
    found = lines(result)
    assert [(r["id"], r["same"]) for r in found] == [(1, True), (2, False)]
    assert 0 <= found[1]["score"] < 0.5 <= found[0]["score"] <= 1


def test_link_refuses_spans_outside_the_text(run: Run) -> None:
    result = run("link", "-", stdin=json.dumps({"id": "a", "lang": "it", "text": "breve", "mentions": [{"id": 1, "start": 3, "end": 9}]}))
    assert result.status == 1
    assert "-#1: a mention without a range in the text" in one_line(result)


# ---------------------------------------------------------------- show, explain, export, check, score


def events(result: Result) -> list[Any]:
    assert result.status == 0
    found: list[Any] = json.loads(result.out)["events"]
    return found


def test_show_filters(run: Run, built: Path) -> None:
    every = events(run("show", built, "--json"))
    some = events(run("show", built, "--from", "2025-07-01", "--to", "2025-07-31", "--actor", "PUTIN", "--json"))
    assert 0 < len(some) < len(every)
    assert all(any("Putin" in a["name"] for a in e["actors"]) for e in some)
    assert all(e["date"]["latest"] >= "2025-07-01" and e["date"]["earliest"] <= "2025-07-31" for e in some)
    assert all(e["sources"] >= 2 for e in events(run("show", built, "--min-sources", "2", "--json")))
    assert {e["status"] for e in events(run("show", built, "--status", "planned", "--status", "denied", "--json"))} <= {"planned", "denied"}
    assert len(events(run("show", built, "--limit", "1", "--json"))) == 1
    assert "Istanbul" in {e["place"] for e in events(run("show", built, "--place", "istanbul", "--json"))}


def test_show_reads_standard_input(run: Run, built: Path) -> None:
    assert run("show", "-", stdin=(built / "timeline.json").read_bytes()).out == run("show", built).out


def test_show_suggests(run: Run, built: Path) -> None:
    result = run("show", built, "--actor", "putn")
    assert result.status == 0
    assert "no event has the actor 'putn': did you mean Vladimir Putin?" in result.err


@pytest.mark.parametrize("data", ["", "{", "[]", '{"format":"timeline/9"}', '{"format":"timeline/1","events":[{}]}', "\x00\x01"])
def test_show_a_file_that_is_no_timeline(run: Run, tmp_path: Path, data: str) -> None:
    (tmp_path / "t.json").write_text(data)
    result = run("show", tmp_path / "t.json")
    assert result.status == 1
    assert str(tmp_path / "t.json") in one_line(result)


def test_explain(run: Run, built: Path) -> None:
    timeline = json.loads((built / "timeline.json").read_text())
    linked = max(timeline["events"], key=lambda e: e["sources"])
    result = run("explain", linked["id"], built)
    assert result.status == 0
    assert linked["mentions"][0]["quote"][:40] in result.out
    assert re.search(r"\+\d+\.\d  \S+ ~ \S+\n    .*days", result.out)  # a pair and what its columns gave
    assert json.loads(run("explain", linked["id"], built, "--json").out)["joined"]
    for article in timeline["articles"]:
        found = run("explain", article["id"], built / "timeline.json")
        assert found.status == 0
        assert article["published"]["evidence"][0]["quote"][:20] in found.out


def test_explain_from_a_store(run: Run, store: Path) -> None:
    event = json.loads(run("show", store, "--json").out)["events"][0]
    assert event["id"] in run("explain", event["id"], "--store", store).out
    assert event["id"] in run("explain", event["id"], "--store", f"{store}#2").out


def test_explain_without_the_links(run: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "timeline.json").write_bytes((built / "timeline.json").read_bytes())
    event = json.loads((tmp_path / "timeline.json").read_text())["events"][0]["id"]
    result = run("explain", event, tmp_path)
    assert result.status == 0
    assert "timeline.links.json is not there" in result.err
    (tmp_path / "timeline.links.json").write_text("{")
    assert "broken links file" in one_line(run("explain", event, tmp_path))


@pytest.mark.parametrize("form", ["csv", "md", "ics", "atom", "timelinejs", "rdf", "vega"])
def test_export(run: Run, built: Path, tmp_path: Path, form: str) -> None:
    result = run("export", built, "--to", form)
    assert result.status == 0
    assert result.out
    assert run("export", built, "--to", form, "-o", tmp_path / "x").out == ""
    assert (tmp_path / "x").read_bytes().replace(b"\r\n", b"\n") == result.out.replace("\r\n", "\n").encode()


def test_export_of_bytes(run: Run, built: Path, tmp_path: Path) -> None:
    assert run("export", built, "--to", "parquet", "-o", tmp_path / "x").status == 0
    assert (tmp_path / "x").read_bytes()[:4] == b"PAR1"


def test_check(run: Run) -> None:
    result = run("check", "it")
    assert "it: " in result.out.splitlines()[-1]


def test_score(run: Run, built: Path, tmp_path: Path) -> None:
    gold = {
        "published": {"call.txt": {"accept": ["2025-07-04"]}, "nowhere.txt": {"accept": ["2025-07-04"]}},
        "events": [
            {"id": "istanbul", "when": ["2025-05-16", "2025-05-16"], "about": ["incontr", "met"], "who": ["ucrain", "ukrain"], "articles": ["call", "telefonata"], "status": "occurred"},
            {"id": "moon", "when": ["1969-07-20", "1969-07-20"], "about": ["moon"], "who": ["armstrong"], "status": "occurred"},
        ],
        "apart": [["istanbul", "moon"]],
    }  # fmt: skip
    (tmp_path / "gold.json").write_text(json.dumps(gold))
    figures = json.loads(run("score", built, tmp_path / "gold.json", "--json").out)
    assert figures["published"] == {"met": 1, "of": 2}
    assert figures["event"] == {"met": 1, "of": 2}
    assert figures["apart"] == {"met": 0, "of": 1}
    result = run("score", built, tmp_path / "gold.json")
    assert "MISSED event moon: not found" in result.out
    (tmp_path / "gold.json").write_text('{"events": [{"id": 1}]}')
    assert "an entry has no 'when'" in one_line(run("score", built, tmp_path / "gold.json"))


# ---------------------------------------------------------------- watch


def test_watch_sees_what_comes(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, out = written(tmp_path / "in", ARTICLES), tmp_path / "in" / "out"
    naps = iter(range(100))

    def nap(_: float) -> None:
        n = next(naps)
        if n == 2:
            (folder / "b.txt").write_text("Il 3 marzo 2025 il ministro Antonio Tajani ha incontrato Marco Rubio a Roma.")
        if n == 8:
            raise KeyboardInterrupt

    monkeypatch.setattr(cli.time, "sleep", nap)
    result = run("watch", folder, "-o", out, "--today", TODAY)
    assert result.status == cli.INTERRUPTED
    assert "revision 1: 3 articles" in result.err
    assert "revision 2: 4 articles, of which 1 read now" in result.err
    assert "Tajani" in (out / "timeline.json").read_text()


# ---------------------------------------------------------------- terminals, pipes, interruptions, faults


def test_no_color(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("show", built).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", run("show", built).out)


def test_a_closed_pipe_is_quiet(built: Path) -> None:
    script = f"{sys.executable} -m timeline export {built} --to vega | head -c 10"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=HERE)
    assert done.stderr == ""
    assert len(done.stdout) == 10


def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    child = subprocess.Popen(
        [sys.executable, "-m", "timeline", "watch", str(tmp_path / "in"), "-o", str(tmp_path / "out")],
        stderr=subprocess.PIPE,
        text=True,
        env=HERE,
    )
    assert child.stderr
    assert "watching" in child.stderr.readline()
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    assert child.wait(20) == 130
    assert "Traceback" not in child.stderr.read()


def test_a_fault_is_one_line(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr("timeline.filters.select", broken)
    result = run("show", built)
    assert result.status == cli.FAULT
    assert re.search(r"unexpected ZeroDivisionError in cli.py, line \d+: by zero \(run it again with --debug", one_line(result))
    assert "Traceback" in run("show", built, "--debug").err


def test_text_from_articles_cannot_drive_the_terminal(run: Run, tmp_path: Path) -> None:
    name = tmp_path / "a\x1b[31m.txt"
    name.write_text("")
    result = run("build", name, "-o", tmp_path / "out")
    assert "\x1b" not in result.err
