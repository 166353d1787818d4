"""Sentences for changes of a room's modes: (Korean, English) by sign and letter."""

from collections.abc import Sequence
from typing import Final

from malmadang.wire.modes import ModeKinds, parse_modes

MODE_KINDS: Final = ModeKinds("beIq", "k", "l", "CMimnpst", "")
"""The letters that mean the same on every server; `q` stands here only where it is no rank."""

WORDS: Final[dict[str, tuple[str, str]]] = {
    "+b": ("{by} 님이 {who|을/를} 막았어요", "{by} banned {who}"),
    "-b": ("{by} 님이 {who|을/를} 막은 것을 풀었어요", "{by} lifted the ban on {who}"),
    "+q": ("{by} 님이 {who|을/를} 말하지 못하게 했어요", "{by} muted {who}"),
    "-q": ("{by} 님이 {who|을/를} 다시 말할 수 있게 했어요", "{by} let {who} talk again"),
    "+e": ("{by} 님이 {who|은/는} 막히지 않게 했어요", "{by} exempted {who} from bans"),
    "-e": ("{by} 님이 {who|을/를} 막을 수 있게 했어요", "{by} no longer exempts {who} from bans"),
    "+I": ("{by} 님이 {who|은/는} 초대 없이 들어오게 했어요", "{by} let {who} in without invitation"),
    "-I": ("{by} 님이 {who}도 초대가 있어야 들어오게 했어요", "{by} wants {who} to be invited"),
    "+k": ("{by} 님이 방에 열쇠말을 걸었어요", "{by} gave the room a password"),
    "-k": ("{by} 님이 방의 열쇠말을 없앴어요", "{by} took the room's password away"),
    "+l": ("{by} 님이 방의 인원을 {value}명까지로 정했어요", "{by} limited the room to {value} people"),
    "-l": ("{by} 님이 방의 인원 제한을 없앴어요", "{by} took the limit of people away"),
    "+C": (
        "{by} 님이 프로그램끼리 묻는 말(CTCP)을 막았어요",
        "{by} forbade programs to question each other (CTCP)",
    ),
    "-C": ("{by} 님이 프로그램끼리 묻는 말(CTCP)을 풀었어요", "{by} let programs question each other (CTCP)"),
    "+M": ("{by} 님이 계정이 있는 사람만 말하게 했어요", "{by} let only people with accounts talk"),
    "-M": ("{by} 님이 계정이 없어도 말하게 했어요", "{by} let people without accounts talk"),
    "+i": ("{by} 님이 초대받은 사람만 들어오게 했어요", "{by} made the room for invited people only"),
    "-i": ("{by} 님이 초대 없이도 들어오게 했어요", "{by} opened the room to people without invitation"),
    "+m": ("{by} 님이 발언권이 있는 사람만 말하게 했어요", "{by} let only people with voice talk"),
    "-m": ("{by} 님이 누구나 말하게 했어요", "{by} let everybody talk"),
    "+n": ("{by} 님이 방 안에서만 말하게 했어요", "{by} closed the room to words from outside"),
    "-n": ("{by} 님이 방 밖에서도 말하게 했어요", "{by} opened the room to words from outside"),
    "+p": ("{by} 님이 방을 비공개로 했어요", "{by} made the room private"),
    "-p": ("{by} 님이 방을 공개로 했어요", "{by} made the room public"),
    "+s": ("{by} 님이 방을 목록에서 숨겼어요", "{by} hid the room from lists"),
    "-s": ("{by} 님이 방을 다시 목록에 보이게 했어요", "{by} showed the room in lists again"),
    "+t": ("{by} 님이 방장과 부방장만 주제를 바꾸게 했어요", "{by} let only operators set the topic"),
    "-t": ("{by} 님이 누구나 주제를 바꾸게 했어요", "{by} let everybody set the topic"),
}


def mode_sentences(modes: str) -> Sequence[tuple[tuple[str, str], str]]:
    """Return a pair of sentences and its value for every change; none where one of them is not known here.

    Args:
        modes: as on the wire, `+b-i jane!*@*`.
    """
    letters, *values = modes.split(" ")
    found: list[tuple[tuple[str, str], str]] = []
    for change in parse_modes(letters, values, MODE_KINDS):
        pair = WORDS.get(f"{change.sign}{change.letter}")
        is_incomplete = change.argument is None and MODE_KINDS.takes_argument(change.sign, change.letter)
        if pair is None or is_incomplete:
            return ()
        found.append((pair, change.argument or ""))
    return found


def person_of(mask: str) -> str:
    """Return the nick of a mask that names one and nothing else, "" for others."""
    nick, _, rest = mask.partition("!")
    is_named = rest == "*@*" and not any(sign in nick for sign in "*?$~")
    return nick if is_named else ""
