"""Every figure that the README claims, from the dev sets in ../shared/bench, with its scorers and beside the peers'.

    measure.py                      all sets, as a Markdown table
    measure.py seeds expressions    some of them
    measure.py --gate               compares with tests/gold/floors.json; exit 1 when a figure has dropped
    measure.py --write-floors       writes the figures reached, rounded down, as new floors

The sets are measured through the command line, as a user would run it. Where ../shared is absent it says so and stops.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "gold" / "floors.json"
ROUNDING = 0.003  # share of a figure by which processors differ: a parse that falls the other way now and then
TODAY = "2026-11-21"  # fixed, so that the figures are
# What the best peer reached on the same set with the same scorer (../shared/bench/PEERS.md).
PEERS = {
    "expressions it value F1": "HeidelTime+TreeTagger .843",
    "expressions en value F1": "HeidelTime+TreeTagger .793",
    "expressions en strict F1": "HeidelTime+TreeTagger .840",
    "phrases it core exact": "Recognizers-Text .61",
    "phrases en core exact": "Recognizers-Text .67",
    "dating macro year": "collection median .106",
    "dating macro within 31 days": "latest explicit date .029",
    "dating macro within 7 days": "latest explicit date .012",
    "dating macro exact": "latest explicit date .005",
    "dating cltls_it year": "collection median .429",
    "timelines airbus track A F1": "naive .105",
    "timelines apple track A F1": "naive .081",
    "timelines egypt date F1": "most mentioned explicit dates .115",
    "timelines libya date F1": "HeidelTime dates + ½ PubCount .260",
    "linking ecbplus CoNLL F1": "stem + article tf-idf 74.0",
    "linking ecbplus cross-document pair F1": "stem + article tf-idf 54.7",
    "linking meantime CoNLL F1": "stem + article tf-idf 74.7",
    "linking meantime cross-document pair F1": "stem + sentence tf-idf 15.2",
    "pairs Italian headlines average precision": "stem tf-idf .574",
    "pairs English–Italian sentences best F1": "bilingual wordnet .48",
}
Figures = Iterator[tuple[str, float]]


def timeline(*args: str, stdin: str | None = None) -> str:
    """The standard output of a `timeline` command."""
    done = subprocess.run([sys.executable, "-m", "timeline", *args], input=stdin, capture_output=True, text=True, cwd=ROOT)
    if done.returncode > 1:
        raise SystemExit(f"timeline {' '.join(args)} failed:\n{done.stderr}")
    return done.stdout


class Bench:
    """The dev sets and their scorers."""

    def __init__(self, shared: Path, work: Path) -> None:
        self.bench, self.work = shared / "bench", work

    def lines(self, *parts: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.bench / "dev").joinpath(*parts).read_text(encoding="utf-8").splitlines()]

    def run(self, script: str, *args: str | Path) -> str:
        """The standard output of one of the scripts beside the dev sets."""
        done = subprocess.run([sys.executable, self.bench / script, *map(str, args)], capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{script} failed:\n{done.stderr}")
        return done.stdout

    def score(self, scorer: str, *args: str | Path) -> dict[str, Any]:
        answer = self.run(scorer, *args)
        return json.loads(answer.strip().splitlines()[-1] if scorer == "score_seeds.py" else answer)

    def build(self, name: str, articles: list[dict[str, Any]]) -> dict[str, Any]:
        """The timeline of articles as a user would build it, from JSON lines with the publication days that are given."""
        blind = [{k: a[k] for k in ("id", "lang", "title", "text", "published") if a.get(k)} for a in articles]
        timeline("build", str(self.write(f"in_{name}.jsonl", blind)), "-o", str(self.work / name), "--today", TODAY, "--quiet")
        made = (self.work / name / "timeline.json").read_text(encoding="utf-8")
        return json.loads(self.put(f"{name}.json", made).read_text(encoding="utf-8"))

    def put(self, name: str, text: str) -> Path:
        path = self.work / name
        path.write_text(text, encoding="utf-8")
        return path

    def write(self, name: str, records: list[dict[str, Any]]) -> Path:
        return self.put(name, "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records))


def seeds(bench: Bench) -> Figures:
    """The five articles of seeds/, as `make timeline` builds them."""
    timeline("build", str(ROOT / "seeds"), "-o", str(bench.work), "--today", TODAY, "--quiet")
    figures = bench.score("score_seeds.py", bench.work / "timeline.json")
    names = ("published_exact", "published_inside_90", "expressions_right", "events_found_right_status", "merges_right", "apart_right")
    yield from ((f"seeds {name.replace('_', ' ')}", float(str(figures[name]))) for name in names)
    given = subprocess.run([sys.executable, bench.bench / "score_seeds.py", "--given"], capture_output=True, text=True, check=True).stdout
    found = bench.put("seeds.jsonl", timeline("resolve", "--jsonl", "-", stdin=given))
    yield "seeds expressions with given dates", float(str(bench.score("score_seeds.py", "--expressions", found)["expressions_right"]))


def expressions(bench: Bench) -> Figures:
    """TempEval-3 figures on news with gold TIMEX3."""
    for lang, sets in (("it", ["meantime_it"]), ("en", ["meantime_en", "timebank", "aquaint"])):
        gold = [bench.bench / "dev" / "timex" / f"{s}.jsonl" for s in sets]
        blind = [{k: d.get(k) for k in ("id", "lang", "published", "text")} for s in sets for d in bench.lines("timex", f"{s}.jsonl")]
        found = bench.put(f"timex_{lang}.jsonl", timeline("resolve", "--jsonl", str(bench.write(f"in_{lang}.jsonl", blind))))
        score = bench.score("score_timex.py", ",".join(map(str, gold)), found, "--json")
        total = score["ALL"]
        yield from (
            (f"expressions {lang} {name} F1", total[key]["f1"])
            for name, key in (("strict", "strict"), ("relaxed", "relaxed"), ("value", "value"))
        )


def phrases(bench: Bench) -> Figures:
    """The peers' own suites of phrases."""
    for lang in ("it", "en"):
        records = bench.lines("phrases", f"phrases_{lang}.jsonl")
        blind = [{k: d.get(k) for k in ("id", "lang", "published", "text")} for d in records]
        found = bench.put(f"phrases_{lang}.jsonl", timeline("resolve", "--jsonl", str(bench.write(f"in_{lang}.jsonl", blind))))
        score = bench.score("score_phrases.py", bench.bench / "dev" / "phrases" / f"phrases_{lang}.jsonl", found, "--json")
        yield f"phrases {lang} core exact", score["core"]["exact"]


