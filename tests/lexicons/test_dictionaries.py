"""Dictionaries of several forms become word pairs; all texts are made up here."""

from __future__ import annotations

import gzip
import random
import struct
from pathlib import Path

import pytest

from turncue.errors import ReadError
from turncue.lexicons import params
from turncue.lexicons.dictionaries import beside_seed, languages_named, read_dictd, read_stardict, read_tei
from turncue.lexicons.lexicon import Lexicon
from turncue.lexicons.lexicon_io import read_lexicon
from turncue.text.match_keys import term_key

ENTRIES = {
    "casa": "casa /kasa/ <n, fem>\nhouse, home\n",
    "correr": "correr /korer/ <v>\n1. to run (quickly)\n2. flow {see fluir}\n         Note: of water\n",
    "gato": 'gato\ncat\n   Synonym: {minino}\n see: {gata}\n      "un gato negro"  - a black cat\n',
    "por otra parte": "por otra parte /x/\non the other hand; besides\n",
}
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _es(word: str) -> str:
    return term_key(word, "es")


def _en(word: str) -> str:
    return term_key(word, "en")


def _digits(number: int) -> str:
    text = _ALPHABET[number % 64]
    while number := number // 64:
        text = _ALPHABET[number % 64] + text
    return text


def _dictd(entries: dict[str, str]) -> tuple[str, bytes]:
    body = b"00-database-info\nmade up\n"
    rows = [f"00databaseinfo\tA\t{_digits(len(body))}"]
    for head, text in entries.items():
        rows.append(f"{head}\t{_digits(len(body))}\t{_digits(len(text.encode()))}")
        body += text.encode()
    return "\n".join(rows) + "\n", body


def _stardict(entries: dict[str, bytes], *, types: str, wide: bool = False) -> tuple[str, bytes, bytes]:
    index, body = b"", b""
    for head, data in entries.items():
        index += head.encode() + b"\0" + struct.pack(">QI" if wide else ">II", len(body), len(data))
        body += data
    ifo = "StarDict's dict ifo file\nversion=2.4.2\nbookname=Spanish-English made up\n"
    ifo += f"sametypesequence={types}\n" if types else ""
    return ifo + ("idxoffsetbits=64\n" if wide else ""), index, body


def _words(lexicon: Lexicon) -> dict[str, set[str]]:
    return {a: set(b) for a, b in lexicon.pairs.items()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("freedict-spa-eng", ("es", "en")),
        ("deu-eng", ("de", "en")),
        ("zh_en", ("zh", "en")),
        ("German-English FreeDict Dictionary", ("de", "en")),
        ("well-made words", (None, None)),
        ("dictionary", (None, None)),
    ],
)
def test_a_name_tells_the_languages(name: str, expected: tuple[str | None, str | None]) -> None:
    assert languages_named(name) == expected


def test_dictd_keeps_translations_and_nothing_else() -> None:
    found = read_dictd(*_dictd(ENTRIES), ("es", "en"))
    assert (found.source, found.target) == ("es", "en")
    words = _words(found)
    assert words[_es("casa")] == {_en("house"), _en("home")}
    assert words[_es("correr")] == {"run", "flow"}
    assert words[_es("gato")] == {"cat"}
    assert words[_es("por otra parte")] == {_en("on the other hand"), _en("besides")}
    assert len(words) == 4


def test_dictd_weighs_by_the_number_of_choices() -> None:
    pairs = read_dictd(*_dictd(ENTRIES), ("es", "en")).pairs
    assert pairs[_es("gato")]["cat"] > pairs[_es("casa")][_en("house")] == pairs[_es("casa")][_en("home")]


def test_two_entries_of_one_headword_share_the_weight() -> None:
    index, body = _dictd({"banco": "banco\nbank\n"})
    more = "banco\nbench\n"
    index += f"banco\t{_digits(len(body))}\t{_digits(len(more))}\n"
    pairs = read_dictd(index, body + more.encode(), ("es", "en")).pairs
    (row,) = pairs.values()
    assert set(row) == {"bank", "bench"}
    assert max(row.values()) < 0.8


def test_asides_within_asides_are_left_out() -> None:
    found = read_dictd(*_dictd({"高楼": "高楼 /x/\n(noun (common) (thing))\ntower [arch. (old)]\n"}), ("zh", "en"))
    assert _words(found) == {"高楼": {"tower"}}


