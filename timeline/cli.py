"""The command `timeline` and its verbs: the only module that prints, exits or reads the clock.

Heavy modules are imported inside the verbs, so that `timeline --help` answers at once.
"""

from __future__ import annotations

import datetime as dt
import difflib
import gc
import json
import os
import sys
import time
import traceback
import warnings
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from timeline import __version__
from timeline.errors import InputError, TimelineError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from timeline.explain import Explanation, PairReason, Reasons
    from timeline.jsonl import Couple, Request
    from timeline.knowledge import Knowledge
    from timeline.model import Article, Parse, Publication, Timeline
    from timeline.parse import Parser
    from timeline.pipeline import Built, Reading
    from timeline.store import Store
    from timeline.update import Updated

NAMES = ("timeline.html", "timeline.json", "timeline.links.json")  # what a build writes
WIDE = 140  # columns of a table that goes to a file or a pipe
FOREMOST = 40  # events of a table, where the user does not say
SHOWN = 5  # pairs that were kept apart from an event, in its explanation
QUOTED = 60  # characters of a quote beside a date
AT_ONCE = 64  # lines of a JSON-lines mode that are parsed together
SAVED, MANY = 256, 1_000_000  # articles read between two savings: on one machine, and on a cluster, which has its own ways
COLLECT = (20_000, 10, 20)  # parses are many small objects without cycles: looking for some at every 700 takes a third of the time
BROKEN_PIPE, INTERRUPTED, FAULT = 141, 130, 70  # exit status: as a shell gives it, and sysexits' for a program's own fault

app = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})


class Engine(StrEnum):
    duckdb = "duckdb"
    spark = "spark"


class DiffFormat(StrEnum):
    terminal = "terminal"
    json = "json"
    html = "html"
    md = "md"