def dating(bench: Bench) -> Figures:
    """Publication days of blind texts, each collection dated as one folder."""
    gold, found = [], []
    for path in sorted((bench.bench / "dev" / "dating").glob("*.jsonl")):
        clean = [d for d in bench.lines("dating", path.name) if d["clean"]]
        blind = [{"id": d["id"], "lang": d["lang"], "text": d["text"]} for d in clean]
        answer = timeline("date", "--jsonl", str(bench.write(f"in_{path.stem}.jsonl", blind)), "--today", TODAY)
        gold.append(path)
        found.append(bench.put(f"dating_{path.stem}.jsonl", answer))
    score = bench.score("score_dating.py", ",".join(map(str, gold)), ",".join(map(str, found)), "--clean-only", "--json")
    macro = score["MACRO"]
    for name, key in (("year", "year"), ("within 31 days", "w31"), ("within 7 days", "w7"), ("exact", "exact"), ("inside 90 %", "inside")):
        yield f"dating macro {name}", macro[key]
    yield "dating macro calibration (1 - ECE)", 1 - macro["ECE"]
    yield "dating cltls_it year", score["coll=cltls_it"]["year"]


def linking(bench: Bench) -> Figures:
    """Coreference of gold mentions, without a topic oracle."""
    for name in ("ecbplus", "meantime"):
        gold = bench.bench / "dev" / "linking" / f"{name}.jsonl"
        blind = [_given(d) for d in bench.lines("linking", f"{name}.jsonl")]
        found = bench.put(f"linking_{name}.jsonl", timeline("link", "--jsonl", str(bench.write(f"in_{name}.jsonl", blind))))
        score = bench.score("score_linking.py", gold, found, "--json")
        yield from ((f"linking {label}", value) for label, value in _linking(name, score))


