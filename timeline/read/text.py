"""Plain text and Markdown, in whatever encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from timeline.errors import InputError
from timeline.model import StatedDate
from timeline.read.bylines import byline_day, day_in
from timeline.read.draft import Draft

HEADING = 140  # characters; a first line that is longer is text
BYLINES = 6  # lines at the top, and half as many at the end, where a byline may stand
# Share of replacement and control characters past which bytes are no text.
GARBAGE = 0.02


WRAPPED = 5  # line ends within sentences that make a text one wrapped at a width, if only in part
WIDTH = 50  # characters that a line so ended has at least
# A line end after a word, before a word that begins no sentence, nor the name of an author; or after a word that ends none.
_BROKEN = re.compile(
    rf"(?<=[^\n]{{{WIDTH}}})(?<=[^\W_]|,)\n(?=[^\W\d_A-ZÀ-ÖØ-Þ])(?!(?:di|by|on) [A-ZÀ-ÖØ-Þ])|(?<=[^\n]{{{WIDTH}}})(?<= [a-zà-ö]{{2}})\n(?=\w)"
    r"|(?<= [a-zà-ö]{2})\n(?=[a-zà-ö])"
)


# What Italian and English text is in when it is not Unicode; on a few accents alone the guess falls on its neighbours.
WESTERN = "cp1252"


def read_text(source: str, data: bytes) -> Iterator[Draft | InputError]:
    text = decoded(source, data)
    if isinstance(text, InputError):
        yield text
        return
    yield Draft(source=source, text=text, title=_heading(text), stated=tuple(_bylines(text)))


def read_markdown(source: str, data: bytes) -> Iterator[Draft | InputError]:
    """Markdown as it stands; a front matter between `---` lines gives title, lang and date and is blanked out."""
    text = decoded(source, data)
    if isinstance(text, InputError):
        yield text
        return
    fields: dict[str, str] = {}
    if match := re.match(r"---\n(.*?)\n---\n", text, re.DOTALL):
        for line in match[1].splitlines():
            key, colon, value = line.partition(":")
            if colon:
                fields[key.strip().lower()] = value.strip().strip("\"'")
        text = " " * (match.end() - 1) + "\n" + text[match.end() :]
    heading = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    stated = [
        StatedDate(kind="meta", day=day, quote=v) for k, v in fields.items() if k in ("date", "published", "data") and (day := day_in(v))
    ]
    title = fields.get("title") or (heading[1].strip() if heading else _heading(text))
    yield Draft(source=source, text=text, title=title, lang=fields.get("lang"), stated=(*stated, *_bylines(text)))


def decoded(source: str, data: bytes) -> str | InputError:
    """The text of bytes, with line ends made `\\n`: UTF-8 by preference, else what charset-normalizer finds."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\x00" in data[:4096]:
        return InputError(source, "binary, not text")
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if len(data) - error.start < 4 and encoding == "utf-8-sig":
            return InputError(source, "truncated: ends in the middle of a character", "get the file again")
        matches = from_bytes(data)
        best = next((m for m in matches if WESTERN in (m.encoding, *m.could_be_from_charset)), matches.best())
        if best is None or best.encoding is None:
            return InputError(source, "binary, or in an encoding that cannot be told", "save it as UTF-8")
        text = str(best)
    odd = sum(c == "\ufffd" or (c < " " and c not in "\n\r\t\f") for c in text)
    if odd > GARBAGE * len(text):
        return InputError(source, "binary, or wrongly encoded", "save it as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unwrapped(text: str) -> str:
    """A text with a blank for every line end within a sentence, where lines are ended at a width; all else stays where it is."""
    whole, ends = _BROKEN.subn(" ", text)
    return whole if ends >= WRAPPED else text


def _heading(text: str) -> str | None:
    """The first line as a title, when it stands alone and is no sentence."""
    lines = [line.strip() for line in text.strip().split("\n", 2)]
    if len(lines) < 2 or not lines[0] or len(lines[0]) > HEADING or lines[0].endswith((".", "”", '"', "»", ",", ";")):
        return None
    return lines[0]


def _bylines(text: str) -> Iterator[StatedDate]:
    """The dates of byline-like lines at the top and the end of a text."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    for start, end in dict.fromkeys([*spans[:BYLINES], *spans[-BYLINES // 2 :]]):
        if day := byline_day(text[start:end]):
            yield StatedDate(kind="byline", day=day, quote=text[start:end].strip(), start=start, end=end)
