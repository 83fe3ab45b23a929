"""Mentions → events: which pairs are compared, and a state that keeps what was found of them.

The state is tables in DuckDB. What is new or has changed is compared with what it may be one with, and what that touches
is clustered again; nothing else is. The result is that of linking everything anew, in whatever order it came.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from timeline.cluster import Links, Pair, Scores, Veto, cluster
from timeline.context import NOWHERE, Context
from timeline.model import Mention
from timeline.pairs import COLUMNS, Model, columns, keys, linkage, named, row, scored, surroundings
from timeline.tables import columns_table, table_of

BENCH = "linking_bench"  # the database in memory on which a change is worked out
AT_ONCE = 20_000  # mentions clustered together, or all that hang together where they are more
# A mention, as far as linking reads it.
_read = attrgetter(*(f.name for f in fields(Mention) if f.name not in ("title", "salience", "worth", "clear", "echoes")))

# `unique_id` counts the mentions as they come: of two, the later one has the larger number. `beside` has one < other.
# `mark` tells whether anything that linking reads of a mention has changed.
_STATE = """
    CREATE SCHEMA linking;
    CREATE TABLE linking.about (value TEXT);
    CREATE TABLE linking.page (page INTEGER, article TEXT);
    CREATE TABLE linking.beside (one INTEGER, other INTEGER, step FLOAT);
    CREATE TABLE linking.telling AS SELECT * EXCLUDE (keys) FROM fresh LIMIT 0;
    CREATE TABLE linking.term (id INTEGER, page INTEGER, key UBIGINT);
    CREATE TABLE linking.dated (id INTEGER, key UBIGINT, day INTEGER);
    CREATE TABLE linking.scored (a INTEGER, b INTEGER, weight DOUBLE, {columns});
    CREATE TABLE linking.joined (id INTEGER, component INTEGER, event INTEGER);
    CREATE TABLE linking.refused (a INTEGER, b INTEGER, reason TEXT)
"""

# What goes: the mentions in `gone`, and the pairs of articles that are nearer or farther now than they were (`moved`).
_EXCHANGED = """
    CREATE TABLE {bench}.was AS SELECT * FROM linking.beside WHERE one IN (FROM {bench}.scope) OR other IN (FROM {bench}.scope);
    CREATE TABLE {bench}.moved AS SELECT DISTINCT one, other FROM (
      (SELECT * FROM {bench}.was EXCEPT SELECT * FROM given) UNION ALL (SELECT * FROM given EXCEPT SELECT * FROM {bench}.was)) WHERE one < {met} AND other < {met};
    CREATE TABLE {bench}.roving AS SELECT DISTINCT unique_id AS id, page FROM linking.telling WHERE page IN (SELECT one FROM {bench}.moved UNION SELECT other FROM {bench}.moved);
    CREATE TABLE {bench}.removed AS
      SELECT a, b FROM linking.scored WHERE a IN (FROM {bench}.gone) OR b IN (FROM {bench}.gone)
      UNION SELECT a, b FROM linking.scored JOIN {bench}.roving l ON l.id = a JOIN {bench}.roving r ON r.id = b JOIN {bench}.moved ON one = least(l.page, r.page) AND other = greatest(l.page, r.page);
    DELETE FROM linking.scored USING {bench}.removed r WHERE scored.a = r.a AND scored.b = r.b;
    DELETE FROM linking.telling WHERE unique_id IN (FROM {bench}.gone);
    DELETE FROM linking.term WHERE id IN (FROM {bench}.gone);
    DELETE FROM linking.dated WHERE id IN (FROM {bench}.gone);
    DELETE FROM linking.beside WHERE one IN (FROM {bench}.scope) OR other IN (FROM {bench}.scope);
    INSERT INTO linking.beside FROM given;
    INSERT INTO linking.telling SELECT * EXCLUDE (keys) FROM fresh;
    INSERT INTO linking.term SELECT unique_id, page, hash(unnest(keys)) FROM fresh;
    INSERT INTO linking.dated FROM {bench}.dated
