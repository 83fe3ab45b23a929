"""Files to articles: every format, packed or not, and one clear error for each that cannot be used."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from timeline.errors import InputError
from timeline.model import Article
from timeline.read import READERS, read

LANGUAGES = ("en", "it")
TEXT = "Il presidente russo Vladimir Putin ha telefonato giovedì al presidente degli Stati Uniti."
ENGLISH = "Russian President Vladimir Putin called the President of the United States on Thursday."
FRENCH = (
    "Le président russe Vladimir Poutine a téléphoné jeudi au président des États-Unis, a annoncé le Kremlin. "
    "Les deux hommes se sont entretenus pendant une heure de la guerre en Ukraine et du Proche-Orient."
)


def found(*paths: Path | str, stdin: bytes = b"", published: dict[str, dt.date] | None = None) -> list[Article | InputError]:
    return list(read([str(p) for p in paths], languages=LANGUAGES, published=published, stdin=lambda: stdin))


def one(*paths: Path | str, stdin: bytes = b"", published: dict[str, dt.date] | None = None) -> Article:
    (article,) = found(*paths, stdin=stdin, published=published)
    assert isinstance(article, Article), article
    return article


def parquet(rows: list[dict[str, object]]) -> bytes:
    out = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return bytes(out.getvalue().to_pybytes())


PAGE = f"""<!DOCTYPE html><html lang="it"><head><title>Telefonata</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"Telefonata","datePublished":"2025-07-04T10:00:00+02:00"}}</script>
</head><body><article><h1>Telefonata</h1><p>{TEXT} {TEXT}</p><p>{TEXT} Lo ha detto il Cremlino in una nota.</p></article></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Agenzia</title><item><title>Telefonata</title>
<link>https://example.org/1</link><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description><pubDate>Fri, 04 Jul 2025 10:00:00 GMT</pubDate></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Agenzia</title><entry><title>Telefonata</title>
<id>urn:1</id><link href="https://example.org/1"/><updated>2025-07-04T10:00:00Z</updated><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""
FORMATS = {
    "a.txt": TEXT.encode(),
    "a.md": f"# Telefonata\n\n{TEXT}".encode(),
    "a.html": PAGE.encode(),
    "a.json": json.dumps({"text": TEXT, "title": "Telefonata", "published": "2025-07-04"}).encode(),
    "a.jsonl": (json.dumps({"id": "x", "text": TEXT, "lang": "it"}) + "\n").encode(),
    "a.csv": f'id,title,text,date\n1,Telefonata,"{TEXT}",2025-07-04\n'.encode(),
    "a.parquet": parquet([{"id": "p", "text": TEXT, "lang": "it"}]),
    "a.xml": RSS.encode(),
    "a.rss": RSS.encode(),
    "a.atom": ATOM.encode(),
}


# ---------------------------------------------------------------- every format


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
@pytest.mark.parametrize("name", FORMATS)
def test_format(tmp_path: Path, name: str, packed: bool) -> None:
    path = tmp_path / (name + ".gz" if packed else name)
    path.write_bytes(gzip.compress(FORMATS[name]) if packed else FORMATS[name])
    article = one(path)
    assert TEXT in article.text
    assert article.lang == "it"
    assert len(article.sha256) == 64


def test_every_format_has_a_test() -> None:
    assert {Path(name).suffix for name in FORMATS} | {".htm"} == set(READERS)


@pytest.mark.parametrize(
    ("name", "day"),
    [("a.json", "given"), ("a.csv", "given"), ("a.html", "stated"), ("a.xml", "stated"), ("a.atom", "stated")],
)
def test_a_stated_day(tmp_path: Path, name: str, day: str) -> None:
    (tmp_path / name).write_bytes(FORMATS[name])
    article = one(tmp_path / name)
    expected = dt.date(2025, 7, 4)
    assert article.given == expected if day == "given" else expected in {s.day for s in article.stated}


@pytest.mark.parametrize("name", [n for n in FORMATS if n not in ("a.parquet", "a.md", "a.csv")])
def test_standard_input(name: str) -> None:
    assert TEXT in one("-", stdin=FORMATS[name]).text


# ---------------------------------------------------------------- text as given


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("cp1252"),
        TEXT.replace("ì", "ì").encode(),
    ],
    ids=["bom", "utf-16", "cp1252", "utf-8"],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert "giovedì" in one(tmp_path / "a.txt").text


def test_line_ends_are_made_one_character(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"{TEXT}\r\n{TEXT}\r".encode())
    assert one(tmp_path / "a.txt").text == f"{TEXT}\n{TEXT}\n"


WRAPPED = (
    "Il ministro ha visitato ieri il porto di Bari, dove la nave era arrivata nella\nnotte con duecento persone a bordo, e ha ringraziato per due giorni tutti i\n"
    "soccorritori. La procura della repubblica ha aperto un'inchiesta sul naufragio, e\nha interrogato il comandante, che era stato lasciato solo sulla nave, a lungo di\n"
    "Bari e del suo porto non si era più parlato. Il comandante ha risposto a tutte le\ndomande dei magistrati, e ha detto di avere avvertito subito la capitaneria di\nporto."
)


