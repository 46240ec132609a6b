"""``turncue help TOPIC``: pages on what one can do, from text files of the package."""

from __future__ import annotations

import re
from difflib import get_close_matches
from importlib.resources import files
from types import SimpleNamespace

from turncue.cli.rows import Command, Row, argument
from turncue.cli.terminal import say, terminal_form, write_document
from turncue.errors import UsageError

__all__ = ["COMMAND", "TOPICS", "topic_text"]

TOPICS = ("youtube", "podcast", "archive", "editing", "data", "python", "server", "formats", "profiles", "accuracy")


def topic_text(name: str) -> str:
    """The page of a topic, Markdown. Raises ``UsageError`` for an unknown one."""
    if name not in TOPICS:
        near = get_close_matches(name, TOPICS, 1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise UsageError(f"there is no topic {name!r}.{hint} Topics: {', '.join(TOPICS)}.")
    return files("turncue.cli").joinpath("topics", f"{name}.md").read_text(encoding="utf-8")


def _run(given: SimpleNamespace) -> int:
    if given.man:
        from turncue.cli.app import all_commands
        from turncue.cli.man_page import man_page

        write_document(man_page(all_commands()))
        return 0
    if given.topic is None:
        width = max(map(len, TOPICS))
        for name in TOPICS:
            say(f"{name.ljust(width)}  {topic_text(name).partition(chr(10))[0].removeprefix('# ')}")
        say("\nturncue help TOPIC shows one; turncue COMMAND --help the options of a command.")
        return 0
    from turncue.cli.app import COMMANDS, show_help

    if given.topic in COMMANDS and given.topic not in TOPICS:
        show_help(given.topic)
        return 0
    say(_for_terminal(topic_text(given.topic)), end="")
    return 0


def _for_terminal(text: str) -> str:
    """The page with its headings in bold where the terminal shows it; code fences are left out."""
    colors = terminal_form()[1]
    lines = [line for line in text.splitlines() if not line.startswith("```")]
    shown = [re.sub(r"^#+ (.*)", "\x1b[1m\\1\x1b[0m" if colors else r"\1", line) for line in lines]
    return "\n".join(shown) + "\n"


COMMAND = Command(
    "help",
    "Show a page on youtube, podcast, archive, editing, data, python, server, formats, profiles or accuracy.",
    (
        argument("topic", "The page to show; without it the list.", required=False),
        Row("man", "Print the manual page: turncue help --man > turncue.1", bool, ("--man",), False),
    ),
    _run,
    ("turncue help editing",),
)
