"""Timed words to subtitles: where a subtitle ends, where a line breaks, how long it shows, whose name it carries."""

from __future__ import annotations

from turncue.compose.both import compose_both
from turncue.compose.build import compose
from turncue.compose.labels import LabelOptions, printed_lines
from turncue.compose.lines import break_lines
from turncue.compose.measure import Figures, measure
from turncue.compose.profile import Profile, load_profile, profile_from_table, profile_names

__all__ = [
    "Figures",
    "LabelOptions",
    "Profile",
    "break_lines",
    "compose",
    "compose_both",
    "load_profile",
    "measure",
    "printed_lines",
    "profile_from_table",
    "profile_names",
]
