from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.text.breaks import NOT_FIRST, Pieces, event_wholes, name_wholes, pieces
from turncue.text.events import find_events
from turncue.text.params import BAD, CLAUSE, INSIDE, PLAIN, SENTENCE, WEAK


def cut(text: str, language: str | None, limit: float = 42) -> dict[str, float]:
    """The pieces with the price of ending after each."""
    p = pieces(text, language=language, limit=limit, wholes=event_wholes(find_events(text)))
    return {text[a:b]: price for a, b, price in zip(p.begins, p.ends, p.price, strict=True)}


@pytest.mark.parametrize(
    ("text", "language", "bad"),
    [
        ("they saw the river", "en", ["they", "the"]),
        ("then Mr. Stone came", "en", ["Mr."]),
        ("when Anna Weber came", "en", ["when", "Anna"]),
        ("about 25 miles off", "en", ["about", "25"]),
        ("she did not go", "en", ["she", "did", "not"]),
        ("la señora Ortiz vive en el campo", "es", ["la", "señora", "en", "el"]),
        ("il marche dans la rue", "fr", ["il", "dans", "la"]),
        ("wir gehen in der Stadt", "de", ["wir", "in", "der"]),
        ("camina nella città", "it", ["nella"]),
        ("ela mora no campo", "pt", ["ela", "no"]),
    ],
)
def test_words_that_hold_on_to_the_next(text: str, language: str, bad: list[str]) -> None:
    assert [w for w, price in cut(text, language).items() if price >= BAD - 1] == bad


def test_good_places() -> None:
    prices = cut("He stopped, because the river was high. Then (laughs) he turned round", "en")
    assert prices["stopped,"] == CLAUSE
    assert prices["high."] == SENTENCE
    assert prices["he"] > PLAIN
    assert prices["(laughs)"] <= CLAUSE + 0.5
    assert prices["Then"] <= CLAUSE + 0.5


def test_chinese_phrases_and_kinsoku() -> None:
    text = "我們在2024年聊過「人工智慧」和 GPU，對嗎？還有30%的水。"
    found = list(cut(text, "zh-TW", 16))
    assert "".join(found) == text.replace(" ", "")
    assert "2024年" in found
    assert all(piece[0] not in "，。？」%" for piece in found)
    assert all(piece[-1] not in "「" for piece in found)


def test_spaced_punctuation_stays_with_its_word() -> None:
    assert list(cut("Bonjour ! Ceci — « oui » : bien", "fr")) == ["Bonjour !", "Ceci —", "« oui » :", "bien"]


def test_a_name_in_parts_and_brackets_hold_together() -> None:
    prices = cut("他見了布莉姬·史東（Bridget Stone），然後走了。", "zh-TW", 30)
    assert prices["（Bridget"] >= BAD - 1
    assert all("·" not in p or ("姬·史" in p) for p in prices)


def test_only_what_is_too_wide_is_cut() -> None:
    assert cut("an extraordinarily", "en", 10) == {"an": BAD, "extraordin": INSIDE, "arily": SENTENCE}
    assert list(cut("一二三四五六七八九十，", None, 5))[-1].endswith("十，")


def test_no_language_means_no_word_lists() -> None:
    assert cut("they saw the river", None) == {"they": PLAIN, "saw": PLAIN, "the": PLAIN, "river": SENTENCE}


def text_of(p: Pieces, text: str) -> str:
    return "".join(text[a:b] for a, b in zip(p.begins, p.ends, strict=True))


@given(
    st.text(max_size=60),
    st.sampled_from([None, "en", "zh-Hant", "ja", "th"]),
    st.integers(4, 40),
    st.sampled_from(["each", "half"]),
)
def test_pieces_are_the_text_and_fit(text: str, language: str | None, limit: int, count: str) -> None:
    p = pieces(text, language=language, limit=limit, count=count)  # type: ignore[arg-type]
    assert "".join(text_of(p, text).split()) == "".join(text.split())
    assert all(b - a <= limit for a, b in zip(p.left, p.right, strict=True))
    assert all(x <= y for x, y in pairwise(p.begins))


