from __future__ import annotations

from dataclasses import replace

from turncue.compose import count_violations, load_profile
from turncue.model import Subtitle, TimedTurn, TimedWord

NETFLIX = load_profile("netflix", "en")  # 20 characters per second, 42 per line, 84 ms between


def sub(start: int, end: int, *lines: str, label: str = "", turn: int = 0) -> Subtitle:
    return Subtitle(start, end, lines, (None,) * len(lines), (label, *[""] * (len(lines) - 1)), (turn,))


def test_nothing_wrong() -> None:
    figures = count_violations([sub(0, 1500, "It was late."), sub(2000, 3500, "We went home.")], profile=NETFLIX)
    assert figures == type(figures)(subtitles=2)


def test_each_breach_is_counted() -> None:
    subtitles = [
        sub(0, 500, "It was late.", turn=0),  # short, and too fast
        sub(540, 9000, "x" * 43, turn=1),  # too soon, long, wide
        sub(8990, 12000, "a", "b", "c", turn=2),  # overlaps, three lines
    ]
    figures = count_violations(subtitles, profile=NETFLIX)
    assert (figures.short, figures.fast, figures.tight_gaps) == (1, 1, 1)
    assert (figures.long, figures.wide_lines, figures.overlaps, figures.many_lines) == (1, 1, 1, 1)


def test_why_it_is_too_fast() -> None:
    by_label = count_violations([sub(0, 1000, "Twelve chars", label="Bartholomew: ")], profile=NETFLIX)
    assert (by_label.fast, by_label.fast_by_label, by_label.fast_by_cut) == (1, 1, 0)
    cut = [sub(0, 1000, "Thirty characters in a second."), sub(1100, 4000, "Few here.")]
    counts = count_violations(cut, profile=NETFLIX)
    assert (counts.fast, counts.fast_by_cut) == (1, 1)
    apart = [cut[0], sub(1100, 4000, "Few here.", turn=1)]
    assert (count_violations(apart, profile=NETFLIX).fast, count_violations(apart, profile=NETFLIX).fast_by_cut) == (
        1,
        0,
    )


def test_the_limit_is_the_limit() -> None:
    assert count_violations([sub(0, 1000, "Twenty characters is")], profile=NETFLIX).fast == 0
    assert count_violations([sub(0, 999, "Twenty characters is")], profile=NETFLIX).fast == 1
    nine = replace(NETFLIX, max_cps=9)
    assert count_violations([sub(0, 3000, "x" * 27)], profile=nine).fast == 0  # 0.009 * 3000 is less than 27 in floats


def test_labels_count_where_the_profile_counts_them() -> None:
    labelled = [sub(0, 1000, "Twelve chars", label="Bartholomew: ")]
    assert count_violations(labelled, profile=replace(NETFLIX, count_labels=False)).fast == 0


def test_an_own_line_label_counts_as_a_line() -> None:
    assert count_violations([sub(0, 4000, "a", "b", label="Ana\n")], profile=NETFLIX).many_lines == 1
    assert count_violations([sub(0, 4000, "a", label="Ana\n")], profile=NETFLIX).many_lines == 0


def test_orphans_and_split_words() -> None:
    parts = [
        sub(0, 2000, "We walked along the wa"),
        sub(2000, 4000, "ter"),
        sub(4000, 6000, "Yes."),
        sub(6000, 9000, "So be it."),
    ]
    text = "We walked along the water Yes. So be it."
    words = (TimedWord(20, 25, 1800, 2500, "measured", 1.0),)
    turn = TimedTurn(0, None, text, words, 1.0, "aligned")
    figures = count_violations(parts, profile=NETFLIX, turns=[turn])
    assert (figures.orphans, figures.split_words) == (2, 1)
