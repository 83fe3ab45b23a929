"""Tokens, and the numbers among them: in digits, in letters, in Roman capitals."""

from __future__ import annotations

import re

Value = int | str
# Every blank but the line end, with the blanks of no width that pages are full of.
BLANKS = " \t\r\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
_NUMERIC = r"""
    \d{4}-\d\d?-\d\d?(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)
  | \d{1,4}[/]\d{1,2}[/]\d{1,4}(?!\d) | \d{1,2}[.]\d{1,2}[.]\d{2,4}(?!\d) | \d{1,2}-\d{1,2}-\d{2,4}(?!\d)
  | \d{1,2}/\d{2,4}(?![\d/]) | \d{1,2}/\d{1,2}(?![\d/]) | \d{4}[/-]\d{1,2}(?![\d/.-]) | \d{1,2}:\d\d(?::\d\d)?(?!\d)
  | \d+(?:[.,]\d+)+ | (?:\d{3}0|\d0)['’]?s\b | \d+(?:st|nd|rd|th)\b | \d+[°ºª^] | \d+
"""
_MARK = r"['’](?:\d0s\b|\d\d(?!\d)|s\b) | [\s\S] | \Z"


def token_pattern(elision: bool) -> re.Pattern[str]:
    """Words (with their elided article where the language has them), numbers in every spelling, marks, line ends.

    Each token takes the blanks before it, so that the tokens together are the text and their lengths its offsets.
    """
    halves = r"[ap]\.\s?m\b\.? | o['’]clock\b | "
    words = r"[^\W\d_]+(?:['’ʼ](?=\w))? | " if elision else r"[^\W\d_]+ | "
    return re.compile(f"[{re.escape(BLANKS)}]*+(?:" + halves + words + _NUMERIC + " | " + _MARK + ")", re.VERBOSE | re.IGNORECASE)


# ---------------------------------------------------------------- numbers

SHAPED_DATE = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})")
ISO_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:T(\d\d:\d\d).*)?", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50}


def roman(word: str) -> int | None:
    if len(word) > 7 or not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUE[c] for c in word]
    return sum(-v if v < max(values[k:]) else v for k, v in enumerate(values))


def numeric_classes(token: str) -> tuple[str, ...]:
    """The word classes of a token that begins with a digit (or an apostrophe before digits)."""
    if token.isdecimal():
        return _integer_classes(token)
    if ISO_DATE.fullmatch(token) or ((match := SHAPED_DATE.fullmatch(token)) and len(match[1]) + len(match[4]) > 2 + (match[2] == ".")):
        return ("DATE",)
    if re.fullmatch(r"'\d\d", token):
        return ("SHORTYEAR",)
    if re.fullmatch(r"(\d{4}|'\d0)'?s", token, re.IGNORECASE):
        return ("DECADE",)
    if re.fullmatch(r"\d0'?s", token, re.IGNORECASE):
        return ("SHORTDECADE",)
    if re.fullmatch(r"\d{1,2}(st|nd|rd|th|°|º|ª|\^)", token, re.IGNORECASE):
        number = int(re.sub(r"\D", "", token))
        return ("ORDNUM", "DAYTH") if 1 <= number <= 31 else ("ORDNUM",)
    if re.fullmatch(r"\d{1,2}/\d{1,2}", token):
        return ("DAYMONTH",)
    if (years := re.fullmatch(r"(\d{4})[/-](\d\d)", token)) and int(years[2]) == (int(years[1]) + 1) % 100 > 12:
        return ("YEARRANGE",)
    if re.fullmatch(r"\d{1,2}/\d{4}|\d{4}[/-]\d{1,2}", token):
        return ("MONTHYEAR",) if re.search(r"\b(19|20)\d\d\b", token) else ("NUMBERISH",)
    if re.fullmatch(r"([01]?\d|2[0-4]):[0-5]\d(:[0-5]\d)?", token):
        return ("CLOCK",)
    if re.fullmatch(r"([01]?\d|2[0-4])\.[0-5]\d", token):
        return ("DECIMAL", "CLOCKDOT")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", token):
        return ("INT",)
    return ("DECIMAL",) if re.fullmatch(r"\d+[.,]\d+", token) else ("NUMBERISH",)


def _integer_classes(token: str) -> tuple[str, ...]:
    number, size = int(token), len(token)
    if size == 8:
        return (
            ("INT", "DATE") if 1900 <= number // 10000 <= 2100 and 1 <= number // 100 % 100 <= 12 and 1 <= number % 100 <= 31 else ("INT",)
        )
    if size > 6:
        return ("NUMBERISH",)
    classes = ["INT"]
    if size <= 2:
        classes += ["YY"] if size == 2 else []
        classes += ["DAYNUM"] if 1 <= number <= 31 else []
        classes += ["MONTHNUM"] if 1 <= number <= 12 else []
        classes += ["HOUR"] if number <= 24 else []
        classes += ["MINUTE"] if size == 2 and number < 60 else []
    if size == 4 and 1000 <= number < 2200:
        classes += ["YEAR4", "NEWSYEAR"] if 1900 <= number < 2060 else ["YEAR4"]
    return tuple(classes)


# One token of every shape, so that every signature is known when the patterns are compiled.
SHAPES = (*map(str, range(100)), *(f"{k:02d}" for k in range(10)), "999", "1000", "1500", "1999", "2025", "2100", "2300", "12345", "1234567",
           "20200101", "12345678", "1.000", "12.30", "2.5", "25.75", "10:30", "1990s", "90s", "'94", "'90s", "16th", "45th", "16/05/2025", "2025-06-02",
           "15/2", "1/2", "3/2015", "2020-21", "1.2.3.4")  # fmt: skip


def combined(values: list[Value]) -> Value | None:
    """The number that a row of number words makes: 2 1000 18, 19 78, 3 100 5."""
    total, current = 0, 0
    seen = False
    for value in values:
        if not isinstance(value, int):
            return value if len(values) == 1 else None
        seen = True
        if value == 100:
            current = (current or 1) * 100
        elif value >= 1000 and value % 1000 == 0 and value <= 10**12:
            total += (current or 1) * value
            current = 0
        elif current and 10 <= current < 100 and (value >= 10 or current % 10 or current < 20):
            current = current * 100 + value  # a year: nineteen seventy, nineteen oh one
        else:
            current += value
        if total > 10**12 or current > 10**12:
            return None
    return total + current if seen else None
