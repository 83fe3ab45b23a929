"""The timeline in a terminal: a table, reasons, differences; plain when piped, without colour under NO_COLOR.

Text from articles is never rich markup here: it goes through `_text`, which also drops what could drive a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from timeline.diff import kinds
from timeline.model import ArticleChange, DatedArticle, Event, EventChange, EventMerge, Timeline, TimelineDiff
from timeline.render.words import (
    actor_names,
    article_name,
    by_id,
    claims,
    clean,
    dated_by,
    day_words,
    event_when,
    field_name,
    field_value,
    percent,
    published_text,
    reason_words,
    same_as_text,
    shorten,
    status_name,
    strings,
    type_name,
    when_text,
)

_STATUS_STYLE = {"planned": "cyan", "proposed": "cyan", "ongoing": "green", "denied": "red", "hypothetical": "magenta"}
WIDEST = 140  # longer lines are hard to follow from one column to the next
NARROW = 100  # columns; below, who takes part stands under what happened
EVIDENCE = 3  # reasons beside each article's day


def _text(text: str, style: str = "") -> Text:
    return Text(clean(text), style=style)


def _heading(text: str) -> Text:
    return Text(text, style="bold")


# ---------------------------------------------------------------- the summary


def summary(timeline: Timeline, console: Console, *, limit: int | None = 40, lang: str = "en") -> None:
    """The most newsworthy events in their order, at most `limit` (None: all), then how each article was dated."""
    shown, width = _foremost(timeline.events, limit), min(console.width, WIDEST)
    console.print(_events_table(shown, width, lang))
    if rest := len(timeline.events) - len(shown):
        words = strings(lang)
        console.print(Text(words["more_one"] if rest == 1 else words["more"].format(n=rest), style="dim"))
    console.print()
    console.print(_heading(strings(lang)["dating"]))
    console.print(_articles_table(timeline.articles, width, lang))


def _foremost(events: tuple[Event, ...], limit: int | None) -> list[Event]:
    if limit is None or len(events) <= limit:
        return list(events)
    kept = {event.id for event in sorted(events, key=lambda event: -event.salience)[:limit]}
    return [event for event in events if event.id in kept]


def _grid(widths: Mapping[str, int], *, right: str) -> Table:
    """A table of fixed widths; the column named `right` is set to the right."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name, width in widths.items():
        table.add_column(name, width=width, justify="right" if name == right else "left", overflow="fold")
    return table


def _events_table(events: Iterable[Event], width: int, lang: str) -> Table:
    """Columns when, what, who, status, sources; in a narrow terminal who stands under what."""
    words, narrow = strings(lang), width < NARROW
    when_width, status_width, count_width = (16 if narrow else 24), 12, len(words["told_by"])
    who_width = 0 if narrow else (width - 58) // 3
    what_width = max(20, width - when_width - who_width - status_width - count_width - (6 if narrow else 8))
    columns = {words["when"]: when_width, words["what"]: what_width, words["who"]: who_width, words["status"]: status_width}
    if narrow:
        del columns[words["who"]]
    table = _grid({**columns, words["told_by"]: count_width}, right=words["told_by"])
    for event in events:
        what, who = _what(event, lang), _text(actor_names(event, lang))
        if narrow and who:
            what.append("\n").append(who.plain, style="dim")
        cells = [_when(event, lang), what, *([] if narrow else [who]), _status(event, lang), Text(str(event.sources))]
        table.add_row(*cells)
    return table


def _when(event: Event, lang: str) -> Text:
    """An inferred day is led by "~", as a known one is not."""
    inferred = not event.date.stated and (event.date.earliest or event.date.latest)
    return Text(("~ " if inferred else "") + event_when(event, lang), style="italic" if inferred else "")


def _what(event: Event, lang: str) -> Text:
    text = _text(event.title)
    for conflict in event.conflicts:
        values = " / ".join(value for value, _ in claims(event, conflict, lang))
        text.append(f"\n! {strings(lang)['disagree'].format(field=field_name(conflict.field, lang))}: {values}", style="yellow")
    return text


def _status(event: Event, lang: str) -> Text:
    return Text(status_name(event.status, lang), style=_STATUS_STYLE.get(event.status, ""))


