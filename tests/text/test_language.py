"""Which language and script a text is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.text.language import (
    base_language,
    detect_language,
    resolve_language,
    same_language,
    written_language,
)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "We walked to the bridge and looked at the water, and it was colder than we had thought."),
        ("en", "Interest rates went down again on Monday although inflation remained stubborn"),
        ("de", "Wir gingen zur Brücke und sahen auf das Wasser, und es war nicht so kalt wie gedacht."),
        ("fr", "Nous sommes allés au pont pour regarder l'eau, et elle était plus froide que dans nos souvenirs."),
        ("es", "Fuimos al puente para mirar el agua, pero estaba más fría de lo que los niños pensaban."),
        ("it", "Siamo andati al ponte per guardare il mare, ma non era così freddo come si dice di solito."),
        ("pt", "Fomos até à ponte para ver o rio, mas não estava tão frio como você disse em casa."),
        ("ru", "Мы пошли к мосту посмотреть на воду, и она оказалась холоднее, чем мы думали."),
        ("ar", "ذهبنا إلى الجسر لننظر إلى الماء وكان أبرد مما ظننا."),
        ("ja", "橋まで歩いて川を見ました。思ったより冷たかったです。"),
        ("sr", "Отишли смо до моста да видимо реку, и била је хладнија него што смо мислили, љубазно рекоше."),
        ("mr", "आम्ही सकाळी पुलापर्यंत चालत गेलो आणि नदी पाहिली, शाळा बंद होती आणि सगळे शांत होते."),
        (
            "da",
            "Vi gik hen til broen og så på vandet, og det var meget koldere end vi havde tænkt, hvad vi også sagde.",
        ),
        ("nb", "Vi gikk bort til brua og så på vannet, og det var mye kaldere enn vi hadde tenkt, hva vi også sa."),
        ("cs", "Šli jsme k mostu podívat se na vodu, která byla studenější, než jsme si mysleli, ale krásná."),
        ("hu", "Elmentünk a hídhoz, hogy megnézzük a vizet, és az hidegebb volt, mint gondoltuk, de nem bántuk meg."),
        ("ro", "Am mers la pod pentru că voiam să vedem apa, care este foarte rece și care nu mai crește."),
        ("hr", "Otišli smo do mosta da vidimo rijeku, ali je bila hladnija nego što smo mislili, kao i uvijek."),
        ("ko", "우리는 다리까지 걸어가서 강을 보았습니다."),
        ("zh-Hant", "我們走到橋邊看水，這條河比我們想的還要冷，沒有人說話。"),
        ("zh-Hans", "我们走到桥边看水，这条河比我们想的还要冷，没有人说话。"),
        ("zh-Hant", "我們用 Python 和 Kubernetes 開發這個 API，問題在於 GPU 的數量還不夠。"),
    ],
)
def test_languages_are_told_apart(tag: str, text: str) -> None:
    assert detect_language(text) == tag


@pytest.mark.parametrize("text", ["", "   ", "12:30 – 14:00", "…!?"])
def test_nothing_speaks_for_any(text: str) -> None:
    assert detect_language(text) is None


@given(st.text(max_size=80))
def test_never_raises(text: str) -> None:
    detect_language(text)


def test_a_foreign_head_does_not_decide() -> None:
    head = "This file was exported by the tool that we have used for all of the interviews. " * 10
    assert detect_language(head + "我們走到橋邊看水，沒有人說話。" * 4000) == "zh-Hant"


@pytest.mark.parametrize(
    ("tag", "base"),
    [
        ("zh-Hant-TW", "zh"),
        ("en", "en"),
        ("pt_BR", "pt"),
        ("eng", "en"),
        ("ENG-us", "en"),
        ("iw", "he"),
        ("cmn-Hant", "zh"),
        ("ger", "de"),
        ("klingon", "klingon"),
        (None, None),
    ],
)
def test_base(tag: str | None, base: str | None) -> None:
    assert base_language(tag) == base


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("zh-TW", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("yue", "zh-Hant"),
        ("cmn-Hans-HK", "zh-Hans"),
        ("eng", "en"),
        (None, None),
    ],
)
def test_chinese_is_told_apart_by_its_script(tag: str | None, written: str | None) -> None:
    assert written_language(tag) == written


@pytest.mark.parametrize(
    ("stated", "text", "settled"),
    [
        ("en", "我们走到桥边看水，没有人说话。", "zh-Hans"),
        ("zh-Hant", "我们走到桥边看水，没有人说话。", "zh-Hans"),
        ("bg", "Отидохме до моста да видим водата.", "bg"),  # a script that the language may well be written in
        ("sr", "Otišli smo do mosta da vidimo rijeku, ali je bila hladna.", "sr"),
        ("iw", "הלכנו אל הגשר לראות את המים.", "iw"),
        ("eng", "We walked to the bridge and looked at the water.", "eng"),
        (None, "We walked to the bridge and looked at the water.", "en"),
    ],
)
def test_what_is_stated_holds_unless_the_script_speaks_against_it(stated: str | None, text: str, settled: str) -> None:
    assert resolve_language(stated, text) == settled


def test_scripts_of_one_language_are_the_same_language() -> None:
    assert same_language("zh-Hant", "zh-Hans")
    assert same_language(None, "en")
    assert not same_language("zh-Hant", "ja")