"""  # fmt: skip

# Under which days a mention is found: each of a few that it states, the year of what it states by month or year; and not by kindred words.
_DATED = """
    CREATE TABLE {bench}.dated AS
      SELECT id, hash(key) AS key, unnest(CASE WHEN last - first <= 7 THEN range(first, last + 1) ELSE range(-last // 366, -first // 366 + 1) END)::INTEGER AS day
      FROM (SELECT unique_id AS id, first, last, unnest(keys) AS key FROM fresh WHERE stated AND last - first <= 732) WHERE NOT starts_with(key, '~')
"""  # fmt: skip

# Those who share a key and a day with so many, or no longer with so many, that it tells nothing: they are compared anew.
_TURNED = """
    WITH change AS (SELECT key, day, sum(n) AS n FROM (SELECT key, day, 1 AS n FROM {bench}.dated UNION ALL
                    SELECT key, day, -1 FROM linking.dated WHERE id IN (FROM {bench}.gone)) GROUP BY key, day),
         before AS (SELECT key, day, count(*) AS n FROM linking.dated SEMI JOIN change USING (key, day) GROUP BY key, day),
         turned AS (SELECT key, day FROM before JOIN change USING (key, day) WHERE (before.n <= {largest}) <> (before.n + change.n <= {largest}))
    SELECT DISTINCT telling.id FROM turned JOIN linking.dated USING (key, day) JOIN linking.telling ON unique_id = dated.id WHERE dated.id NOT IN (FROM {bench}.gone)
"""  # fmt: skip

# Two mentions are compared if they share a key and their articles are near, or a day that both state (a year, for what is stated
# by month or year); or if they name one reference event. Of each pair one is new, or their articles have moved.
# Splink is given the pairs themselves, as the numbers that two mentions share, for a key like "attack" alone joins far too many.
_PROPOSED = """
    CREATE TABLE {bench}.aside AS SELECT one AS page, other FROM linking.beside UNION ALL SELECT other, one FROM linking.beside UNION ALL SELECT page, page FROM linking.page;
    CREATE TABLE {bench}.few AS SELECT key, day FROM linking.dated GROUP BY key, day HAVING count(*) BETWEEN 2 AND {largest};
    CREATE TABLE {bench}.pair AS SELECT row_number() OVER (ORDER BY a, b) AS number, a, b FROM (
      SELECT r.id AS a, l.id AS b FROM linking.term l JOIN {bench}.aside n ON n.page = l.page JOIN linking.term r ON r.page = n.other AND r.key = l.key WHERE l.id >= {since} AND r.id < l.id
      UNION SELECT r.id, l.id FROM linking.dated l JOIN {bench}.few USING (key, day) JOIN linking.dated r ON r.key = l.key AND r.day = l.day WHERE l.id >= {since} AND r.id < l.id
      UNION SELECT r.unique_id, l.unique_id FROM linking.telling l JOIN linking.telling r ON l.known = r.known WHERE l.unique_id >= {since} AND r.unique_id < l.unique_id
      UNION SELECT least(l.id, r.id), greatest(l.id, r.id) FROM {bench}.moved m JOIN linking.beside USING (one, other) JOIN linking.term l ON l.page = m.one JOIN linking.term r ON r.page = m.other AND r.key = l.key
      UNION SELECT least(l.id, r.id), greatest(l.id, r.id) FROM {bench}.moved m JOIN {bench}.roving o ON o.page = m.one JOIN {bench}.roving p ON p.page = m.other
        JOIN linking.dated l ON l.id = o.id JOIN {bench}.few USING (key, day) JOIN linking.dated r ON r.id = p.id AND r.key = l.key AND r.day = l.day
      UNION SELECT least(l.unique_id, r.unique_id), greatest(l.unique_id, r.unique_id) FROM {bench}.moved m JOIN linking.telling l ON l.page = m.one JOIN linking.telling r ON r.page = m.other AND l.known = r.known
    );
    CREATE TABLE {bench}.own AS SELECT id, list(number) AS pairs FROM (SELECT a AS id, number FROM {bench}.pair UNION ALL SELECT b, number FROM {bench}.pair) GROUP BY id;
    DROP TABLE {bench}.pair;
    CREATE TABLE {bench}.steps AS SELECT page, map_from_entries(list(row(other, step))) AS near
      FROM (SELECT one AS page, other, step FROM linking.beside UNION ALL SELECT other, one, step FROM linking.beside)
      WHERE page IN (SELECT page FROM {bench}.own JOIN linking.telling ON unique_id = own.id) GROUP BY page;
    CREATE TABLE {bench}.proposed AS SELECT telling.* EXCLUDE (id, mark), own.pairs, CASE WHEN {known} THEN coalesce(near, MAP {{}}) END AS near
      FROM {bench}.own JOIN linking.telling ON unique_id = own.id LEFT JOIN {bench}.steps USING (page);
    DROP TABLE {bench}.own
"""  # fmt: skip

# What may cluster otherwise now: all that hangs together with a mention of which a pair came or went.
_TOUCHED = """
    INSERT INTO linking.scored FROM {bench}.scores;
    CREATE TABLE {bench}.touched AS SELECT unique_id AS id FROM fresh UNION FROM {bench}.gone
      UNION SELECT a FROM {bench}.removed UNION SELECT b FROM {bench}.removed UNION SELECT a FROM {bench}.scores UNION SELECT b FROM {bench}.scores;
    CREATE TABLE {bench}.members AS SELECT id FROM (
      SELECT id FROM linking.joined WHERE component IN (SELECT component FROM linking.joined WHERE id IN (FROM {bench}.touched)) UNION FROM {bench}.touched)
      WHERE id NOT IN (FROM {bench}.gone);
    DELETE FROM linking.joined WHERE id IN (FROM {bench}.members) OR id IN (FROM {bench}.gone);
    DELETE FROM linking.refused WHERE a IN (FROM {bench}.members) OR a IN (FROM {bench}.gone)
"""  # fmt: skip

_INSIDE = "SELECT scored.* FROM linking.scored JOIN linking.joined x ON x.id = a JOIN linking.joined y ON y.id = b WHERE x.event = y.event"


def compared(mentions: Sequence[Mention], context: Context, model: Model) -> dict[str, Any]:
    """All pairs that a model compares, whatever they score, as arrays: `first` and `second` by index, the `weight`, and the bits of each column."""
    linker = Linker(model={**model, "threshold": None})
    linker.links(mentions, context)
    return linker.found("SELECT a AS first, b AS second, * EXCLUDE (a, b) FROM linking.scored ORDER BY a, b")


class Linker:
    """Mentions, the pairs among them and their clusters, in the schema `linking` of a DuckDB connection, or in memory.

    A state of another `version`, one that was left in the middle of a change, or a broken one is begun anew.
    """

    def __init__(self, base: Any = None, *, model: Model | None = None, version: str = "") -> None:
        import duckdb

        self._model = model or linkage()
        self._version = version
        self._base = duckdb.connect() if base is None else base
        self._home = str(self._rows("SELECT current_database()")[0][0]).replace('"', '""')

    def links(self, mentions: Sequence[Mention], context: Context = NOWHERE) -> Links:
        """The clusters of exactly these mentions, and why; what was compared before and has not changed is not compared again."""
        import duckdb

        try:
            return self._brought(mentions, context)
        except duckdb.Error:  # a kept state is there to save time: one that is broken is begun anew
            self._rows("DROP SCHEMA IF EXISTS linking CASCADE")
            return self._brought(mentions, context)

    def _brought(self, mentions: Sequence[Mention], context: Context) -> Links:
        """The state brought to these mentions."""
        self._ready(known=bool(context.near))
        kept = dict(self._rows("SELECT id, mark FROM linking.telling"))
        new = [m for m in mentions if m.id not in kept or kept[m.id] != _mark(m, surroundings(m, context))]
        staying = {m.id for m in mentions} - {m.id for m in new}
        near = {a: context.near.get(a, {}) for a in dict.fromkeys(m.article for m in mentions)} if context.near else {}
        self.change(new, [i for i in kept if i not in staying], {m.id: m for m in mentions}, replace(context, near=near))
        return self._links(mentions)

    def change(
        self, new: Sequence[Mention], gone: Sequence[str], mentions: Mapping[str, Mention], context: Context = NOWHERE
    ) -> tuple[str, ...]:
        """Put in new mentions and take out, by their ids, those that are gone or told anew; the ids of those that were clustered again.

        `mentions` are all of them afterwards. `context` tells of the new ones, and names as near what is near to their
        articles and to those to which others are near now.
        """
        self._ready(known=bool(context.near))
        pages = dict(self._rows("SELECT article, page FROM linking.page"))
        met = len(pages)
        for m in new:
            pages.setdefault(m.article, len(pages))
        since = self._rows("SELECT coalesce(max(unique_id), -1) + 1 FROM linking.telling")[0][0]
        with self._bench(fresh=_fresh(new, pages, context, since), given=_given(pages, met, context, self._model["steps"])):
            self._rows(
                f"CREATE TABLE {BENCH}.gone AS SELECT unique_id AS id FROM linking.telling WHERE id IN (SELECT unnest(?::TEXT[]))", [gone]
            )
            self._run(_DATED)
            turned = sorted(i for (i,) in self._run(_TURNED, largest=self._model["largest_key"]))
            if not turned:
                self._exchange(pages, met, since, context)
                return self._clustered(mentions)
        return self.change([*new, *(mentions[i] for i in turned)], [*gone, *turned], mentions, context)

    def found(self, query: str) -> dict[str, Any]:
        """What a query of the state answers, as arrays."""
        answer: dict[str, Any] = self._base.execute(query).fetchnumpy()
        return answer

    # ---------------------------------------------------------------- pairs

    def _exchange(self, pages: Mapping[str, int], met: int, since: int, context: Context) -> None:
        """Take out what goes, put in what comes, and compare what may have changed by it."""
        self._rows("UPDATE linking.about SET value = 'changing' WHERE value = 'whole'")
        self._rows(
            "INSERT INTO linking.page SELECT unnest(?::INTEGER[]), unnest(?::TEXT[])", [list(range(met, len(pages))), list(pages)[met:]]
        )
        scope = [n for a, n in pages.items() if n >= met or a in context.near]
        self._rows(f"CREATE TABLE {BENCH}.scope AS SELECT unnest(?::INTEGER[]) AS page", [scope])
        self._run(_EXCHANGED, met=met)
        self._run(_PROPOSED, since=since, largest=self._model["largest_key"], known=bool(context.near))
        self._rows(f"CREATE TABLE {BENCH}.scores AS FROM linking.scored LIMIT 0")
        if not self._rows(f"SELECT 1 FROM {BENCH}.proposed LIMIT 1"):
            return
        self._rows(f"USE {BENCH}")
        try:
            scored(self._base, self._model)
        finally:
            self._rows(f'USE "{self._home}"')

    # ---------------------------------------------------------------- clusters

    def _clustered(self, mentions: Mapping[str, Mention]) -> tuple[str, ...]:
        """Cluster again what hangs together with a mention of which a pair came or went; their ids."""
        import numpy as np
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        self._run(_TOUCHED)
        members_of = self.found(f"SELECT unique_id, id FROM linking.telling WHERE unique_id IN (FROM {BENCH}.members) ORDER BY id")
        pairs = self.found(f"SELECT a, b, weight FROM linking.scored WHERE a IN (FROM {BENCH}.members) AND b IN (FROM {BENCH}.members)")
        numbers, ids = members_of["unique_id"], members_of["id"].tolist()
        by_number = np.argsort(numbers)
        one, other = (by_number[np.searchsorted(numbers, pairs[side], sorter=by_number)] for side in "ab")
        first, second, weight = np.minimum(one, other), np.maximum(one, other), pairs["weight"]
        sure = weight > 0
        graph = coo_matrix((np.ones(int(sure.sum())), (first[sure], second[sure])), shape=(len(ids), len(ids)))
        _, eldest, component = np.unique(connected_components(graph, directed=False)[1], return_index=True, return_inverse=True)
        inside = component[first] == component[second]  # what hangs together by no sure pair joins nothing
        first, second, weight = first[inside], second[inside], weight[inside]
        order = np.lexsort((second, first, -weight))
        first, second, weight = first[order], second[order], weight[order]
        event = np.arange(len(ids))
        refused: list[tuple[Any, ...]] = []
        part = (np.cumsum(np.bincount(component)) // AT_ONCE)[component]
        for k in np.unique(part[first]).tolist():
            own = part[first] == k
            told = np.unique(np.concatenate((first[own], second[own])))
            places = (np.searchsorted(told, side[own]).tolist() for side in (first, second))
            links = cluster(
                [mentions[ids[i]] for i in told.tolist()], Scores(first=next(places), second=next(places), weight=weight[own].tolist())
            )
            for members in links.clusters:
                event[told[list(members)]] = told[members[0]]
            refused += [(*sorted(numbers[told[[v.pair.first, v.pair.second]]].tolist()), v.reason) for v in links.vetoes]
        paired = np.unique(np.concatenate((first[weight > 0], second[weight > 0])))
        joined = {"id": numbers[paired], "component": numbers[eldest[component[paired]]], "event": numbers[event[paired]]}
        a, b, reason = zip(*refused, strict=True) if refused else ((), (), ())
        self._put("joined", joined)
        self._put("refused", {"a": np.array(a, dtype=int), "b": np.array(b, dtype=int), "reason": np.array(reason, dtype=object)})
        self._rows("UPDATE linking.about SET value = 'whole' WHERE value = 'changing'")
        return tuple(ids)

    def _links(self, mentions: Sequence[Mention]) -> Links:
        """The state as it is, by the places of the mentions."""
        import numpy as np

        place = {m.id: i for i, m in enumerate(mentions)}
        told = self.found("SELECT unique_id, id FROM linking.telling")
        at = np.zeros(int(told["unique_id"].max(initial=-1)) + 1, dtype=int)
        at[told["unique_id"]] = [place[i] for i in told["id"]]
        joined = self.found("SELECT id, event FROM linking.joined")
        events: dict[int, list[int]] = defaultdict(list)
        for i, event in zip(at[joined["id"]].tolist(), joined["event"].tolist(), strict=True):
            events[event].append(i)
        single = set(range(len(mentions))).difference(*events.values())
        inside = self.found(_INSIDE)
        refused = self.found("SELECT * FROM linking.refused JOIN linking.scored USING (a, b)")
        return Links(
            clusters=tuple(sorted([*(tuple(sorted(own)) for own in events.values()), *((i,) for i in single)])),
            pairs=tuple(pair for _, pair in self._pairs(inside, at)),
            vetoes=tuple(Veto(pair=pair, reason=str(refused["reason"][k])) for k, pair in self._pairs(refused, at)),
        )

    def _pairs(self, found: Mapping[str, Any], at: Any) -> Iterator[tuple[int, Pair]]:
        """Scored pairs, the surest first, each with its place among those found."""
        import numpy as np

        one, other = at[found["a"]], at[found["b"]]
        first, second = np.minimum(one, other), np.maximum(one, other)
        levels = named(self._model, found)
        for k in np.lexsort((second, first, -found["weight"])).tolist():
            yield k, Pair(first=int(first[k]), second=int(second[k]), weight=float(found["weight"][k]), columns=levels[k])

    # ---------------------------------------------------------------- tables

    def _ready(self, *, known: bool) -> None:
        """Have a state of this version, in which something is known of articles or nothing."""
        about = [self._version, f"articles {'known' if known else 'unknown'}", "whole"]
        if self._rows("SELECT 1 FROM duckdb_schemas() WHERE schema_name = 'linking' AND database_name = current_database()"):
            if [value for (value,) in self._rows("SELECT value FROM linking.about")] == about:
                return
            self._rows("DROP SCHEMA linking CASCADE")
        self._base.register("fresh", _fresh((), {}, NOWHERE, 0))
        self._run(_STATE, columns=", ".join(f'"{name}" FLOAT' for name in columns(self._model)))
        self._rows("INSERT INTO linking.about SELECT unnest(?::TEXT[])", [about])

    @contextmanager
    def _bench(self, **tables: Any) -> Iterator[None]:
        """A database in memory beside the state, and some tables, for one change."""
        self._rows(f"ATTACH ':memory:' AS {BENCH}")
        try:
            for name, table in tables.items():
                self._base.register(name, table)
            yield
        finally:
            for name in tables:
                self._base.unregister(name)
            self._rows(f"DETACH {BENCH}")

    def _put(self, table: str, arrays: Mapping[str, Any]) -> None:
        self._base.register("put", columns_table(arrays))
        self._rows(f"INSERT INTO linking.{table} FROM put")
        self._base.unregister("put")

    def _run(self, script: str, **values: object) -> list[tuple[Any, ...]]:
        """Run statements; what the last one answers."""
        rows: list[tuple[Any, ...]] = []
        for statement in script.format(bench=BENCH, **values).split(";"):
            rows = self._rows(statement)
        return rows

    def _rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._base.execute(query, parameters).fetchall()
        return rows


# ---------------------------------------------------------------- rows


def _fresh(new: Sequence[Mention], pages: Mapping[str, int], context: Context, since: int) -> Any:
    """A row for each new mention, numbered on."""
    columns = {"unique_id": "int", "id": "text", "mark": "text", "page": "int"} | COLUMNS | {"keys": "texts"}
    return table_of((_fresh_row(i, m, pages[m.article], surroundings(m, context)) for i, m in enumerate(new, since)), columns)


def _fresh_row(number: int, mention: Mention, page: int, around: Mapping[str, Any]) -> dict[str, Any]:
    compared = row(mention, around)
    return {"unique_id": number, "id": mention.id, "mark": _mark(mention, around), "page": page, "keys": keys(compared)} | compared


def _mark(mention: Mention, around: Mapping[str, Any]) -> str:
    """A hash of what linking reads of a mention: its own fields, and what depends on other articles."""
    return hashlib.blake2b(repr((_read(mention), around)).encode(), digest_size=12).hexdigest()


def _given(pages: Mapping[str, int], met: int, context: Context, steps: Sequence[float]) -> Any:
    """The articles that are near to each other, those of which the context tells and those newly met: by their numbers, with the step of their cosine.

    Where nothing is known of articles, all are compared with all.
    """
    if not context.near:
        pairs: Mapping[tuple[int, int], float | None] = {(i, j): None for j in range(met, len(pages)) for i in range(j)}
    else:
        pairs = _steps(pages, context, steps)
    return table_of(
        ({"one": one, "other": other, "step": step} for (one, other), step in sorted(pairs.items())),
        {"one": "int", "other": "int", "step": "real"},
    )


def _steps(pages: Mapping[str, int], context: Context, steps: Sequence[float]) -> dict[tuple[int, int], float | None]:
    """The larger of the two cosines of each pair, cut down to a step."""
    found: dict[tuple[int, int], float | None] = {}
    for article, near in context.near.items():
        for other, cosine in near.items():
            if article in pages and other in pages and (below := bisect_right(steps, cosine)):
                pair = min(pages[article], pages[other]), max(pages[article], pages[other])
                found[pair] = max(found.get(pair) or 0.0, steps[below - 1])
    return found
