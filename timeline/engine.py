"""Reading articles on Apache Spark: parsing is what takes time, so it is what is spread; the rest is one machine's work."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import MissingExtraError
from timeline.model import Article

if TYPE_CHECKING:
    import pandas as pd

    from timeline.pipeline import Reading


def read_on_spark(articles: Sequence[Article], *, parser: str, knowledge: Sequence[Path]) -> list[Reading]:
    """The readings of articles, in their order, each partition read by a parser of its own; uses the session that is active.

    Raises MissingExtraError without pyspark.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError("--engine spark", "spark") from error
    from timeline.codec import article_json, read_reading

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # on this machine the workers' packages are those of this Python
    session = SparkSession.builder.appName("timeline").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    rows = [(i, article_json(a).decode()) for i, a in enumerate(articles)]
    parts = max(1, min(len(rows), session.sparkContext.defaultParallelism * 4))

    def read(batches: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        return read_batches(batches, parser=parser, knowledge=knowledge)

    frame = session.createDataFrame(rows, "position long, body string").repartition(parts)
    found = frame.mapInPandas(read, "position long, body string").collect()
    return [read_reading(row["body"].encode()) for row in sorted(found, key=lambda row: int(row["position"]))]


def read_batches(batches: Iterable[pd.DataFrame], *, parser: str, knowledge: Sequence[Path]) -> Iterator[pd.DataFrame]:
    """Frames of articles as JSON, with their positions, as frames of readings: what one worker of a cluster does."""
    import pandas as pd

    from timeline.codec import read_article, reading_json
    from timeline.knowledge import load
    from timeline.parse import parser_named
    from timeline.pipeline import read_all

    reader, facts = parser_named(parser), load(knowledge)
    for batch in batches:
        articles = [read_article(body.encode()) for body in batch["body"]]
        readings = read_all(articles, parser=reader, knowledge=facts)
        yield pd.DataFrame({"position": batch["position"], "body": [reading_json(r).decode() for r in readings]})