def test_a_token_too_wide_is_parted_after_a_joint() -> None:
    assert list(cut("Needle-in-a-Haystack", "zh-Hans", 16)) == ["Needle-in-a-", "Haystack"]
    assert list(cut("(compaction/compression)", "zh-Hans", 16)) == ["(compaction/", "compression)"]


def test_a_note_in_ascii_brackets_is_parted_from_the_sentence_before_it() -> None:
    prices = cut("最后一个问题吗?[笑声]。", "zh-Hans", 16)
    assert prices["吗?"] < PLAIN


@pytest.mark.parametrize("text", ["船在 12 月 26 日到港", "船在12月26日到港", "一共 3 個箱子", "大約 4 億元"])
def test_a_number_stays_with_its_unit(text: str) -> None:
    p = pieces(text, language="zh-Hant", limit=16)
    ends = {text[:e].rstrip()[-1] + text[e:].lstrip()[:1] for e in p.ends[:-1]}
    assert not any(a.isdigit() or (b.isdigit() and a == "月") for a, b in ends)


def test_a_chinese_piece_too_wide_is_cut_between_words() -> None:
    text = "他們研究量子計算機供應鏈"
    for limit in range(4, 12):
        p = pieces(text, language="zh-Hant", limit=limit)
        assert not {text[e - 1 : e + 1] for e in p.ends[:-1]} & {"他們", "研究", "量子", "計算", "供應"}


def test_names_of_speakers_stay_together() -> None:
    text = "昨天我在河邊遇到米婭歐文和她的船"
    wholes = name_wholes(text, ["米婭歐文"])
    assert [text[w.begin : w.end] for w in wholes] == ["米婭歐文"]
    p = pieces(text, language="zh-Hant", limit=16, wholes=wholes)
    assert all(p.price[k] >= WEAK for k, e in enumerate(p.ends) if wholes[0].begin < e < wholes[0].end)


@pytest.mark.parametrize("text", ["なぜ？ ーゆっくり川でなぜ？", "「はい」ー川でーゆっくり\nっと"])
def test_a_piece_too_wide_is_not_parted_at_a_space_before_a_mark_that_begins_no_line(text: str) -> None:
    p = pieces(text, language="ja", limit=13)
    assert len(p.begins) > 1
    assert not any(text[k] in NOT_FIRST for k in p.begins)


@pytest.mark.parametrize(
    ("syllables", "language"),
    [
        ("ខ្ញុំ ចាប់ ផ្តើម ជា មួយ ឪ ពុក របស់ ខ្ញុំ", "km"),  # what stands under a letter stays with it
        ("ငယ် ငယ် က တည်း က အ ဖေ နဲ့ အ တူ စ ခဲ့ တာ ပါ", "my"),  # so does a closing consonant
        ("ພວກ ເຮົາ ມີ ຊາວ ສວນ ທີ່ ປູກ ໝາກ ແອັບ ເປິ້ນ", "lo"),  # and a vowel before its consonant
        ("เรา มี ชาว สวน ที่ ปลูก แอป เปิล กับ น้ำ", "th"),
    ],
)
def test_text_without_spaces_is_not_cut_inside_a_cluster(syllables: str, language: str) -> None:
    text = syllables.replace(" ", "")
    forbidden = ("\u17d2", "\u1039", *"เแโใไເແໂໃໄ\u0e31\u0eb1")
    for limit in range(4, 12):
        cuts = list(cut(text, language, limit))
        assert "".join(cuts) == text
        for before, after in pairwise(cuts):
            assert not before.endswith(forbidden)
            assert after[0] not in "ะาำະາຳ"
            assert after[1:2] not in ("\u103a", "\u1039")