def test_a_row_that_is_no_index_row_is_told_with_its_line() -> None:
    with pytest.raises(ReadError, match=r"mine\.index:2") as told:
        read_dictd("casa\tA\tB\nnot a row\n", b"x" * 9, ("es", "en"), name="mine.index")
    assert told.value.excerpt == "not a row"


def test_definitions_of_another_dictionary_are_refused() -> None:
    index, body = _dictd(ENTRIES)
    with pytest.raises(ReadError, match="point past the end"):
        read_dictd(index, body[:60], ("es", "en"))


@pytest.mark.parametrize("wide", [False, True])
def test_stardict_plain_text(wide: bool) -> None:
    made = _stardict({h: t.encode() for h, t in ENTRIES.items()}, types="m", wide=wide)
    assert _words(read_stardict(*made, ("es", "en"))) == _words(read_dictd(*_dictd(ENTRIES), ("es", "en")))


def test_stardict_fields_by_their_types() -> None:
    page = "<div><b>casa</b></div><i>noun</i><ol><li>house</li><li>home &amp; hearth</li></ol>"
    same = _stardict({"casa": b"kasa\0" + page.encode()}, types="th")
    own = _stardict(
        {"casa": b"tkasa\0" + b"h" + page.encode() + b"\0" + b"P" + struct.pack(">I", 3) + b"\1\2\3"}, types=""
    )
    for made in (same, own):
        (row,) = read_stardict(*made, ("es", "en")).pairs.values()
        assert set(row) == {_en("house"), _en("home hearth")}


def test_stardict_index_cut_short_is_told() -> None:
    ifo, index, body = _stardict({"casa": b"house"}, types="m")
    with pytest.raises(ReadError, match="ends inside an entry"):
        read_stardict(ifo, index[:-3], body, ("es", "en"))


def test_an_ifo_that_is_none_is_told() -> None:
    with pytest.raises(ReadError, match=r"not the \.ifo file"):
        read_stardict("bookname=x", b"", b"", ("es", "en"))


TEI = """<?xml version="1.0" encoding="ISO-8859-1"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title>Spanish-English made up</title></teiHeader><text><body>
<entry><form><orth>casa</orth><orth>hogar</orth></form>
 <sense><cit type="trans"><quote>house</quote></cit><cit type="example"><quote>mi casa</quote></cit></sense>
 <sense><cit type="trans" xml:lang="en"><quote>home (place)</quote></cit></sense></entry>
<entry><form><orth>niño</orth></form><sense><cit type="trans"><quote>boy</quote></cit></sense></entry>
</body></text></TEI>"""


def test_tei_translations_of_every_spelling() -> None:
    assert _words(read_tei(TEI, ("es", "en"))) == {
        _es("casa"): {_en("house"), _en("home")},
        _es("hogar"): {_en("house"), _en("home")},
        _es("niño"): {_en("boy")},
    }