def _given(d: dict[str, Any]) -> dict[str, Any]:
    """What linking is told of an article."""
    mentions = [{k: m[k] for k in ("id", "start", "end")} for m in d["mentions"]]
    return {k: d[k] for k in ("id", "lang", "text", "published") if d.get(k)} | {"mentions": mentions}


def _linking(name: str, score: dict[str, Any]) -> Figures:
    yield f"{name} CoNLL F1", 100 * score["all"]["with_singletons"]["conll_f1"]
    yield f"{name} cross-document pair F1", 100 * score["all"]["pairwise"]["cross_doc"]["f1"]


def folders(bench: Bench) -> Figures:
    """The same in small folders of one story each, as users have them: every sixth event of ECB+ alone."""
    gold, found = [], []
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for d in bench.lines("linking", "ecbplus.jsonl"):
        told[d["subtopic"]].append(d)
    for name in sorted(told)[::6]:
        gold += told[name]
        answer = timeline("link", "--jsonl", str(bench.write(f"in_{name}.jsonl", [_given(d) for d in told[name]])))
        for d in map(json.loads, answer.splitlines()):
            found += [d | {"mentions": [m | {"cluster": f"{name} {m['cluster']}"} for m in d["mentions"]]}]
    files = (bench.write(f"folders_{side}.jsonl", records) for side, records in (("gold", gold), ("found", found)))
    score = bench.score("score_linking.py", *files, "--json")
    yield from ((f"folders {label}", value) for label, value in _linking("of a story", score))


def pairs(bench: Bench) -> Figures:
    """Whether two texts report one story: headlines of one language, sentences of two."""
    for name, label, key in (
        ("giglietto_it", "Italian headlines average precision", "average_precision"),
        ("meantime_xling_projected", "English–Italian sentences best F1", "best_f1_any_threshold"),
    ):
        blind = [{k: d[k] for k in ("id", "lang_a", "lang_b", "text_a", "text_b")} for d in bench.lines("pairs", f"{name}.jsonl")]
        found = bench.put(f"pairs_{name}.jsonl", timeline("link", "--jsonl", str(bench.write(f"in_{name}.jsonl", blind))))
        score = bench.score("score_pairs.py", bench.bench / "dev" / "pairs" / f"{name}.jsonl", found, "--json")
        yield f"pairs {label}", score["all"][key]


def events(bench: Bench) -> Figures:
    """Event mentions found inside the annotated sentences, and the days of those whose day is annotated."""
    ecb = bench.lines("linking", "ecbplus.jsonl")
    found = bench.put("events_ecbplus.jsonl", "".join(json.dumps(r) + "\n" for r in _told(bench.build("ecbplus", ecb), ecb)))
    score = bench.score("score_linking.py", bench.bench / "dev" / "linking" / "ecbplus.jsonl", found, "--end-to-end", "--json")["all"]
    precision, recall = score["mention_precision_overlap_in_annotated_spans"], score["mention_recall_overlap"]
    yield "events ecbplus mention F1", 2 * precision * recall / (precision + recall)
    gold = bench.lines("linking", "meantime.jsonl")
    yield from _days(bench.build("meantime", gold), gold)


