"""Timed words to subtitles: where a subtitle ends, where a line breaks, how long it shows, whose name it carries."""

from __future__ import annotations

from turncue.compose.bilingual_subtitles import compose_both
from turncue.compose.compose_turns import compose
from turncue.compose.labels import printed_lines
from turncue.compose.layout import LayoutOptions
from turncue.compose.lines import break_lines
from turncue.compose.profile import Profile, load_profile, profile_from_table, profile_names
from turncue.compose.profile_violations import ViolationCounts, count_violations
from turncue.text.label_options import LabelOptions

__all__ = [
    "LabelOptions",
    "LayoutOptions",
    "Profile",
    "ViolationCounts",
    "break_lines",
    "compose",
    "compose_both",
    "count_violations",
    "load_profile",
    "printed_lines",
    "profile_from_table",
    "profile_names",
]