def test_tei_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE TEI [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + TEI.partition("\n")[2]
    with pytest.raises(ReadError, match="entities"):
        read_tei(bomb, ("es", "en"))


def test_tei_that_is_not_well_formed_is_told() -> None:
    with pytest.raises(ReadError, match="not well formed"):
        read_tei(TEI[:-20], ("es", "en"))


def _written(folder: Path) -> list[Path]:
    """One dictionary in every form, as files."""
    index, body = _dictd(ENTRIES)
    (folder / "dictd").mkdir()
    (folder / "dictd" / "spa-eng.index").write_text(index, encoding="utf-8")
    (folder / "dictd" / "spa-eng.dict.dz").write_bytes(gzip.compress(body))
    ifo, star, definitions = _stardict({h: t.encode() for h, t in ENTRIES.items()}, types="m")
    (folder / "star").mkdir()
    (folder / "star" / "my.words.ifo").write_text(ifo, encoding="utf-8")
    (folder / "star" / "my.words.idx.gz").write_bytes(gzip.compress(star))
    (folder / "star" / "my.words.dict").write_bytes(definitions)
    return [*sorted(p for p in folder.rglob("*") if p.is_file()), folder / "dictd", folder / "star"]


def test_any_file_of_a_dictionary_and_its_folder_find_the_rest(tmp_path: Path) -> None:
    expected = _words(beside_seed(read_dictd(*_dictd(ENTRIES), ("es", "en"))))
    assert expected
    for path in _written(tmp_path):
        found = read_lexicon(path)
        assert (found.source, found.target) == ("es", "en"), path
        assert _words(found) == expected, path


def test_tei_file_packed(tmp_path: Path) -> None:
    path = tmp_path / "spa-eng.tei.gz"
    path.write_bytes(gzip.compress(TEI.replace("ISO-8859-1", "UTF-8").encode()))
    assert _words(read_lexicon(path)) == _words(beside_seed(read_tei(TEI, ("es", "en"))))


def test_cedict_packed(tmp_path: Path) -> None:
    path = tmp_path / "words.u8.gz"
    path.write_bytes(
        gzip.compress("# made up\n燈塔 灯塔 [deng1 ta3] /lighthouse/CL:座/\n塔 塔 [ta3] /tower/\n".encode())
    )
    assert _words(read_lexicon(path)) == {"灯塔": {_en("lighthouse")}}


def test_of_a_dictionary_only_what_the_own_list_lacks_is_used() -> None:
    seed = Lexicon.seed("zh", "en")
    assert "因为" in seed.pairs
    assert "灯塔" not in seed.pairs
    given = Lexicon("zh", "en", {"因为": {"causal": 0.8}, "灯塔": {"lighthouse": 0.8}, "塔": {"tower": 0.8}})
    assert beside_seed(given).pairs == {"灯塔": {"lighthouse": 0.8}}
    turned = beside_seed(Lexicon("en", "zh", {"lighthouse": {"灯塔": 0.8, "塔": 0.8}}))
    assert turned.pairs == {"lighthouse": {"灯塔": 0.8}}


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    path = tmp_path / "spa-eng.index"
    path.write_text(_dictd(ENTRIES)[0], encoding="utf-8")
    with pytest.raises(ReadError, match=r"no spa-eng\.dict beside"):
        read_lexicon(path)


def test_a_broken_archive_is_told(tmp_path: Path) -> None:
    index, body = _dictd(ENTRIES)
    (tmp_path / "spa-eng.index").write_text(index, encoding="utf-8")
    (tmp_path / "spa-eng.dict.dz").write_bytes(gzip.compress(body)[:-12])
    with pytest.raises(ReadError, match="cannot be unpacked"):
        read_lexicon(tmp_path / "spa-eng.index")


def test_languages_must_be_known_or_given(tmp_path: Path) -> None:
    index, body = _dictd(ENTRIES)
    path = tmp_path / "words.index"
    path.write_text(index, encoding="utf-8")
    (tmp_path / "words.dict").write_bytes(body)
    with pytest.raises(ReadError, match="which two languages"):
        read_lexicon(path)
    assert read_lexicon(path, languages=("es", "en")).source == "es"


def test_a_folder_with_two_dictionaries_is_refused(tmp_path: Path) -> None:
    for name in ("a.ifo", "b.ifo"):
        (tmp_path / name).write_text("", encoding="utf-8")
    with pytest.raises(ReadError, match="holds 2 dictionaries"):
        read_lexicon(tmp_path)


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_never_crash(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    noise = dice.randbytes(300)
    for name in ("spa-eng.ifo", "spa-eng.idx", "spa-eng.dict", "spa-eng.index", "spa-eng.tei"):
        (tmp_path / name).write_bytes(noise)
    for name in ("spa-eng.ifo", "spa-eng.index", "spa-eng.tei"):
        with pytest.raises(ReadError):
            read_lexicon(tmp_path / name)


@pytest.mark.parametrize("name", ["words.tsv.gz", "spa-eng.dict.dz", "spa-eng.tei.gz"])
def test_a_small_file_that_unpacks_to_hundreds_of_megabytes_is_refused(name: str, tmp_path: Path) -> None:
    part = gzip.compress(b"x" * (1 << 24), 1)
    (tmp_path / name).write_bytes(part * 17)  # gzip files one after the other are one
    (tmp_path / "spa-eng.index").write_text("casa\tA\tB\n", encoding="utf-8")
    with pytest.raises(ReadError, match="unpack to more than 256 MB") as error:
        read_lexicon(tmp_path / name)
    assert error.value.hint


def test_what_unpacks_to_the_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "words.tsv.gz"
    path.write_bytes(gzip.compress(b"casa\thouse\n"))
    monkeypatch.setattr(params, "MOST_UNPACKED", 11)
    assert len(read_lexicon(path, languages=("es", "en"))) == 1
    monkeypatch.setattr(params, "MOST_UNPACKED", 10)
    with pytest.raises(ReadError, match="unpack to more than"):
        read_lexicon(path, languages=("es", "en"))