def _told(built: dict[str, Any], articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The mentions of a timeline by article, as score_linking.py reads them."""
    mentions: dict[str, list[dict[str, Any]]] = {a["id"]: [] for a in articles}
    for event in built["events"]:
        for m in event["mentions"]:
            mentions[m["article"]].append({"start": m["start"], "end": m["end"], "cluster": event["id"], "date": event["date"]})
    return [{"id": i, "mentions": own} for i, own in mentions.items()]


def _days(built: dict[str, Any], gold: list[dict[str, Any]]) -> Figures:
    """Of the gold mentions with a day, how many are found, and how many of these the timeline puts on that very day."""
    own = {r["id"]: r["mentions"] for r in _told(built, gold)}
    dated = [(a["id"], m) for a in gold for m in a["mentions"] if len(m.get("date") or "") == len(TODAY)]
    hits = [
        (m["date"], hit["date"])
        for i, m in dated
        for hit in [next((x for x in own[i] if x["start"] < m["end"] and m["start"] < x["end"]), None)]
        if hit
    ]
    right = sum(date["earliest"] == date["latest"] == day for day, date in hits)
    yield "events meantime day accuracy", right / len(hits)
    yield "events meantime dated mentions found", len(hits) / len(dated)


def timelines(bench: Bench) -> Figures:
    """Timelines of an entity (SemEval-2015 Task 4, track A) and of a topic (CL-TLS), from `build` on each folder."""
    folder = bench.bench / "dev" / "timelines"
    for name in ("airbus", "apple"):
        where = folder / f"semeval15_{name}"
        articles = [a | {"text": a.get("full_text") or a["text"]} for a in bench.lines("timelines", where.name, "articles.jsonl")]
        bench.build(name, articles)
        options: list[str | Path] = [
            "semeval",
            bench.work / f"{name}.json",
            "--articles",
            where / "articles.jsonl",
            "--reference",
            where / "reference.json",
        ]
        found = bench.put(f"{name}_rows.json", bench.run("convert_timeline.py", *options))
        yield f"timelines {name} track A F1", bench.score("score_timeline.py", where / "reference.json", found, "--json")["micro"]["f1"]
    for name in ("egypt", "libya"):
        where = folder / f"cltls_it_{name}"
        bench.build(name, bench.lines("timelines", where.name, "articles.jsonl"))
        found = bench.put(f"{name}_dates.json", bench.run("convert_timeline.py", "dates", bench.work / f"{name}.json"))
        yield f"timelines {name} date F1", bench.score("score_timeline.py", where / "reference.json", found, "--json")["date_exact"]["f1"]


SETS: dict[str, Callable[[Bench], Figures]] = {
    f.__name__: f for f in (seeds, expressions, phrases, dating, linking, folders, pairs, events, timelines)
}


def measured(shared: Path, names: list[str]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(shared, Path(work))
        figures = {}
        for name in names:
            print(f"measuring {name} …", file=sys.stderr)
            figures |= {label: round(float(value), 4) for label, value in SETS[name](bench)}
    return figures


def table(figures: dict[str, float]) -> str:
    rows = [f"| {label} | {value:g} | {PEERS.get(label, '')} |" for label, value in figures.items()]
    return "\n".join(["| figure | timeline | best peer |", "|---|---|---|", *rows])


def dropped(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """The figures below their floors by more than another processor's rounding could explain, or not measured at all."""
    low = {label: floor for label, floor in floors.items() if figures.get(label, -1.0) < floor * (1 - ROUNDING)}
    return [f"{label}: {figures.get(label, 'not measured')} is below the floor {floor}" for label, floor in low.items()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], help="which sets; all by default")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SHARED", ROOT.parent / "shared")))
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--write-floors", action="store_true")
    args = parser.parse_args()
    if not (args.shared / "bench").is_dir():
        print(f"no benchmarks: {args.shared}/bench is not here; nothing was measured")
        return 0
    figures = measured(args.shared, args.sets or list(SETS))
    print(table(figures))
    if args.write_floors:
        FLOORS.write_text(
            json.dumps({k: int(v * 1000) / 1000 for k, v in figures.items()}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    if args.gate:
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        failures = dropped(figures, {k: v for k, v in floors.items() if not args.sets or k.partition(" ")[0] in args.sets})
        print(*(f"gate: {f}" for f in failures), sep="\n")
        return bool(failures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