class Interface(StrEnum):
    en = "en"
    it = "it"


Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders or - (standard input).", show_default=False)]
Published = Annotated[list[str] | None, typer.Option(metavar="ID=DATE", help="The day of an article, by id or file name; may be repeated.")]
PARSERS = "embedded; spacy:PIPELINE for an installed one; stanza or stanza:DIR with the extra and its models"
ParserName = Annotated[str, typer.Option("--parser", metavar="NAME", help=f"What reads the text: {PARSERS}.")]
Download = Annotated[bool, typer.Option("--download", help="Fetch Stanza's models where they are missing; otherwise nothing is.")]
Today = Annotated[str | None, typer.Option(metavar="DATE", help="No article is later than this day; the clock's without it.")]
KnowledgeFiles = Annotated[
    list[Path] | None, typer.Option("--knowledge", metavar="FILE", help="Facts of your own (TOML); may be repeated.")
]
EngineName = Annotated[Engine, typer.Option("--engine", help="Where articles are parsed.")]
InterfaceLang = Annotated[
    Interface | None, typer.Option("--lang", help="Language of the page and the tables; without it, that of most articles.")
]
StoreFile = Annotated[Path | None, typer.Option("--store", metavar="FILE", help="Keep readings, revisions and corrections there.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="JSON lines.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but problems.")]


# ---------------------------------------------------------------- the command


@app.callback(invoke_without_command=True)
def timeline(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version; with --verbose also the licences.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> None:
    """Undated news articles, Italian and English, into one dated, explained timeline.

    \b
    Examples:
      timeline build articles/ -o outputs
      timeline show outputs/timeline.json --from 2025-05-01 --actor putin
      timeline diff yesterday.json outputs/timeline.json
    """
    if version:
        _out(_version(verbose=verbose))
        raise typer.Exit
    if context.invoked_subcommand is None:
        _out(context.get_help())
        raise typer.Exit(2)


def _version(*, verbose: bool) -> str:
    if not verbose:
        return f"timeline {__version__}"
    import platform
    from importlib.metadata import version

    libraries = ", ".join(f"{name} {version(name)}" for name in ("spacy", "splink", "duckdb", "altair"))
    return (
        f"timeline {__version__} (Python {platform.python_version()}; {libraries})\n"
        "code: Apache-2.0\n"
        "embedded models it_timeline_sm and en_timeline_sm: CC BY-NC-SA 4.0, from the treebanks they learnt from;\n"
        "for commercial use give --parser spacy:NAME with a pipeline whose licence allows it"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status; no traceback shows without --debug."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    if not debug:
        warnings.simplefilter("ignore")  # of libraries, to those who wrote them
    _use_utf8()
    gc.set_threshold(*COLLECT)
    try:
        status = app([a for a in given if a != "--debug"], prog_name="timeline", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except TimelineError as error:
        if debug:
            traceback.print_exc()
        _problem(error)
        return 1 if isinstance(error, InputError) else 2
    except typer.TyperException as error:
        _problem(_usage(error, given))
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter would complain at its end
        return BROKEN_PIPE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        if debug:
            traceback.print_exc()
        _problem(_fault(error))
        return FAULT


def _use_utf8() -> None:
    """What goes to a file or a pipe is UTF-8 whatever the locale; a terminal gets what it can show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace", **({} if stream.isatty() else {"encoding": "utf-8"}))


def _usage(error: typer.TyperException, given: Sequence[str]) -> str:
    """Wrong use in one line that says where the right one is shown."""
    message = " ".join(str(getattr(error, "format_message", error.__str__)()).split()).rstrip(".")
    verbs = [str(c.name or getattr(c.callback, "__name__", "")) for c in app.registered_commands]
    verb = next((a for a in given if a in verbs), None)
    return f"{message[:1].lower()}{message[1:]} (see timeline {verb + ' ' if verb else ''}--help)"


def _fault(error: Exception) -> str:
    """An error that nobody foresaw, with the last place of this package that it went through."""
    package = str(Path(__file__).parent)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(package)]
    place = f" in {Path(frames[-1].filename).relative_to(package)}, line {frames[-1].lineno}" if frames else ""
    text = " ".join(str(error).split())[:200]
    return f"unexpected {type(error).__name__}{place}: {text} (run it again with --debug to see where, and please report it)"


# ---------------------------------------------------------------- build, add


@app.command()
def build(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for timeline.html and timeline.json.")] = Path("outputs"),
    published: Published = None,
    parser: ParserName = "embedded",
    download: Download = False,
    engine: EngineName = Engine.duckdb,
    store: StoreFile = None,
    today: Today = None,
    knowledge: KnowledgeFiles = None,
    lang: InterfaceLang = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Build the timeline of some articles: a page, JSON, a summary.

    \b
    Examples:
      timeline build articles/ -o outputs
      timeline build a.txt b.html feed.xml.gz -o outputs --published a.txt=2025-07-03
      timeline build articles/ -o outputs --store news.store --lang it
    """
    work = _Work(parser=parser, download=download, engine=engine, knowledge=knowledge, today=today)
    articles, problems = _articles(paths, work, published, made=out)
    if store:
        with _opened(store) as opened:
            built = _update(opened, articles, work).built
    else:
        built = work.assemble(work.read(articles))
    _write(out, built, lang)
    if as_json:
        _out(json.dumps(_figures(built.timeline, out, problems), indent=1, ensure_ascii=False))
    elif not quiet:
        _summary(built.timeline, lang)
        _note(f"wrote {', '.join(str(out / name) for name in NAMES[:2])}")
    _end(problems)


@app.command()
def add(
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="The store to add to; made if it is not there.")],
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help="Files, folders or -; none builds again what the store holds.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR", help="Also write the timeline there.")] = None,
    published: Published = None,
    parser: ParserName = "embedded",
    download: Download = False,
    engine: EngineName = Engine.duckdb,
    today: Today = None,
    knowledge: KnowledgeFiles = None,
    lang: InterfaceLang = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Add articles to a store; prints what changed.

    Only what is new is read.

    \b
    Examples:
      timeline add today/ --store news.store
      timeline add today/ --store news.store -o outputs
      cat article.txt | timeline add - --store news.store --json
    """
    from timeline.update import merged, stored_articles

    work = _Work(parser=parser, download=download, engine=engine, knowledge=knowledge, today=today)
    fresh, problems = _articles(paths, work, published, made=out) if paths else ([], 0)
    with _opened(store) as opened:
        updated = _update(opened, merged(stored_articles(opened), fresh), work)
    if out:
        _write(out, updated.built, lang)
    if not quiet:
        _show_update(updated, as_json=as_json, lang=lang)
    _end(problems)


# ---------------------------------------------------------------- date, resolve, link


@app.command()
def date(
    paths: Paths,
    published: Published = None,
    parser: ParserName = "embedded",
    download: Download = False,
    today: Today = None,
    knowledge: KnowledgeFiles = None,
    jsonl: Jsonl = False,
) -> None:
    """Infer publication dates, jointly over all articles given.

    \b
    Examples:
      timeline date articles/
      timeline date articles.jsonl --jsonl > dates.jsonl
    """
    from timeline.jsonl import published_record
    from timeline.pipeline import dates

    work = _Work(parser=parser, download=download, knowledge=knowledge, today=today)
    articles, problems = _articles(paths, work, published)
    found = dates(work.read(articles), today=work.today)
    if jsonl:
        for article, day in zip(articles, found, strict=True):
            _out(published_record(article.id, day))
    else:
        for article, day in zip(articles, found, strict=True):
            _out(_dated_line(article, day))
    _end(problems)


def _dated_line(article: Article, published: Publication) -> str:
    """An article's day, how sure it is, its 90 % interval, its file and the strongest reason."""
    from timeline.render.words import published_text, shorten

    day = f"{published.date}  {published.probability:4.0%}" if published.day_is_known else f"{published_text(published, 'en'):16}"
    best = max(published.evidence, key=lambda e: e.weight, default=None)
    reason = f"  “{shorten(best.quote, QUOTED)}” {best.says}" if best else ""
    return f"{day}  {published.earliest} … {published.latest}  {article.source}{reason}"


@app.command()
def resolve(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="A text, or - (standard input); with --jsonl also a file of JSON lines.")
    ] = "-",
    published: Annotated[str | None, typer.Option(metavar="DATE", help="The day that the text was published.")] = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE", help="Language of the text: it, en; recognised without it.")] = None,
    parser: Annotated[str, typer.Option(metavar="NAME", help=f"{PARSERS}; or none: faster, blind to tense.")] = "embedded",
    download: Download = False,
    jsonl: Jsonl = False,
    trace: Annotated[bool, typer.Option("--trace", help="Show how the rules read the text.")] = False,
) -> None:
    """Find and resolve the temporal expressions of a text.

    \b
    Examples:
      timeline resolve "Giovedì Putin ha sentito Trump" --published 2025-07-04 --lang it
      echo "two days later" | timeline resolve - --published 2025-07-04 --lang en
      timeline resolve texts.jsonl --jsonl > expressions.jsonl
    """
    from timeline.jsonl import Line, expressions_record, request
    from timeline.language import languages_with
    from timeline.parse import parser_named

    day = _day(published, "--published")
    if download and parser != "none":
        parser_named(parser, download=True)
    # a language without a parser has rules for times all the same, but is only read where it is asked for
    codes = languages_with("time") if lang or jsonl else _languages(parser)
    if lang and lang not in codes:
        raise UsageError(f"--lang {lang}: only {', '.join(codes)} can be read")
    if not jsonl:
        line = Line(place="text", record={"text": _given(text)})
        found = request(line, languages=codes, lang=lang, published=day)
        if isinstance(found, InputError):
            raise found
        _print_resolved(found, parser, trace=trace)
        return
    problems = 0
    for part in _chunks(_requests(text, codes, lang, day)):
        good = [r for r in part if not isinstance(r, InputError)]
        problems += _complain(r for r in part if isinstance(r, InputError))
        for r, parse in zip(good, _parses(good, parser), strict=True):
            from timeline.resolve import resolve as resolved

            _out(expressions_record(r.id, resolved(parse, r.published)))
        sys.stdout.flush()
    _end(problems)