def _articles_table(articles: Iterable[DatedArticle], width: int, lang: str) -> Table:
    words = strings(lang)
    day_width, sure_width = (16 if width < NARROW else 18), max(6, len(words["sure"]))
    rest = max(40, width - day_width - sure_width - 6)
    widths = {words["article"]: rest * 2 // 5, words["day"]: day_width, words["sure"]: sure_width, words["because"]: rest - rest * 2 // 5}
    table = _grid(widths, right=words["sure"])
    for article in articles:
        published = article.published
        day = published_text(published, lang)
        sure = percent(published.probability) if published.day_is_known and not published.given else ""
        table.add_row(_text(shorten(article_name(article), 60)), Text(day), Text(sure), _reasons(article, lang))
    return table


def _reasons(article: DatedArticle, lang: str) -> Text:
    words, published = strings(lang), article.published
    if published.given:
        return Text(words["given"], style="dim")
    strongest = sorted(published.evidence, key=lambda evidence: -abs(evidence.weight))[:EVIDENCE]
    lines = [f"{words['quote'][0]}{shorten(e.quote, 50)}{words['quote'][1]} {reason_words(e.says, lang)}" for e in strongest]
    return Text("\n".join(lines) or words["not_dated"], style="dim")


# ---------------------------------------------------------------- reasons


def explain_event(timeline: Timeline, event: Event, console: Console, *, lang: str = "en") -> None:
    """Why this date, and why these mentions are one event."""
    words, articles = strings(lang), by_id(timeline.articles)
    about = " · ".join(part for part in (type_name(event.type, lang), clean(event.place or ""), actor_names(event, lang)) if part)
    inferred = "" if event.date.stated else f", {words['inferred']}"
    console.print(_text(event.title, "bold"))
    console.print(Text(f"{event_when(event, lang)}{inferred} · {status_name(event.status, lang)} · {event.id}"))
    console.print(Text(about, style="dim"))
    console.print()
    console.print(_heading(words["why_date"]))
    # what tells of two things in one sentence is quoted once
    for mention in {(m.article, m.sentence_start, m.expression, m.speaker): m for m in event.mentions}.values():
        article = articles.get(mention.article)
        found = dated_by(mention, article)
        open_quote, close_quote = words["quote"]
        reason = words["dated_by"].format(a=f"{open_quote}{found[0]}{close_quote} → {found[1]}") if found else words["no_expression"]
        who = f" ({words['says_who'].format(who=clean(mention.speaker))})" if mention.speaker else ""
        console.print(Text(f"{open_quote}{clean(mention.quote)}{close_quote}"))
        name = article_name(article) if article else clean(mention.article)
        console.print(Padding(Text(f"{name}{who}: {reason}", style="dim"), (0, 0, 0, 2), expand=False))
    _print_conflicts(event, articles, console, lang)
    console.print()
    console.print(_heading(words["why_one"]))
    if len(event.mentions) < 2:
        console.print(Text(words["lone"]))
    else:
        shared = words["same_event"].format(n=len(event.mentions), a=f"{event_when(event, lang)}, {about}")
        console.print(Text(f"{shared} {words['confidence'].format(p=percent(event.confidence))}."))


def _print_conflicts(event: Event, articles: dict[str, DatedArticle], console: Console, lang: str) -> None:
    for conflict in event.conflicts:
        console.print(Text(f"! {strings(lang)['disagree'].format(field=field_name(conflict.field, lang))}:", style="yellow"))
        for value, told_by in claims(event, conflict, lang):
            names = dict.fromkeys(article_name(articles[a]) for a in told_by if a in articles)
            line = value + (f" ({', '.join(names)})" if names else "")
            console.print(Padding(Text(line), (0, 0, 0, 2), expand=False))
        if conflict.field == "date":
            console.print(Padding(Text(strings(lang)["vote"], style="dim"), (0, 0, 0, 2), expand=False))


def explain_article(timeline: Timeline, article: DatedArticle, console: Console, *, lang: str = "en") -> None:
    """Why this publication day: every reason with its weight in nats, and the probable days."""
    words, published = strings(lang), article.published
    day = published_text(published, lang) if published.date else words["not_dated"]
    console.print(_text(article_name(article), "bold"))
    console.print(Text(f"{day} · {clean(article.source)} · {clean(article.id)}"))
    if published.given:
        console.print(Text(words["given"]))
    elif published.earliest and published.latest:
        interval = words["interval"].format(a=when_text(published.earliest, published.latest, lang))
        sure = f"{words['certain'].format(p=percent(published.probability))} · " if published.day_is_known else ""
        console.print(Text(sure + interval))
    original = by_id(timeline.articles).get(article.same_as or "")
    if original:
        console.print(Text(same_as_text(article, original, lang)))
    console.print()
    console.print(_heading(words["evidence"]))
    console.print(_evidence(article, lang) if published.evidence else Text(words["no_evidence"], style="dim"))
    if published.candidates:
        console.print(_heading(words["candidates"]))
        console.print(_candidates(article, lang))


def _evidence(article: DatedArticle, lang: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(ratio=1)
    open_quote, close_quote = strings(lang)["quote"]
    for evidence in sorted(article.published.evidence, key=lambda e: -abs(e.weight)):
        table.add_row(
            Text(f"{evidence.weight:+.2f}", style="green" if evidence.weight >= 0 else "red"),
            Text(f"{open_quote}{clean(evidence.quote)}{close_quote}" if evidence.quote else ""),
            _text(reason_words(evidence.says, lang)),
        )
    return table


def _candidates(article: DatedArticle, lang: str) -> Table:
    """The days as bars of their probability, in the order of the calendar."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    likely = sorted(article.published.candidates, key=lambda candidate: -candidate.probability)[:10]
    for candidate in sorted(likely, key=lambda candidate: candidate.date):
        bar = "█" * round(candidate.probability * 30) or "▏"
        table.add_row(day_words(candidate.date, lang), percent(candidate.probability), Text(bar, style="cyan"))
    return table


# ---------------------------------------------------------------- differences


def show_diff(diff: TimelineDiff, console: Console, *, lang: str = "en") -> None:
    """What changed, one line per event or article: + new, - gone, ~ changed."""
    words = strings(lang)
    if not diff:
        console.print(Text(words["no_changes"]))
        return
    _print_events(words["added"], "+", "green", diff.added, console, lang)
    _print_events(words["removed"], "-", "red", diff.removed, console, lang)
    for kind, changes in kinds(diff).items():
        console.print(_heading(words[kind]))
        for change in changes:
            _print_change(change, console, lang)
    _print_merges(words["merged"], diff.merged, console, lang)
    _print_merges(words["split"], diff.split, console, lang)
    for name, sign, style in (("articles_added", "+", "green"), ("articles_removed", "-", "red"), ("articles_redated", "~", "yellow")):
        _print_articles(words[name], sign, style, getattr(diff, name), console, lang)


def _line(sign: str, style: str, event: Event, lang: str) -> Text:
    status = "" if event.status == "occurred" else f" ({status_name(event.status, lang)})"
    return Text.assemble((f"{sign} ", style), (event_when(event, lang), "bold"), f"  {clean(event.title)}{status}")


def _print_change(change: EventChange, console: Console, lang: str) -> None:
    console.print(_line("~", "yellow", change.after, lang))
    for f in change.fields:
        before, after = field_value(f.field, f.before, lang), field_value(f.field, f.after, lang)
        console.print(Padding(Text(f"{field_name(f.field, lang)}: {before} → {after}"), (0, 0, 0, 4), expand=False))


def _print_events(heading: str, sign: str, style: str, events: Iterable[Event], console: Console, lang: str) -> None:
    lines = [_line(sign, style, event, lang) for event in events]
    if lines:
        console.print(_heading(heading), *lines, sep="\n")


def _print_merges(heading: str, merges: Iterable[EventMerge], console: Console, lang: str) -> None:
    for i, merge in enumerate(merges):
        if not i:
            console.print(_heading(heading))
        for event in merge.before:
            console.print(_line("-", "red", event, lang))
        for event in merge.after:
            console.print(_line("+", "green", event, lang))


def _print_articles(heading: str, sign: str, style: str, changes: Iterable[ArticleChange], console: Console, lang: str) -> None:
    undated = strings(lang)["undated"]
    for i, change in enumerate(changes):
        if not i:
            console.print(_heading(heading))
        days = [day_words(day, lang) if day else undated for day in (change.before, change.after)]
        moved = " → ".join(days) if sign == "~" else days[sign == "+"]
        console.print(Text.assemble((f"{sign} ", style), f"{clean(change.source)}: {moved}"))


# ---------------------------------------------------------------- progress


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A bar on stderr while something runs, gone when it is done, absent where stderr is no terminal.

    Yields a function to be called with how many are done so far.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)
