"""The timeline and its differences as Markdown, for notes, issues and messages."""

from __future__ import annotations

import re

from timeline.diff import kinds
from timeline.model import DatedArticle, Event, EventMerge, Timeline, TimelineDiff
from timeline.render.words import (
    article_name,
    by_id,
    by_month,
    clean,
    day_words,
    event_when,
    field_name,
    field_value,
    month_heading,
    status_name,
    strings,
    web_address,
)


def plain(text: str) -> str:
    """Text from an article that means nothing to Markdown, nor to the HTML that it allows."""
    escaped = re.sub(r"([\\`*_\[\]#|~])", r"\\\1", clean(text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def timeline_markdown(timeline: Timeline, *, lang: str = "en") -> str:
    """Events under their months, each with its sources."""
    articles = by_id(timeline.articles)
    lines = [f"# {strings(lang)['timeline']}"]
    for year, month, events in by_month(timeline.events):
        heading = month_heading(year, month, lang)
        lines += ["", f"## {heading} {year}" if month else f"## {heading}", ""]
        for event in events:
            lines.append(_line(event, lang))
            told_by = dict.fromkeys(mention.article for mention in event.mentions)
            lines += [f"  - {_source(articles[name])}" for name in told_by if name in articles]
    return "\n".join(lines) + "\n"


def _source(article: DatedArticle) -> str:
    url = web_address(article.source)
    linkable = url and not set(url) & set("<> ")
    return plain(article_name(article)) + (f" <{url}>" if linkable else "")


def _line(event: Event, lang: str) -> str:
    status = "" if event.status == "occurred" else f" ({status_name(event.status, lang)})"
    return f"- **{event_when(event, lang)}**: {plain(event.title)}{status}"


def diff_markdown(diff: TimelineDiff, *, lang: str = "en") -> str:
    """What changed, one list per kind of change; says so where nothing did."""
    words = strings(lang)
    sections = (
        {
            "added": [_line(event, lang) for event in diff.added],
            "removed": [_line(event, lang) for event in diff.removed],
        }
        | {
            kind: [
                "\n".join([_line(change.after, lang), *(f"  - {_field(f.field, f.before, f.after, lang)}" for f in change.fields)])
                for change in changes
            ]
            for kind, changes in kinds(diff).items()
        }
        | {
            "merged": [_became(merge, lang) for merge in diff.merged],
            "split": [_became(split, lang) for split in diff.split],
            "articles_added": [f"- {plain(a.source)}" + (f", {day_words(a.after, lang)}" if a.after else "") for a in diff.articles_added],
            "articles_removed": [f"- {plain(a.source)}" for a in diff.articles_removed],
            "articles_redated": [
                f"- {plain(a.source)}: {day_words(a.before, lang) if a.before else words['undated']} → "
                f"{day_words(a.after, lang) if a.after else words['undated']}"
                for a in diff.articles_redated
            ],
        }
    )
    parts = [f"# {words['changes']}"]
    parts += [f"## {words[name]}\n\n" + "\n".join(lines) for name, lines in sections.items() if lines]
    if len(parts) == 1:
        parts.append(str(words["no_changes"]))
    return "\n\n".join(parts) + "\n"


def _became(merge: EventMerge, lang: str) -> str:
    return "\n".join([*(_line(event, lang) for event in merge.before), *(f"  - → {_line(event, lang)[2:]}" for event in merge.after)])


def _field(field: str, before: str | None, after: str | None, lang: str) -> str:
    return f"{field_name(field, lang)}: {plain(field_value(field, before, lang))} → {plain(field_value(field, after, lang))}"