@app.command()
def link(
    path: Annotated[str, typer.Argument(metavar="PATH", help="JSON lines with mentions, or - (standard input).")],
    parser: ParserName = "embedded",
    download: Download = False,
    today: Today = None,
    knowledge: KnowledgeFiles = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="JSON lines in and out; the only form there is.", show_default=False)] = True,
) -> None:
    """Say which of the given mentions are of one event.

    \b
    Reads {"id","lang","published"?,"text","mentions":[{"id","start","end"}]} lines. Of {"id","text_a","text_b"} lines,
    with "lang_a" and "lang_b" where known, it says how likely the two texts report one story.
    Examples:
      timeline link mentions.jsonl --jsonl > clusters.jsonl
      zcat mentions.jsonl.gz | timeline link -
      timeline link headlines.jsonl > scores.jsonl
    """
    from timeline.given import given_reading
    from timeline.jsonl import Couple, clusters_record, story_record
    from timeline.pipeline import linked

    work = _Work(parser=parser, download=download, knowledge=knowledge, today=today)
    requests: list[Request] = []
    couples: list[Couple] = []
    problems = 0
    for r in _linkable(path, work.parser.languages()):
        match r:
            case InputError():
                problems += _complain([r])
            case Couple():
                couples.append(r)
            case _:
                requests.append(r)
    parses = _parses(requests, parser)
    articles = [r.article(n) for n, r in enumerate(requests)]
    readings = [given_reading(a, p, r.spans, work.facts) for a, p, r in zip(articles, parses, requests, strict=True)]
    _, _, mentions, links, _ = linked(readings, today=work.today)
    names = iter(_cluster_names(len(mentions), links.clusters))
    for r in requests:
        _out(clusters_record(r.id, [(span.id, next(names)) for span in r.spans]))
    if couples:
        from timeline.story import Text, chances

        for c, chance in zip(couples, chances([(Text(*c.texts[0]), Text(*c.texts[1])) for c in couples]), strict=True):
            _out(story_record(c.id, chance))
    _end(problems)


def _linkable(name: str, languages: Sequence[str]) -> Iterator[Request | Couple | InputError]:
    """What `link` is asked in JSON lines: about the mentions of a text, or about two texts."""
    from timeline.jsonl import couple, lines, request

    for line in lines(_lines(name), name):
        if isinstance(line, InputError):
            yield line
        else:
            yield couple(line, languages=languages) if "text_a" in line.record else request(line, languages=languages)


def _cluster_names(mentions: int, clusters: Iterable[Sequence[int]]) -> list[str]:
    """The name of each mention's cluster: c1, c2 … in the order of their first mentions."""
    names = [""] * mentions
    for n, members in enumerate(sorted(clusters, key=min), 1):
        for i in members:
            names[i] = f"c{n}"
    return names


