"""Arrow tables, the one place that imports pyarrow: rows in and out of columns, Parquet files read."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_TYPES = {"real": "float32", "int": "int64", "text": "string", "bool": "bool_"}


def table_of(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> Any:
    """An Arrow table of rows; `columns` gives each column's type: int, text, bool, real; with an s for a list, as int-real for a map."""
    import pyarrow as pa

    schema = pa.schema([(name, _type(kind)) for name, kind in columns.items()])
    return pa.table({name: pa.array([_value(r[name]) for r in rows], type=schema.field(name).type) for name in columns}, schema=schema)


def _value(value: Any) -> Any:
    return list(value.items()) if isinstance(value, Mapping) else value


def _type(kind: str) -> Any:
    import pyarrow as pa

    key, sign, value = kind.partition("-")
    if sign:
        return pa.map_(_type(key), _type(value))
    return pa.list_(_type(kind[:-1])) if kind.endswith("s") else getattr(pa, _TYPES[kind])()


def parquet_rows(data: bytes) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file.

    Raises ValueError when it is broken.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        for batch in pq.ParquetFile(io.BytesIO(data)).iter_batches(batch_size=256):
            yield from batch.to_pylist()
    except pa.ArrowInvalid as error:
        raise ValueError(str(error).split("\n")[0]) from error
