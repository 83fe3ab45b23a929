"""Dates in bylines and metadata strings, by dateparser; running text is read by timeline.resolve."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from functools import cache

# Words that announce a date of publication in a byline, or of an update, which is no earlier.
_CUE = re.compile(
    r"\b(pubblicat[oa]|aggiornat[oa]|ultima modifica|ultimo aggiornamento|published|updated|posted|last modified|first published|data)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(19[89]\d|20\d\d)\b")
_WORDY = 14  # words; a byline is short
_LANGUAGES = ["it", "en"]


def day_in(text: str) -> dt.date | None:
    """The day that a date string states in full, such as "giovedì 3 luglio 2025, 10:11"; None for anything less."""
    text = text.strip()
    if not text or len(text) > 100 or not _YEAR.search(text):
        return None
    if iso := re.match(r"(\d{4})-?(\d\d)-?(\d\d)(?=$|[T\s])", text):
        try:
            return dt.date(*map(int, iso.groups()))
        except ValueError:
            return None
    found = _parse(text)
    return found if found and 1980 <= found.year <= 2100 else None


def byline_day(line: str) -> dt.date | None:
    """The day of a byline such as "di Mario Rossi - Pubblicato il 3 luglio 2025 alle 10:00"; None for running text."""
    line = line.strip()
    if len(line.split()) > _WORDY or not _YEAR.search(line) or line.endswith((".", "?", "!")):
        return None
    cue = _CUE.search(line)
    rest = re.sub(r"^\W*(?:il|on|at|in data)?\W*", "", line[cue.end() :], flags=re.IGNORECASE) if cue else line
    for part in (rest, *re.split(r"\s+[-–—|•·]\s+|,\s+(?=\d)|\s\|\s", rest)):
        if day := day_in(part):
            return day
    return None


@cache
def _parse(text: str) -> dt.date | None:
    import dateparser  # half a second of regular expressions that most inputs never need

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = dateparser.parse(
            re.sub(r"\s+(?:alle(?: ore)?|ore|at)\s+", " ", text),
            languages=_LANGUAGES,
            settings={"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True, "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]},
        )
    return found.date() if found else None