# ---------------------------------------------------------------- diff, show, explain, export


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A timeline.json, its folder, or a revision: FILE#NUMBER.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same.")],
    store: Annotated[
        Path | None, typer.Option("--store", metavar="FILE", help="OLD and NEW are numbers of this store's revisions.")
    ] = None,
    form: Annotated[DiffFormat, typer.Option("--format", help="How to show it.")] = DiffFormat.terminal,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where there are differences.")] = False,
    lang: InterfaceLang = None,
) -> None:
    """Show what changed from one timeline to another.

    \b
    Examples:
      timeline diff yesterday/timeline.json today/timeline.json
      timeline diff news.store#1 news.store#2 --format md
      timeline diff 1 2 --store news.store --format html > changes.html
      timeline diff old.json new.json --exit-code
    """
    from timeline.diff import diff as compared

    if store:
        old, new = f"{store}#{old}", f"{store}#{new}"
    before, after = _timeline(old), _timeline(new)
    changes, tongue = compared(before, after), _interface(after, lang)
    match form:
        case DiffFormat.terminal:
            from timeline.render.terminal import show_diff

            show_diff(changes, _console(), lang=tongue)
        case DiffFormat.json:
            from timeline.render.machine import diff_json

            _out(diff_json(changes), end="")
        case DiffFormat.md:
            from timeline.render.markdown import diff_markdown

            _out(diff_markdown(changes, lang=tongue), end="")
        case DiffFormat.html:
            from timeline.render.html import diff_page

            articles = {a.id: a for a in (*before.articles, *after.articles)}
            _out(diff_page(changes, lang=tongue, articles=tuple(articles.values())), end="")
    if exit_code and changes:
        raise typer.Exit(1)


@app.command()
def show(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A timeline.json, its folder, a store or a revision of it: FILE#NUMBER.")
    ] = "outputs",
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Events of this day and later.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Events of this day and earlier.")] = None,
    actor: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Who takes part; may be repeated.")] = None,
    place: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Where; may be repeated.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--type", metavar="TYPE", help="Such as meet, call, attack; may be repeated.")] = None,
    status: Annotated[
        list[str] | None, typer.Option(metavar="STATUS", help="occurred, ongoing, planned, proposed, denied, hypothetical.")
    ] = None,
    min_sources: Annotated[int, typer.Option(min=1, help="Told by at least so many articles.")] = 1,
    limit: Annotated[int | None, typer.Option(min=0, help="The most newsworthy so many.  [default: 40; all with --json]")] = None,
    as_json: Json = False,
    lang: InterfaceLang = None,
) -> None:
    """Show a timeline, or the part of it that you ask for.

    \b
    Examples:
      timeline show outputs/timeline.json --from 2025-05-01 --to 2025-05-31
      timeline show outputs --actor putin --type call --min-sources 2
      timeline show news.store#3 --status planned --json
    """
    from timeline.filters import Wanted, select, suggestions
    from timeline.render.machine import timeline_json

    wanted = Wanted(
        first=_day(first, "--from"), last=_day(last, "--to"), actors=actor or (), places=place or (), types=kind or (), statuses=status or (),
        sources=min_sources, limit=limit if as_json else None,
    )  # fmt: skip
    whole = _timeline(file)
    part = select(whole, wanted)
    for line in suggestions(whole, wanted):
        _note(line)
    if as_json:
        _out(timeline_json(part), end="")
    else:
        _summary(part, lang, limit=FOREMOST if limit is None else limit)


@app.command()
def explain(
    ident: Annotated[str, typer.Argument(metavar="ID", help="An event or an article.")],
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="A timeline.json or its folder.  [default: outputs]")] = None,
    store: Annotated[
        str | None, typer.Option("--store", metavar="FILE", help="Look in this store, or a revision of it: FILE#NUMBER.")
    ] = None,
    as_json: Json = False,
    lang: InterfaceLang = None,
    chart: Annotated[
        Path | None, typer.Option("--chart", metavar="FILE", help="Draw the weights of an event's pairs, column by column, as SVG.")
    ] = None,
) -> None:
    """Explain a date, an event or a publication day.

    \b
    Examples:
      timeline explain e-1a2b3c4d5e
      timeline explain 001-telefonata-6b9a0fdd outputs/timeline.json
      timeline explain e-1a2b3c4d5e --store news.store --json
      timeline explain e-1a2b3c4d5e --chart why.svg
    """
    from timeline.explain import explain as explained
    from timeline.explain import find
    from timeline.model import Event

    name = store or file or "outputs"
    whole = _timeline(name)
    found = find(whole, ident)
    if isinstance(found, Event):
        reasons = explained(found, _reasons(name))
        if chart:
            _draw_pairs(reasons, chart)
        _out(_json(reasons)) if as_json else _print_event(whole, reasons, lang)
    elif as_json:
        _out(_json(found))
    else:
        from timeline.render.terminal import explain_article

        explain_article(whole, found, _console(), lang=_interface(whole, lang))