def test_line_ends_within_sentences_are_blanks_in_text_wrapped_in_part(tmp_path: Path) -> None:
    text = f"Il naufragio di Bari{' davanti al porto' * 3}\ndi Anna Neri\n{WRAPPED}\nUna riga lunga che non finisce con un punto come tante altre\nUn'altra."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    article = one(tmp_path / "a.txt")
    assert article.text == text.replace(WRAPPED, WRAPPED.replace("\n", " "))
    assert article.sha256 == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED[:250],  # a few lines say nothing of the rest
        "\n".join(f"Una riga lunga che non finisce con un punto, di quelle che fanno un elenco di titoli {n}" for n in range(9)),
        "\n".join(["gatto, cane e topo", "cane e gatto e anche un topo"] * 9),
    ],
)
def test_line_ends_between_sentences_stay(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert one(tmp_path / "a.txt").text == text


def test_front_matter_keeps_offsets(tmp_path: Path) -> None:
    whole = f"---\ntitle: Telefonata\ndate: 2025-07-04\n---\n{TEXT}"
    (tmp_path / "a.md").write_text(whole, encoding="utf-8")
    article = one(tmp_path / "a.md")
    assert (len(article.text), article.text.index("Il"), article.title) == (len(whole), whole.index(TEXT), "Telefonata")


# ---------------------------------------------------------------- ids, languages, days


def test_the_same_file_has_the_same_id(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Città.txt").write_text(TEXT, encoding="utf-8")
    assert one(tmp_path / "x").id == one(tmp_path / "y").id
    both = [a.id for a in found(tmp_path) if isinstance(a, Article)]
    assert both[1] == f"{both[0]}-2"


def test_ids_of_records_are_kept_and_made_unique(tmp_path: Path) -> None:
    lines = [json.dumps({"id": i, "text": TEXT}) for i in ("x", "x", 7)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    assert [a.id for a in found(tmp_path / "a.jsonl") if isinstance(a, Article)] == ["x", "x-2", "7"]


@pytest.mark.parametrize(("text", "lang"), [(TEXT, "it"), (ENGLISH, "en")])
def test_language(tmp_path: Path, text: str, lang: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert one(tmp_path / "a.txt").lang == lang


@pytest.mark.parametrize("key", ["a.txt", "a", "PATH"])
def test_a_day_given_by_name(tmp_path: Path, key: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert one(path, published={str(path) if key == "PATH" else key: dt.date(2025, 7, 4)}).given == dt.date(2025, 7, 4)


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", ".git/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{TEXT} {name}", encoding="utf-8")
    assert [Path(a.source).name for a in found(tmp_path) if isinstance(a, Article)] == ["a.txt", "b.txt"]


# ---------------------------------------------------------------- what cannot be used

BROKEN = [
    ("a.txt", b"", "empty"),
    ("a.txt", b" \n\t ", "empty"),
    ("a.txt", b"due parole", "fewer than 3 words"),
    ("a.txt", bytes(range(256)) * 20, "binary"),
    ("a.txt", "perché è così, sì".encode()[:-1], "truncated"),
    ("a.txt", FRENCH.encode(), "in 'fr', but only en, it can be read"),
    ("a.docx", b"PK", "is no kind of file that timeline reads"),
    ("a.txt.gz", b"not packed", "not a gzip file"),
    ("a.txt.gz", gzip.compress(TEXT.encode())[:-9], "truncated or not a gzip file"),
    ("a.json", b"{", "broken JSON at line 1"),
    ("a.json", b"[" * 100_000, "JSON"),
    ("a.json", b'{"title": "x"}', "no 'text' in it"),
    ("a.json", b'["x"]', "not an object with a 'text'"),
    ("a.json", json.dumps({"text": TEXT, "published": "yesterday"}).encode(), "'published' is no full date"),
    ("a.jsonl", b"{bad", "broken JSON"),
    ("a.csv", b"x,y\n1,2\n", "no column named text"),
    ("a.parquet", b"PAR1 but not really PAR1", "broken Parquet"),
    ("a.xml", b"<rss><channel>", "broken XML"),
    ("a.xml", b"<note>hello there friend</note>", "no feed entries"),
    ("a.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><rss>&a;</rss>', "document type"),
    ("a.html", b"<html><body></body></html>", "no article text found"),
    ("a.html", b"<div>" * 5000 + TEXT.encode(), "no article text found"),
]


@pytest.mark.parametrize(("name", "data", "problem"), BROKEN, ids=[f"{i}-{b[0]}" for i, b in enumerate(BROKEN)])
def test_what_cannot_be_used_is_one_line(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    (tmp_path / name).write_bytes(data)
    (error,) = found(tmp_path / name)
    assert isinstance(error, InputError)
    assert problem in str(error)
    assert str(error).startswith(str(tmp_path / name))
    assert "\n" not in str(error)


def test_the_rest_is_done(tmp_path: Path) -> None:
    lines = [json.dumps({"text": TEXT}), "{bad", json.dumps({"text": ENGLISH})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    kinds = [type(a) for a in found(tmp_path / "a.jsonl")]
    assert kinds == [Article, InputError, Article]


def test_a_small_file_cannot_fill_the_memory(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * (65 << 20)))
    (error,) = found(tmp_path / "bomb.txt.gz")
    assert "unpacks to more than 64 MiB" in str(error)


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    assert "no such file or folder" in str(found(tmp_path / "none")[0])
    assert "holds no files" in str(found(tmp_path)[0])


def test_half_a_character_cannot_stop_a_run(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Il presidente \\ud800 ha telefonato giovedì."}')
    (article,) = found(tmp_path / "a.jsonl")
    if isinstance(article, Article):
        article.text.encode()
