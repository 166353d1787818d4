"""After any script each client's View equals the server's memberships."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malmadang.clientcore import commands as c
from malmadang.clientcore.rows import Delivery, MessageRow
from tests.clientcore.joint import ROOMS, Joint

NAMES = ("하늘", "민수", "tom")
HIDEABLE = (
    "multi-prefix", "userhost-in-names", "extended-join", "away-notify", "labeled-response", "echo-message",
    "batch", "message-tags", "server-time", "account-notify", "invite-notify", "cap-notify", "setname",
)  # fmt: skip

names = st.sampled_from(NAMES)
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
        st.tuples(names, commands),
        st.tuples(names, st.just("cut")),
        st.tuples(st.just(""), st.just("time")),
    ),
    max_size=25,
)
hidden = st.fixed_dictionaries({name: st.frozensets(st.sampled_from(HIDEABLE)) for name in NAMES})


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