def _draw_pairs(reasons: Explanation, chart: Path) -> None:
    from timeline.files import write
    from timeline.render.waterfall import waterfall

    pairs = (*reasons.joined, *reasons.refused)
    if not pairs:
        raise UsageError("no pair of mentions was weighed for this event: there is nothing to draw")
    write(chart, waterfall(pairs))


@app.command()
def export(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A timeline.json, its folder, a store or a revision of it.")],
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="csv parquet md ics atom timelinejs rdf vega.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to a file.  [default: standard output]")] = None,
) -> None:
    """Export a timeline for other programs.

    \b
    Examples:
      timeline export outputs/timeline.json --to csv > events.csv
      timeline export outputs --to ics -o events.ics
      timeline export news.store --to parquet -o events.parquet
    """
    from timeline.files import write
    from timeline.render.machine import FORMATS
    from timeline.render.machine import export as exported

    if to not in FORMATS:
        near = difflib.get_close_matches(to, FORMATS, n=2)
        raise UsageError(
            f"--to {to}: no such format" + (f": did you mean {' or '.join(near)}?" if near else f" (use {', '.join(FORMATS)})")
        )
    data = exported(_timeline(file), to)
    if out:
        write(out, data)
    elif isinstance(data, str):
        _out(data, end="")
    elif sys.stdout.isatty():
        raise UsageError(f"{to} is no text for a terminal (give -o FILE)")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


# ---------------------------------------------------------------- watch, correct, check, score


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of articles.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder of the page; its timeline.store keeps what was read.")],
    store: StoreFile = None,
    every: Annotated[float, typer.Option(metavar="SECONDS", min=0.1, help="How often to look.")] = 2.0,
    parser: ParserName = "embedded",
    download: Download = False,
    today: Today = None,
    knowledge: KnowledgeFiles = None,
    lang: InterfaceLang = None,
    quiet: Quiet = False,
) -> None:
    """Keep a page up to date with a folder, until Ctrl-C.

    \b
    Examples:
      timeline watch articles/ -o outputs
      timeline watch articles/ -o public --every 60 --store news.store
    """
    from timeline.watch import changes, snapshot

    if folder.resolve() == out.resolve():
        raise UsageError(f"-o {out} is the folder that is watched (give another)")
    kept = store or out / "timeline.store"
    out.mkdir(parents=True, exist_ok=True)
    ignored = [out] if out.resolve() != folder.resolve() else []
    _note(f"watching {folder}; stop with Ctrl-C")
    for _ in changes(lambda: snapshot(folder, ignore=ignored), lambda: time.sleep(every)):
        work = _Work(parser=parser, download=download, knowledge=knowledge, today=today)
        try:
            articles, _ = _articles([str(folder)], work, None, made=out)
            with _opened(kept) as opened:
                updated = _update(opened, articles, work)
            _write(out, updated.built, lang)
        except InputError as error:
            _problem(error)
            continue
        if not quiet:
            _show_update(updated, as_json=False, lang=lang)
            sys.stdout.flush()


