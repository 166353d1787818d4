"""After any script each client's View equals the server's memberships."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malmadang.clientcore import commands as c
from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, NoticeRow
from malmadang.clientcore.timeline import is_pending
from malmadang.clientcore.view import Older
from malmadang.wire.names import Folded, casefold
from tests.clientcore.joint import ROOMS, Joint

NAMES = ("하늘", "민수", "tom")
DEVICES = (*NAMES, "하늘.전화", "하늘.마루")
"""Connections: three of them are 하늘, by one account."""
HIDEABLE = (
    "multi-prefix", "userhost-in-names", "extended-join", "away-notify", "labeled-response", "echo-message",
    "batch", "message-tags", "server-time", "account-notify", "invite-notify", "cap-notify", "setname",
)  # fmt: skip

names = st.sampled_from(NAMES)
devices = st.sampled_from(DEVICES)
rooms = st.sampled_from(ROOMS)
commands = st.one_of(
    st.builds(c.Join, rooms),
    st.builds(c.Leave, rooms, st.sampled_from(["", "안녕"])),
    st.builds(c.SetNick, st.sampled_from([*NAMES, "바다", "Tom", "영희"])),
    st.builds(c.Kick, rooms, names),
    st.builds(c.SetRank, rooms, names, st.sampled_from("oqvh"), st.booleans()),
    st.builds(
        c.SetMode, rooms, st.sampled_from(["+i", "-i", "+k 열쇠", "-k 열쇠", "+l 2", "-l", "+m", "-m"])
    ),
    st.builds(c.SetTopic, rooms, st.sampled_from(["주제", ""])),
    st.builds(c.SetAway, st.sampled_from([None, "점심"])),
    st.builds(c.Ban, rooms, names, st.booleans()),
    st.builds(c.Invite, names, rooms),
    st.builds(c.Say, st.sampled_from([*ROOMS, *NAMES]), st.sampled_from(["안녕", "하나\n둘"])),
    st.builds(c.Names, rooms),
    st.builds(c.Whois, names),
)
steps = st.lists(
    st.one_of(
        st.tuples(devices, commands),
        st.tuples(devices, st.just("cut")),
        st.tuples(st.just(""), st.just("time")),
    ),
    max_size=25,
)
hidden = st.fixed_dictionaries({name: st.frozensets(st.sampled_from(HIDEABLE)) for name in DEVICES})


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(hidden, steps)
def test_any_script(hidden: dict[str, frozenset[str]], steps: list[tuple[str, c.Command | str]]) -> None:
    """Source: CODE.md §8."""
    joint = Joint(hidden)
    joint.check()
    for name, what in steps:
        if what == "cut":
            joint.cut(name)
        elif isinstance(what, str):
            joint.pass_time(3_000)
        else:
            joint.do(name, what)
        joint.check()
    joint.pass_time(45_000)
    joint.check()
    joint.check_rows()


def test_all_devices_of_a_person_see_the_rooms_of_the_person() -> None:
    """DESIGN 2: memberships belong to users."""
    joint = Joint(dict.fromkeys(DEVICES, frozenset()))
    user = joint.world.core.state.user("하늘")
    assert user is not None
    assert len(user.clients) == 3
    joint.do("하늘.전화", c.Join("#둘"))
    joint.do("하늘.마루", c.Say("#둘", "안녕"))
    joint.check()
    for name in ("하늘", "하늘.전화", "하늘.마루"):
        room = joint.view(name).room(casefold("#둘"))
        assert room is not None
        rows = [row for row in room.rows if isinstance(row, MessageRow)]
        assert [(row.text, row.own) for row in rows] == [("안녕", True)]


@pytest.mark.parametrize("hidden", [frozenset[str](), frozenset(HIDEABLE)], ids=["modern", "bare"])
def test_everybody_reads_the_same_in_the_same_order(hidden: frozenset[str]) -> None:
    joint = Joint(dict.fromkeys(NAMES, hidden))
    for number in range(30):
        joint.do(NAMES[number % 3], c.Say("#방", f"말 {number}"))
    joint.pass_time(10_000)
    wanted = [f"말 {number}" for number in range(30)]
    for name in NAMES:
        room = joint.view(name).rooms[1]
        rows = [row for row in room.rows if isinstance(row, MessageRow)]
        said = [row.text for row in rows]
        # Without echoes nobody knows how one's own words stand among those of the others.
        assert (said if not hidden else sorted(said, key=wanted.index)) == wanted
        for sender in NAMES:
            own = [row.text for row in rows if row.sender == sender]
            assert own == sorted(own, key=wanted.index)
        assert all(row.delivery is Delivery.SENT for row in rows)
        assert [row.own for row in rows].count(True) == 10


def loaded(joint: Joint, name: str) -> None:
    """Let somebody load all there is: every gap, and everything before the first row."""
    room = joint.view(name).room(Folded("#방"))
    assert room is not None
    for _ in range(200):
        gap = next(
            (row for row in room.rows if isinstance(row, NoticeRow) and row.kind is NoticeKind.GAP), None
        )
        if gap is not None:
            joint.do(name, c.LoadGap("#방", gap.id))
        elif room.older is not Older.NONE:
            joint.do(name, c.LoadOlder("#방"))
        else:
            return
    raise AssertionError(f"{name} never comes to an end: {room.rows}")


said = st.lists(
    st.one_of(
        st.tuples(names, st.just("say")),
        st.tuples(names, st.just("cut")),
        st.tuples(names, st.just("mute")),
        st.tuples(names, st.integers(0, 4_000)),
        st.tuples(st.just(""), st.just("time")),
        st.tuples(names, st.just("load")),
    ),
    max_size=40,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(said, st.integers(2, 6), st.sampled_from([frozenset[str](), frozenset({"draft/event-playback"})]))
def test_whoever_was_cut_off_reads_everything_once(
    steps: list[tuple[str, str | int]], page: int, hidden: frozenset[str]
) -> None:
    """RELIABILITY 4g: no gap, no double, wherever the line breaks."""
    joint = Joint(dict.fromkeys(NAMES, hidden), page)
    for number, (name, what) in enumerate(steps):
        if what == "say":
            joint.do(name, c.Say("#방", f"말 {number}"))
        elif what == "cut":
            joint.cut(name)
        elif what == "load":
            joint.do(name, c.LoadOlder("#방"))
        elif what == "mute":
            joint.mute(name)
        elif isinstance(what, int):
            joint.cut_after(name, what)
        else:
            joint.pass_time(3_000)
    for name in NAMES:
        joint.people[name].budget = None
        if joint.people[name].is_mute:
            joint.cut(name)
    joint.pass_time(60_000)
    log = [kept for kept in joint.world.kept if kept.verb == "PRIVMSG" and kept.channel == "#방"]
    for name in NAMES:
        loaded(joint, name)
        room = joint.view(name).room(Folded("#방"))
        assert room is not None
        rows = [row for row in room.rows if isinstance(row, MessageRow)]
        sent = [row for row in rows if row.delivery is Delivery.SENT]
        assert [row.msgid for row in sent] == [kept.msgid for kept in log], (name, room.rows)
        assert not any(is_pending(row) for row in rows), (name, rows)
        # What a person has said stands there once: sent, or said to have failed.
        said = [f"말 {number}" for number, step in enumerate(steps) if step == (name, "say")]
        assert sorted(row.text for row in rows if row.text in said) == sorted(said), (name, rows)
    assert len({kept.text for kept in log}) == len(log)
    joint.check_rows()


def test_an_absence_is_caught_up_with() -> None:
    joint = Joint(dict.fromkeys(NAMES, frozenset()), page=10)
    joint.do("하늘", c.Say("#방", "처음"))
    joint.cut("민수")
    for number in range(35):
        joint.do("하늘", c.Say("#방", f"말 {number}"))
        joint.pass_time(1_000 if number % 5 == 0 else 0)
    joint.pass_time(30_000)
    room = joint.view("민수").room(Folded("#방"))
    assert room is not None
    # Two pages by themselves; the rest is behind a row that says so.
    kinds = [row.kind if isinstance(row, NoticeRow) else row.text for row in room.rows]
    assert "처음" in kinds
    assert NoticeKind.GAP not in kinds or kinds.index(NoticeKind.GAP) > kinds.index("처음")
    loaded(joint, "민수")
    texts = [row.text for row in room.rows if isinstance(row, MessageRow)]
    assert texts == ["처음", *(f"말 {number}" for number in range(35))]
