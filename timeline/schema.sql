-- The store: one DuckDB file. Everything but the readings changes in one transaction per run.
CREATE TABLE about (name TEXT NOT NULL, value TEXT NOT NULL);
INSERT INTO about VALUES ('format', 'timeline-store/1');

-- The articles of the last revision, in their order; body is the whole article as JSON.
CREATE TABLE articles (position INTEGER NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT NOT NULL, body BLOB NOT NULL);

-- What each article gives by itself; key is a hash of the article and of all code and data that read it.
CREATE TABLE readings (key TEXT NOT NULL, article TEXT NOT NULL, body BLOB NOT NULL);

-- Each revision is a whole timeline.json with its timeline.links.json, packed with zlib.
CREATE TABLE revisions (
    number INTEGER NOT NULL, day DATE NOT NULL, articles INTEGER NOT NULL, events INTEGER NOT NULL, timeline BLOB NOT NULL, links BLOB NOT NULL
);

-- The events of the last revision, for queries from outside.
CREATE TABLE events (
    id TEXT NOT NULL, title TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, earliest DATE, latest DATE, stated BOOLEAN NOT NULL,
    place TEXT, actors TEXT[] NOT NULL, sources INTEGER NOT NULL, salience DOUBLE NOT NULL, confidence DOUBLE NOT NULL
);

-- What a human said, in order; it wins over inference in every later revision.
CREATE TABLE corrections (
    number INTEGER NOT NULL, target TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, mentions TEXT[] NOT NULL, others TEXT[] NOT NULL
);

-- The schema "linking" (link.py) keeps the pairs of mentions from build to build; it may be dropped at any time.
