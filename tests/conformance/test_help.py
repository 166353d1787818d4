"""HELP and HELPOP."""

import pytest

from malmadang.servercore.commands import COMMANDS
from tests.kit.script import play
from tests.kit.world import World


def test_the_index_names_every_command() -> None:
    """Modern IRC, HELP: 704 a title, 705 empty, 705 lines, 706 the last one."""
    world = World()
    world.arrive("철수")
    world.send("철수", "HELP")
    title, empty, *lines, last = world.peers["철수"].read()
    assert " 704 철수 * :" in title
    assert empty.endswith(" 705 철수 * :")
    assert " 706 철수 * :" in last
    named = " ".join(line.partition(" :")[2] for line in lines).split()
    assert named == sorted(COMMANDS)


@pytest.mark.parametrize("verb", sorted(COMMANDS))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_command_is_explained(verb: str, language: str) -> None:
    """Modern IRC, HELP: the subject is the one asked for."""
    syntax = f"{verb} {COMMANDS[verb].syntax}".rstrip().replace("*", "\\*")
    world = play(
        f"""
        철수 > HELP {verb.lower()}
        철수 < 704 철수 {verb} :*{verb}*
        철수 < 705 철수 {verb} :
        철수 < 705 철수 {verb} :{syntax}
        철수 < 705 철수 {verb} :*
        """
        + (f"철수 < 705 철수 {verb} :*\n" if COMMANDS[verb].privilege else "")
        + f"철수 < 706 철수 {verb} :*",
        config=f'[server]\nlanguage = "{language}"',
    )
    assert not world.peers["철수"].inbox


@pytest.mark.parametrize(("subject", "shown"), [("무엇", "무엇"), (":두 낱말", "\\*"), ("XYZZY", "XYZZY")])
def test_what_nobody_knows_is_524(subject: str, shown: str) -> None:
    """Modern IRC, ERR_HELPNOTFOUND: * where the subject cannot be a parameter."""
    play(f"""
    철수 > HELPOP {subject}
    철수 < 524 철수 {shown} :*
    """)
