"""Keys: numbers, stems, sounds, lexicon terms; clauses; lexicons as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turncue.align.crosslingual.clauses import FORCED, SENTENCE, TURN, cut
from turncue.lexicons.lexicon import Lexicon, from_tsv, merge, parse_cedict, parse_tsv, to_tsv
from turncue.text.match_keys import Keying, keys_of, stem
from turncue.text.phonetic_keys import phonetic_key, phonetic_spans


def all_keys(text: str, language: str) -> set[str]:
    return {k for row in keys_of(text.split(), Keying(language)) for k in row}


@pytest.mark.parametrize(
    ("chinese", "english", "key"),
    [
        ("140 億美元", "fourteen billion dollars", "#1.4e+10"),
        ("140億", "$14B", "#1.4e+10"),
        ("一百四十億", "14 billion", "#1.4e+10"),
        ("49%", "forty-nine percent", "%49"),
        ("百分之四十九", "49%", "%49"),
        ("四十九趴", "49 percent", "%49"),
        ("三成", "30 per cent", "%30"),
        ("二零一九年", "twenty nineteen", "#2019"),
        ("1995年", "nineteen ninety five", "#1995"),
        ("三千五百", "thirty five hundred", "#3500"),
        ("1,500 人", "fifteen hundred people", "#1500"),
        ("2.5 萬", "twenty five thousand", "#25000"),
        ("第三", "third", "#3"),
        ("一百零五", "one hundred and five", "#105"),
    ],
)
def test_numbers_meet(chinese: str, english: str, key: str) -> None:
    assert key in all_keys(chinese, "zh")
    assert key in all_keys(english, "en")


@pytest.mark.parametrize(
    ("forms", "language"),
    [
        (("invest", "invested", "investing", "invests"), "en"),
        (("go", "went", "gone", "goes"), "en"),
        (("company", "companies"), "en"),
        (("make", "making", "made"), "en"),
        (("vector", "vectores"), "es"),
        (("Vektor", "Vektoren"), "de"),
    ],
)
def test_stems_bring_forms_together(forms: tuple[str, ...], language: str) -> None:
    assert len({stem(f.lower(), language) for f in forms}) == 1


@pytest.mark.parametrize(
    ("text", "other", "language"),
    [("हिंदी की", "हद का", "hi"), ("தமிழ் மொழி", "தமாழ் மாழா", "ta"), ("বাংলা", "বল", "bn")],
)
def test_words_of_indian_scripts_are_whole(text: str, other: str, language: str) -> None:
    assert not set(all_keys(text, language)) & set(all_keys(other, language))


@pytest.mark.parametrize(
    ("one", "other", "language"), [("שָׁלוֹם", "שלום", "he"), ("السّلامُ", "السلام", "ar"), ("१९९८ में", "1998 में", "hi")]
)
def test_optional_marks_and_other_digits_make_no_other_key(one: str, other: str, language: str) -> None:
    assert all_keys(one, language) == all_keys(other, language)


@pytest.mark.parametrize(
    ("name", "borrowed"),
    [("jason", "杰森"), ("benedict", "本尼迪克特"), ("carter", "卡特"), ("robert", "ロバート"), ("robert", "로버트")],
)
def test_names_meet_by_sound(name: str, borrowed: str) -> None:
    sound = phonetic_key(name)
    if name == "carter":  # two consonants are too few to mean anything
        assert sound == ""
        return
    atoms = [borrowed] if "\uac00" <= borrowed[0] <= "\ud7a3" else list(borrowed)
    assert sound in {key for *_, key in phonetic_spans(atoms, {sound})}


def test_seed_words_meet_across_scripts() -> None:
    lexicon = Lexicon.seed("zh-Hant", "en")
    assert "school" in lexicon.pairs["学校"]
    assert Lexicon.seed("en", "zh").pairs["school"]["学校"] > 0
    assert Lexicon.seed("ja", "zh").pairs  # through English
    assert not Lexicon.seed("en", "en").pairs
    assert not Lexicon.seed("sw", "en").pairs


def test_cedict_text() -> None:
    text = (
        "# a comment\n"
        "試驗田 试验田 [shi4 yan4 tian2] /trial field (agriculture)/test plot/\n"
        "某 某 [Mou3] /surname Mou/\n"
    )
    lexicon = parse_cedict(text)
    assert (lexicon.source, lexicon.target) == ("zh", "en")
    assert {"trial", "field", "test", "plot"} <= set(lexicon.pairs["试验田"])
    assert "某" not in lexicon.pairs


def test_tsv_text_and_weights() -> None:
    lexicon = parse_tsv("# c\nLöwe\tlion\nKatze\tcat,kitten\nHund\tdog\t0.25\n", "de-AT", "en")
    assert lexicon.pairs[stem("löwe", "de")] == {"lion": 0.8}
    assert set(lexicon.pairs[stem("katze", "de")]) == {"cat", "kitten"}
    assert lexicon.pairs["hund"] == {"dog": 0.25}
    assert lexicon.reversed().between("de", "en").pairs == lexicon.pairs
    assert not lexicon.between("fr", "en").pairs


def test_merge_keeps_the_larger_weight() -> None:
    a = Lexicon("de", "en", {"hund": {"dog": 0.2}})
    b = Lexicon("de", "en", {"hund": {"dog": 0.6, "hound": 0.1}})
    assert merge(a, b).pairs == {"hund": {"dog": 0.6, "hound": 0.1}}


_KEY = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)


@given(st.dictionaries(_KEY, st.dictionaries(_KEY, st.sampled_from([0.1, 0.25, 0.5, 1.0]), min_size=1, max_size=3)))
def test_saved_tables_come_back(pairs: dict[str, dict[str, float]]) -> None:
    assert from_tsv(to_tsv(Lexicon("zh", "en", pairs))).pairs == pairs


@pytest.mark.parametrize("text", ["", "a\tb\n", "#turncue-lexicon 1\tzh\ten\nonly one cell\n"])
def test_a_table_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"lexicon|line 2"):
        from_tsv(text)


def test_sentences_always_begin_clauses() -> None:
    text = "好。我們投入了 3.5 億，然後買下了一間很大的工廠。Dr. Lee agreed. 為什麼？"
    starts = [text[c.begin : c.finish].strip() for c in cut([text]) if c.kind in (TURN, SENTENCE)]
    assert starts[0] == "好。"
    assert "Dr. Lee agreed." in starts
    assert starts[-1] == "為什麼？"


def test_long_clauses_are_cut() -> None:
    parts = cut(["我" * 100])
    assert len(parts) >= 4
    assert [p.kind for p in parts] == [TURN] + [FORCED] * (len(parts) - 1)
    assert max(p.size for p in parts) <= 24


@given(st.lists(st.text("你好，。？! abc12.\n…", max_size=60), max_size=5))
def test_clauses_cover_the_text(turns: list[str]) -> None:
    joined = [""] * len(turns)
    for c in cut(turns):
        joined[c.turn] += turns[c.turn][c.begin : c.finish]
    assert joined == turns


def test_words_of_a_dictionary_do_not_straddle_others_and_do_not_hide_their_parts() -> None:
    terms = frozenset({"研究", "生命", "究生", "火车站", "火车"})
    found = {key for row in keys_of(list("研究生命在火车站"), Keying("zh", terms)) for key in row}
    assert {"研究", "生命", "火车站", "火车"} <= found
    assert "究生" not in found
    assert "命在" in found  # what is no word may still be learnt
