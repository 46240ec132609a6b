"""A short conversation cut by every profile, as it must come out: ``golden/<profile>.<language>.srt``.

``pytest tests/compose/test_golden.py --update-golden`` writes the files anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from turncue.check import check_text
from turncue.compose import LayoutOptions, compose, load_profile, profile_names
from turncue.formats.srt import write
from turncue.model import Document, TimedTurn, TimedWord
from turncue.text.events import find_events
from turncue.text.tokens import tokenize

GOLDEN = Path(__file__).parent / "golden"

TALK = {
    "en": (
        ("Mara Quill", "So you kept bees on the roof of a car park, and nobody noticed for three whole years?", 260),
        ("Tom Adeyemi", "Nobody.", 300),
        ("Mara Quill", "Really?", 280),
        (
            "Tom Adeyemi",
            "Well, the man in the ticket booth noticed. He came up with his lunch one day, sat down between the hives, "
            "and asked whether he could buy a jar. [laughter] After that he kept a lookout for us.",
            250,
        ),
    ),
    "zh-Hant": (
        ("莊雅雯", "所以你們在停車場的屋頂上養蜂，三年來都沒有人發現？", 170),
        ("杜明哲", "沒有。", 200),
        ("莊雅雯", "真的嗎？", 180),
        ("杜明哲", "其實售票亭的先生發現了。有一天他帶著便當上來，"
         "坐在蜂箱中間，問我們能不能買一罐蜂蜜。（笑聲）後來他一直幫我們把風。", 170),
    ),
    "ja": (
        ("三浦", "駐車場の屋上でミツバチを飼って、三年間だれにも気づかれなかったんですか。", 130),
        ("大野", "ええ。", 150),
        ("三浦", "本当に？", 150),
        ("大野", "実は切符売り場のおじさんが気づいていました。"
         "ある日お弁当を持って上がってきて、はちみつを一びん売ってくれと言うんです。", 130),
    ),
    "ar": (
        ("سلمى", "إذن كنتم تربون النحل على سطح موقف السيارات، ولم يلاحظ أحد ذلك طوال 3 سنوات؟", 300),
        ("كريم", "لا أحد.", 250),
        ("سلمى", "حقا؟", 250),
        ("كريم", "في الواقع لاحظ رجل التذاكر ذلك، وصعد إلينا يوما مع غدائه وسأل هل يمكنه شراء عسل من نوع Acacia.", 300),
    ),
}  # fmt: skip


def turns(language: str) -> list[TimedTurn]:
    made, now = [], 1000
    for index, (speaker, text, per) in enumerate(TALK[language]):
        tokens, words = tokenize(text), []
        events = find_events(text)
        for begin, finish in zip(tokens.begins, tokens.finishes, strict=True):
            if any(e.at <= begin < e.at + len(e.text) for e in events):
                now += per * 2
                continue
            words.append(TimedWord(begin, finish, now, now + per, "measured", 1.0))
            now += per
        made.append(TimedTurn(index, speaker, text, tuple(words), 1.0, "aligned", events))
        now += 60
    return made


@pytest.mark.parametrize("language", TALK)
@pytest.mark.parametrize("name", profile_names())
def test_golden(name: str, language: str, request: pytest.FixtureRequest) -> None:
    profile = load_profile(name, language)
    given = turns(language)
    subtitles = compose(given, LayoutOptions(profile, language=language))
    text = write(Document(tuple(subtitles), tuple(given), language=language)).decode()
    file = GOLDEN / f"{name}.{language}.srt"
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
    hard = {f.rule for f in check_text(text, file.name, profile=profile, language=language)}
    assert not hard & {"too-many-lines", "line-too-long", "overlap", "orphan-punctuation", "word-split", "dash-style"}