@app.command()
def correct(
    ident: Annotated[str, typer.Argument(metavar="ID", help="An event or an article.")],
    fields: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE", help="published= of an article; date= status= title= same= apart= of an event.")
    ],
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="The store that keeps the correction.")],
    parser: ParserName = "embedded",
    download: Download = False,
    today: Today = None,
    knowledge: KnowledgeFiles = None,
    lang: InterfaceLang = None,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Correct an event or an article; prints what changed.

    A correction wins over inference in this and every later build of the store.

    \b
    Examples:
      timeline correct --store news.store telefonata-6b9a0fdd published=2025-07-04
      timeline correct --store news.store e-1a2b3c4d5e date=2025-07-03 status=occurred
      timeline correct --store news.store e-1a2b3c4d5e same=e-5e4d3c2b1a
    """
    from timeline.corrections import correction
    from timeline.render.machine import read_timeline_text
    from timeline.store import Store
    from timeline.update import stored_articles

    work = _Work(parser=parser, download=download, knowledge=knowledge, today=today)
    with Store(store, create=False) as opened:
        last = opened.revision()
        if last is None:
            raise UsageError(f"{store} holds no timeline yet (timeline add PATH --store {store})")
        known = read_timeline_text(last.timeline, f"{store}#{last.number}")
        for given in [correction(known, ident, *_pair(field, "FIELD=VALUE")) for field in fields]:
            opened.correct(given)
        updated = _update(opened, stored_articles(opened), work)
    if not quiet:
        _show_update(updated, as_json=as_json, lang=lang)


@app.command()
def check(
    lang: Annotated[str | None, typer.Argument(metavar="LANG", help="One language's folder; all without it.")] = None,
    trace: Annotated[bool, typer.Option("--trace", help="Below each failure, how the rules read its text.")] = False,
) -> None:
    """Run the examples of the language files.

    \b
    Examples:
      timeline check
      timeline check it
      timeline check it --trace
    """
    from timeline.language import languages_with
    from timeline.resolve import check as checked
    from timeline.resolve import trace as traced

    codes = languages_with("time")
    if lang is not None and lang not in codes:
        raise UsageError(f"no language '{lang}' (use {', '.join(codes)})")
    failed = 0
    for code in (lang,) if lang else codes:
        failures = checked(code)
        failed += len(failures)
        for failure in failures:
            _out(str(failure))
            for line in traced(failure.text, code, None) if trace else ():
                _out(f"    {line}")
        _out(f"{code}: {f'{len(failures)} examples fail' if failures else 'all examples hold'}")
    _end(failed)


@app.command()
def score(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A timeline.json, its folder, a store or a revision of it.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="What is expected, as JSON.")],
    as_json: Json = False,
) -> None:
    """Compare a timeline with what you expect of it.

    \b
    GOLD is {"published": {"a.txt": {"accept": ["2025-07-03"]}},
             "events": [{"id": "call", "when": ["2025-07-03", "2025-07-03"], "about": ["telefonata"],
                         "who": ["putin"], "articles": ["a.txt"], "status": "occurred", "single": true}],
             "apart": [["call", "summit"]]}, each part optional.
    Examples:
      timeline score outputs/timeline.json gold.json
      timeline score outputs gold.json --json
    """
    from timeline.gold import checks, read_gold

    found = checks(_timeline(file), read_gold(gold))
    groups = {kind: list(part) for kind, part in groupby(sorted(found, key=lambda c: c.kind), key=lambda c: c.kind)}
    figures = {kind: {"met": sum(c.met for c in part), "of": len(part)} for kind, part in groups.items()}
    if as_json:
        missed = [{"kind": c.kind, "name": c.name, "detail": c.detail} for c in found if not c.met]
        _out(json.dumps({**figures, "missed": missed}, ensure_ascii=False, indent=1))
        return
    for c in found:
        _out(f"{'found ' if c.met else 'MISSED'} {c.kind} {c.name}: {c.detail}")
    _out("; ".join(f"{kind} {f['met']}/{f['of']}" for kind, f in figures.items()))


# ---------------------------------------------------------------- what the verbs share


class _Work:
    """The parser, facts and clock of one run, each made when it is first needed."""

    def __init__(
        self, *, parser: str, download: bool, knowledge: Sequence[Path] | None, today: str | None, engine: Engine = Engine.duckdb
    ) -> None:
        from timeline.parse import parser_named

        self.today = _day(today, "--today") or dt.date.today()
        self.files = tuple(knowledge or ())
        self.parser: Parser = parser_named(parser, download=download)
        self._name, self._engine = parser, engine
        self.at_once = MANY if engine is Engine.spark else SAVED

    @property
    def facts(self) -> Knowledge:
        from timeline.knowledge import load

        return load(self.files)

    def read(self, articles: Sequence[Article]) -> list[Reading]:
        """The readings of articles, with a progress bar where a person looks on."""
        if self._engine is Engine.spark:
            from timeline.engine import read_on_spark

            return read_on_spark(articles, parser=self._name, knowledge=self.files)
        from timeline.pipeline import read_all
        from timeline.render.terminal import progress

        done = 0
        with progress("reading", len(articles)) as show:

            def advance(_: Article) -> None:
                nonlocal done
                done += 1
                show(done)

            return read_all(articles, parser=self.parser, knowledge=self.facts, progress=advance)

    def assemble(self, readings: Sequence[Reading]) -> Built:
        from timeline.pipeline import assemble

        return assemble(readings, today=self.today)


def _articles(paths: Sequence[str], work: _Work, published: Sequence[str] | None, *, made: Path | None = None) -> tuple[list[Article], int]:
    """The articles of the paths, and how many things there could not be used; each is named on stderr.

    What a build has written into the folder `made` is no article. Raises InputError where nothing can be used.
    """
    from timeline.read import read

    given = {key: _day(value, f"--published {key}") for key, value in (_pair(p, "ID=DATE") for p in published or ())}
    own = {str(made / name) for name in NAMES} if made else set()
    articles: list[Article] = []
    problems = 0
    days = {key: day for key, day in given.items() if day}
    for found in read(paths, languages=work.parser.languages(), published=days, stdin=lambda: sys.stdin.buffer.read()):
        if found.source.partition("#")[0] in own:
            continue
        if isinstance(found, InputError):
            problems += _complain([found])
        else:
            articles.append(found)
    if not articles:
        raise InputError(", ".join(paths), "no article in it that can be used", "see timeline build --help for what can be read")
    _check_names(given, articles)
    return articles, problems


def _check_names(given: Iterable[str], articles: Sequence[Article]) -> None:
    """UsageError for a --published that names no article."""
    known = {name for a in articles for name in _names(a)}
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(key, sorted(known), n=2)
            raise UsageError(f"--published {key}: no such article" + (f": did you mean {' or '.join(near)}?" if near else ""))


def _names(article: Article) -> tuple[str, ...]:
    name = Path(article.source.partition("#")[0]).name
    return article.id, article.source, name, name.removesuffix(".gz").rsplit(".", 1)[0]


def _opened(path: Path) -> Store:
    from timeline.store import Store

    return Store(path)


def _update(store: Store, articles: Sequence[Article], work: _Work) -> Updated:
    from timeline.update import update

    return update(
        store, articles, read=work.read, parser=work.parser.name, knowledge=work.files, today=work.today, at_once=work.at_once
    )  # fmt: skip


def _interface(timeline: Timeline, lang: Interface | None) -> Interface:
    """The language to speak to the reader in: the one asked for, or that of most articles."""
    if lang:
        return lang
    spoken = [a.lang for a in timeline.articles if a.lang in Interface.__members__]
    return Interface(max(sorted(set(spoken)), key=spoken.count)) if spoken else Interface.en


def _write(out: Path, built: Built, lang: Interface | None) -> None:
    """The three files of a build; the page last, since it is what people look at."""
    from timeline.codec import links_json
    from timeline.files import write
    from timeline.render.html import page
    from timeline.render.machine import timeline_json

    write(out / "timeline.links.json", links_json(built))
    write(out / "timeline.json", timeline_json(built.timeline))
    write(out / "timeline.html", page(built.timeline, lang=_interface(built.timeline, lang)))


def _figures(timeline: Timeline, out: Path, problems: int) -> dict[str, Any]:
    return {
        "articles": len(timeline.articles),
        "dated": sum(a.published.date is not None for a in timeline.articles),
        "unusable": problems,
        "events": len(timeline.events),
        "conflicts": sum(bool(e.conflicts) for e in timeline.events),
        "files": [str(out / name) for name in NAMES],
    }


def _summary(timeline: Timeline, lang: Interface | None, *, limit: int = FOREMOST) -> None:
    from timeline.render.terminal import summary

    summary(timeline, _console(), limit=limit, lang=_interface(timeline, lang))


def _show_update(updated: Updated, *, as_json: bool, lang: Interface | None) -> None:
    if as_json:
        from timeline.render.machine import diff_json

        _out(diff_json(updated.changes), end="")
        return
    from timeline.render.terminal import show_diff

    show_diff(updated.changes, _console(), lang=_interface(updated.built.timeline, lang))
    _note(f"revision {updated.revision}: {len(updated.built.timeline.articles)} articles, of which {updated.read} read now")


# ---------------------------------------------------------------- timelines by name


def _timeline(name: str) -> Timeline:
    """The timeline of a file, its folder, standard input, a store or a revision of one (FILE#NUMBER)."""
    from timeline.render.machine import read_timeline, read_timeline_text

    if name == "-":
        return read_timeline_text(sys.stdin.read(), "-")
    if (found := _stored(name)) is not None:
        return read_timeline_text(found[0], name)
    path = Path(name) / "timeline.json" if Path(name).is_dir() else Path(name)
    if not path.is_file():
        raise UsageError(_absent(path))
    return read_timeline(path)


def _reasons(name: str) -> Reasons:
    """What a build wrote beside a timeline; nothing where it is not there."""
    from timeline.codec import read_links
    from timeline.explain import Reasons

    if (found := _stored(name)) is not None:
        return read_links(found[1], name)
    beside = (Path(name) if Path(name).is_dir() else Path(name).parent) / "timeline.links.json"
    if name == "-" or not beside.is_file():
        _note(f"{beside} is not there: the pairs behind the event are not known")
        return Reasons()
    return read_links(beside.read_text(encoding="utf-8"), str(beside))


def _stored(name: str) -> tuple[str, str] | None:
    """The two texts of a revision that a name means; None where it names no store."""
    from timeline.store import Store, is_store

    file, _, number = name.rpartition("#") if "#" in name and not Path(name).exists() else (name, "", "")
    if not is_store(Path(file)):
        if number and not Path(file).is_file():
            raise UsageError(_absent(Path(file)))
        if number:
            raise InputError(file, "not a timeline store, or a broken one", "give another file, or build a new one")
        return None
    if number and not number.isdecimal():
        raise UsageError(f"{name}: '{number}' is no number of a revision")
    with Store(file, read_only=True) as store:
        revision = store.revision(int(number) if number else None)
    if revision is None:
        raise UsageError(f"{file} holds no timeline yet (timeline add PATH --store {file})")
    return revision.timeline, revision.links


def _absent(path: Path) -> str:
    """That there is no such file, with one of a like name beside it."""
    beside = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, beside, n=1)
    return f"{path}: no such file" + (f": did you mean {path.parent / near[0]}?" if near else " (timeline build makes one)")


