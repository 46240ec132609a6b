"""Three sentences in many languages and encodings: the text comes out right, or it is told that the encoding is a guess."""

from __future__ import annotations

import pytest

from turncue.encodings import decode

# language: (encodings, three lines)
TEXTS: dict[str, tuple[str, str]] = {
"zh-Hans": ("gb18030 gbk utf-8 utf-16 utf-16-le utf-16-be utf-8-sig","大家早上好，欢迎来到海港电台的花园节目。\n谢谢，很高兴再次回来，种子按时到了吗？\n只有一半在星期一到了。"),
"zh-Hant": ("big5 cp950 gb18030 utf-8 utf-16 utf-16-le utf-16-be","大家早安，歡迎收聽港口電台的花園節目。\n謝謝，很高興再次回來，種子準時到了嗎？\n只有一半在星期一到了。"),
"ja": ("shift_jis cp932 euc_jp iso2022_jp utf-8 utf-16 utf-16-le","おはようございます、港の番組へようこそ。\nありがとう、戻れてうれしいです。\n種は時間どおりに届きましたか？"),
"ko": ("euc_kr cp949 utf-8 utf-16 utf-16-be","좋은 아침입니다, 항구 라디오에 오신 것을 환영합니다.\n감사합니다, 다시 와서 기쁩니다.\n씨앗이 제때 도착했나요?"),
"ru": ("cp1251 koi8_r cp866 iso8859_5 utf-8 utf-16","Доброе утро и добро пожаловать на радио гавани.\nСпасибо, приятно вернуться.\nСемена пришли вовремя?"),
"fr": ("cp1252 iso8859_1 utf-8 mac_roman cp850","Bonjour et bienvenue à l’émission du jardin.\nMerci, c'est un plaisir d'être là.\nLes graines sont arrivées à temps ?"),
"fr-few": ("cp1252 iso8859_1","Bonjour et bienvenue au jardin du port, mes amis.\nMerci, Renee, je suis content, vraiment content.\nSébastien Roy a les graines."),
"de": ("cp1252 iso8859_1 cp850 utf-8","Guten Morgen und willkommen zur Sendung über Gärten.\nDanke, schön, wieder hier zu sein.\nGrüße aus Köln, heißt es."),
"es": ("cp1252 iso8859_1 utf-8","¿Llegaron las semillas a tiempo?\nSólo la mitad llegó el lunes, señor Álvaro.\n¡Qué lástima!"),
"pl": ("cp1250 iso8859_2 utf-8","Dzień dobry i witamy w audycji ogrodowej.\nDziękuję, miło znów tu być.\nCzy nasiona dotarły na czas? Źle się dzieje, łódź."),
"cs": ("cp1250 iso8859_2 utf-8","Dobré ráno a vítejte v pořadu o zahradě.\nDěkuji, je hezké být zpátky.\nPřišla semena včas? Žluťoučký kůň."),
"tr": ("cp1254 iso8859_9 utf-8","Günaydın, liman radyosuna hoş geldiniz.\nTeşekkürler, geri dönmek güzel.\nTohumlar zamanında geldi mi? Şöyle, ığdır."),
"el": ("cp1253 iso8859_7 utf-8","Καλημέρα και καλώς ήρθατε στο ραδιόφωνο.\nΕυχαριστώ, χαίρομαι που γύρισα.\nΉρθαν οι σπόροι στην ώρα τους;"),
"ar": ("cp1256 iso8859_6 utf-8 utf-16","صباح الخير ومرحبا بكم في برنامج الحديقة.\nشكرا، من الجميل أن أعود.\nهل وصلت البذور في الوقت المحدد؟"),
"he": ("cp1255 iso8859_8 utf-8","בוקר טוב וברוכים הבאים לתוכנית הגן.\nתודה, נעים לחזור.\nהאם הזרעים הגיעו בזמן?"),
"th": ("cp874 tis_620 utf-8 utf-16-le","สวัสดีตอนเช้าและยินดีต้อนรับสู่รายการ\nขอบคุณ ดีใจที่ได้กลับมา\nเมล็ดพันธุ์มาตรงเวลาไหม"),
"vi": ("cp1258 utf-8","Chào buổi sáng và chào mừng.\nCảm ơn, rất vui được trở lại."),
"uk": ("cp1251 koi8_u utf-8","Доброго ранку та ласкаво просимо.\nДякую, приємно повернутися.\nЧи прийшло насіння вчасно? Її, ґанок."),
}  # fmt: skip
# one line in an old code page of Europe, and ISO 8859-6 (no Windows or web page has it), may be read as a neighbour
NEIGHBOURS = ("cp850", "cp1250", "iso8859_2", "iso8859_6")
CASES = [(language, encoding) for language, (encodings, _) in TEXTS.items() for encoding in encodings.split()]


def _srt(text: str) -> str:
    rows = enumerate(text.split("\n"), 1)
    return "".join(f"{k}\n00:00:{k * 3:02},000 --> 00:00:{k * 3 + 2:02},500\n{line}\n\n" for k, line in rows)


@pytest.mark.parametrize(("language", "encoding"), CASES)
@pytest.mark.parametrize("form", ["text", "SubRip", "one line"])
def test_it_is_right_or_told(language: str, encoding: str, form: str) -> None:
    text = TEXTS[language][1]
    line = text.split("\n")[-1 if language == "fr-few" else 0]
    written = {"text": text, "SubRip": _srt(text), "one line": line}[form]
    try:
        data = written.encode(encoding)
    except UnicodeError:
        written = written.replace("’", "'")
        try:
            data = written.encode(encoding)
        except UnicodeError:
            pytest.skip("the encoding lacks a letter of this language")
    decoded = decode(data)
    if decoded.text != written:
        assert encoding in NEIGHBOURS
        assert decoded.repairs
        assert form == "one line" or encoding == "iso8859_6"


@pytest.mark.parametrize("language", [name for name in TEXTS if name != "fr-few"])
@pytest.mark.parametrize("stray", [b"\xa0", b"\x92", b"\xff\xff", b"\xe9"])
def test_a_few_bytes_that_are_not_utf8(language: str, stray: bytes) -> None:
    data = _srt(TEXTS[language][1]).encode("utf-8")
    at = data.index(b"\n", data.index(b"-->")) + 1
    decoded = decode(data[:at] + stray + data[at:])
    assert decoded.encoding == "utf-8"
    assert [r.rule for r in decoded.repairs] == ["broken UTF-8"]
    assert TEXTS[language][1].split("\n")[-1] in decoded.text
