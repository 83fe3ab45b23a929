"""Periods and their values."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.period import Grain, Period, add_days, add_months, covering, period_of


@pytest.mark.parametrize(
    ("value", "start", "last"),
    [
        ("2025-06-02", "2025-06-02", "2025-06-02"), ("2025-W23", "2025-06-02", "2025-06-08"), ("2025-06", "2025-06-01", "2025-06-30"),
        ("2025-Q2", "2025-04-01", "2025-06-30"), ("2025-WI", "2025-12-01", "2026-02-28"), ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025", "2025-01-01", "2025-12-31"), ("202", "2020-01-01", "2029-12-31"), ("2025-06-02TEV", "2025-06-02", "2025-06-02"),
    ],
)  # fmt: skip
def test_values(value: str, start: str, last: str) -> None:
    period = period_of(value)
    assert period is not None
    assert (period.start.isoformat(), period.last.isoformat()) == (start, last)
    assert period.value == value[:10]


@pytest.mark.parametrize("value", ["P3D", "PAST_REF", "XXXX-WXX-4", "2025-13", "0000", "", "2025-02-30"])
def test_what_is_no_period(value: str) -> None:
    assert period_of(value) is None


@given(st.dates(min_value=dt.date(3200, 1, 1), max_value=dt.date(6800, 1, 1)), st.sampled_from(list(Grain)), st.integers(-30, 30))
def test_a_period_holds_its_day_and_shifts_back(day: dt.date, grain: Grain, count: int) -> None:
    period = Period.containing(day, grain)
    assert period.contains(day)
    assert period.shift(count).shift(-count) == period
    assert period.shift(1).start == period.end
    assert period_of(period.value) == period


@given(st.dates(), st.integers(-20_000, 20_000))
def test_arithmetic_stays_in_the_calendar(day: dt.date, count: int) -> None:
    assert dt.date.min <= add_months(day, count) <= dt.date.max
    assert dt.date.min <= add_days(day, count * 300) <= dt.date.max


def test_covering() -> None:
    assert covering(dt.date(2025, 6, 1), dt.date(2025, 6, 30)) == Period(dt.date(2025, 6, 1), Grain.MONTH)
    assert covering(dt.date(2025, 6, 1), dt.date(2025, 6, 29)) is None