# ---------------------------------------------------------------- explaining


def _print_event(whole: Timeline, reasons: Explanation, lang: Interface | None) -> None:
    from timeline.explain import TIMINGS
    from timeline.render.terminal import explain_event

    explain_event(whole, reasons.event, _console(), lang=_interface(whole, lang))
    _section("How its mentions were timed", [f"{mention}: {TIMINGS[timing]}" for mention, timing in reasons.timing if timing in TIMINGS])
    _section("Pairs that made it one event, in bits", [_pair_line(pair) for pair in reasons.joined])
    _section("Told in the same sentence and title", reasons.beside)
    _section("Kept apart from it", [f"{_pair_line(pair)}\n    {pair.veto}" for pair in reasons.refused[:SHOWN]])


def _section(heading: str, lines: Sequence[str]) -> None:
    if lines:
        _out("\n".join(["", heading, *(f"  {line}" for line in lines)]))


def _pair_line(pair: PairReason) -> str:
    shares = ", ".join(f"{column} {level} {bits:+.1f}" for column, level, bits in pair.columns if bits)
    return f"{pair.weight:+.1f}  {pair.first} ~ {pair.second}\n    {shares}"


def _json(value: Any) -> str:
    """A dataclass as JSON, days as ISO 8601."""
    import dataclasses

    return json.dumps(dataclasses.asdict(value), ensure_ascii=False, indent=1, default=str)


