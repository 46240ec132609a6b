"""Encodings: found from the bytes, or refused with what was tried."""

from __future__ import annotations

import codecs
import random
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import turncue
from turncue.encodings import decode, holds_text
from turncue.errors import EncodingError

TRADITIONAL = "我們今天要談的是語言怎麼改變，還有為什麼大家聽得懂彼此說的話。"
SIMPLIFIED = "我们今天要谈的是语言怎么改变，还有为什么大家听得懂彼此说的话。"
JAPANESE = "今日は言葉がどのように変わるのかについて、少し話してみたいと思います。"
KOREAN = "오늘은 말이 어떻게 바뀌는지 그리고 왜 서로 알아듣는지 이야기해 보겠습니다."
FRENCH = "Ça n’a jamais été très clair… « Où êtes-vous », demanda-t-elle."
GERMAN = "Das hätte ich nie für möglich gehalten, außer in größter Not."
SPANISH = "¿Qué pasó mañana? ¡Nada! El niño comió después, según creó."
POLISH = "Zażółć gęślą jaźń, powiedział Łukasz. Proszę, to był świetny dzień."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl Tomáš."
RUSSIAN = "Сегодня мы поговорим о том, как меняется язык. Почему бы и нет?"
GREEK = "Σήμερα θα μιλήσουμε για τη γλώσσα. Γιατί όχι;"
HEBREW = "היום נדבר על איך השפה משתנה ולמה"
ENGLISH = "It’s “fine” — don’t worry… she said."


def subtitle(text: str) -> str:
    return f"1\r\n00:00:01,000 --> 00:00:02,000\r\n{text}\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n{text}\r\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gb2312"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (KOREAN, "euc_kr"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        (GERMAN, "cp850"),
        (SPANISH, "cp1252"),
        (SPANISH, "mac_roman"),
        (ENGLISH, "cp1252"),
        (ENGLISH, "mac_roman"),
        (POLISH, "cp1250"),
        (CZECH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        *[(t, e) for t in (TRADITIONAL, FRENCH) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-32")],
        *[(t, e) for t in (TRADITIONAL, FRENCH, "plain") for e in ("utf-16-le", "utf-16-be")],
    ],
)
def test_the_text_comes_out_right(text: str, encoding: str) -> None:
    whole = subtitle(text)
    found, name, _ = decode(whole.encode(encoding))
    assert found == whole
    assert codecs.lookup(name)


def test_the_byte_order_mark_goes() -> None:
    for mark, encoding in [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ]:
        assert decode(mark + "1\n今天".encode(encoding))[0] == "1\n今天"
    assert decode("\ufeff今天".encode(), encoding="utf-8") == ("今天", "utf-8", ())


def test_a_named_encoding_is_taken() -> None:
    assert decode("é".encode("cp437"), encoding="cp437") == ("é", "cp437", ())


@pytest.mark.parametrize(
    ("data", "encoding"), [(b"\xff\xfe\x00\xd8", None), (b"\x81\xfe\x00", "utf-8"), (b"x", "nope")]
)
def test_what_does_not_fit_is_refused(data: bytes, encoding: str | None) -> None:
    with pytest.raises(EncodingError) as error:
        decode(data, encoding=encoding, source="x.srt")
    assert error.value.path == "x.srt"


def test_noise_is_refused_with_what_was_tried() -> None:
    noise = bytes(range(128, 256)) * 20
    with pytest.raises(EncodingError, match=r"cp1252.*--encoding"):
        decode(noise)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        text, name, _ = decode(data)
    except EncodingError:
        return
    assert isinstance(text, str)
    assert not text.startswith("\ufeff") or data.count("\ufeff".encode()) > 1 or name != "utf-8-sig"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "cp932", "cp1251"]
)
@pytest.mark.parametrize("text", ["Привет, как дела? Хорошо.\n", "今天天氣很好。\r\n", "Good morning.\f\tYes.\n"])
def test_text_of_every_encoding_can_be_text(text: str, encoding: str) -> None:
    data = (text * 30).encode(encoding, errors="replace")
    assert holds_text(data)
    assert holds_text(data + b"\x00\x01")


@pytest.mark.parametrize(
    "data",
    [
        zlib.compress(bytes(random.Random(1).choices(range(64), k=60_000))),
        bytes(30_000) + b"RIFF",
        np.random.default_rng(2).normal(0, 40, 20_000).astype("<i2").tobytes(),
        b"text at the head" + bytes(random.Random(3).choices(range(256), k=60_000)),
    ],
    ids=["packed", "silence", "quiet sound", "any bytes"],
)
def test_sound_and_packed_data_are_no_text(data: bytes, tmp_path: Path) -> None:
    assert not holds_text(data)
    (tmp_path / "x.bin").write_bytes(data)
    for read in (turncue.read_captions, turncue.read_transcript):
        with pytest.raises(turncue.FormatUnknown, match=r"x\.bin: this holds no text .* turncue transcribe"):
            read(tmp_path / "x.bin")


# ---------------------------------------------------------------- broken UTF-8, few accents, what is reported


@pytest.mark.parametrize(
    ("data", "text", "count"),
    [
        ("你好".encode() + b"\xa0", "你好\xa0", 1),
        ("早安，".encode() + b"\x93" + "各位".encode(), "早安，“各位", 1),
        ("Ça va été très bien, à bientôt".encode() + b"\x92s", "Ça va été très bien, à bientôt’s", 1),
        ("今天天氣很好".encode()[:-1], "今天天氣很", 2),
        ("今天天氣很好".encode()[:-2], "今天天氣很", 1),
        ("Привет, как дела?".encode() + b"\xd0", "Привет, как дела?", 1),
        ("今天天氣".encode() + b"\xff\xfe\xfd" + "很好，大家都出門了".encode(), "今天天氣\ufffd很好，大家都出門了", 3),
    ],
)
def test_utf8_that_is_broken_in_a_few_places_is_utf8(data: bytes, text: str, count: int) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, "utf-8")
    assert [(r.rule, r.original) for r in decoded.repairs] == [("broken UTF-8", f"{count} bytes")]


@pytest.mark.parametrize(
    "name",
    ["Sébastien Roy", "Renée Hall", "Søren Lund", "Álvaro Paz", "Zoë Bright", "José Díaz", "Müller", "Ørsted", "Noël"],
)
def test_latin_text_with_few_accents_is_cp1252(name: str) -> None:
    text = f"{name}: Good morning.\n\nAnn: And to you, how was the train?\n\n{name}: Late, as ever.\n\nAnn: I see.\n"
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (text, "cp1252")
    assert [(r.rule, r.replacement) for r in decoded.repairs] == [("encoding", "read as cp1252")]


def test_chinese_with_latin_words_stays_chinese() -> None:
    text = "我們用Python寫，也用JavaScript寫。你呢？A和B都可以，C也行。" * 3
    assert decode(text.encode("big5")).text == text
    assert decode(text.encode("gb18030")).text == text