# ---------------------------------------------------------------- texts in and out


def _languages(parser: str) -> tuple[str, ...]:
    from timeline.language import languages
    from timeline.parse import parser_named

    return languages() if parser == "none" else parser_named(parser).languages()


def _given(text: str) -> str:
    if text != "-":
        return text
    return sys.stdin.buffer.read().decode("utf-8", "replace")


def _requests(name: str, languages: Sequence[str], lang: str | None, published: dt.date | None) -> Iterator[Request | InputError]:
    """The requests in JSON lines: of a file, packed or not, of standard input, or of the argument itself."""
    from timeline.jsonl import lines, request

    for line in lines(_lines(name), "-" if name.lstrip().startswith("{") else name):
        yield line if isinstance(line, InputError) else request(line, languages=languages, lang=lang, published=published)


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from (raw.decode("utf-8", "replace") for raw in sys.stdin.buffer)
    elif name.lstrip().startswith("{"):
        yield from name.splitlines()
    elif not Path(name).is_file():
        raise UsageError(_absent(Path(name)))
    else:
        import gzip
        import zlib

        try:
            with (
                gzip.open(name, "rt", encoding="utf-8", errors="replace")
                if name.endswith(".gz")
                else open(name, encoding="utf-8", errors="replace") as stream
            ):
                yield from stream
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(name, f"cannot be read: {error}") from error


def _chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(items)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def _parses(requests: Sequence[Request], parser: str) -> list[Parse]:
    """The parses of the requests' texts, in their order; bare ones without a parser, or one for the language."""
    from timeline.model import Parse
    from timeline.parse import parser_named

    if parser == "none":
        return [Parse(r.text, r.lang, (), (), ()) for r in requests]
    reader = parser_named(parser)
    found: dict[int, Parse] = {}
    for code in sorted({r.lang for r in requests}):
        own = [i for i, r in enumerate(requests) if r.lang == code]
        if code not in reader.languages():
            found.update((i, Parse(requests[i].text, code, (), (), ())) for i in own)
            continue
        found.update(zip(own, reader.parse((requests[i].text for i in own), code), strict=True))
    return [found[i] for i in range(len(requests))]


def _print_resolved(r: Request, parser: str, *, trace: bool) -> None:
    """The expressions of one text, a line each."""
    from timeline.resolve import resolve as resolved
    from timeline.resolve import trace as traced

    if trace:
        for line in traced(r.text, r.lang, r.published):
            _out(line)
        return
    found = resolved(_parses([r], parser)[0], r.published)
    for e in found:
        days = f"{e.earliest}" if e.earliest == e.latest else f"{e.earliest} … {e.latest}"
        _out(
            f"{e.start}-{e.end}  {' '.join(e.text.split())}  {e.value}{' ' + e.mod if e.mod else ''}  {days if e.earliest or e.latest else '-'}"
        )
    if not found:
        _note("no temporal expression in it")


# ---------------------------------------------------------------- small things


def _day(text: str | None, option: str) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text}: no such day (write it as 2025-07-03)") from error


def _pair(text: str, form: str) -> tuple[str, str]:
    key, sign, value = text.rpartition("=") if form.startswith("ID") else text.partition("=")
    if not (key and sign and value):
        raise UsageError(f"'{text}' is not {form}")
    return key, value


def _console() -> Console:
    """Standard output for tables: as wide as the terminal, or wide enough for a file."""
    from rich.console import Console

    narrow = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(width=None if narrow else WIDE, highlight=False)


def _out(text: str, *, end: str = "\n") -> None:
    sys.stdout.write(text + end)


def _note(text: str) -> None:
    """Something for a person to know; data goes to standard output."""
    sys.stderr.write(f"{text}\n")


def _problem(error: object) -> None:
    text = "".join(c if c.isprintable() else " " for c in " ".join(str(error).split()))
    sys.stderr.write(f"timeline: {text}\n")


def _complain(errors: Iterable[InputError]) -> int:
    """Name each problem; how many there were."""
    count = 0
    for error in errors:
        _problem(error)
        count += 1
    return count


def _end(problems: int) -> None:
    """Leave with 1 where something could not be used."""
    if problems:
        raise typer.Exit(1)
