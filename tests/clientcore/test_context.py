"""The inside of the core: rooms, people, labels, rows."""

from malmadang.clientcore.address import parse_address
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import RowRemoved
from malmadang.clientcore.memory import ClientMemory
from malmadang.clientcore.progress import Label
from malmadang.clientcore.rows import NoticeKind
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.timeline import MAX_ROWS
from malmadang.clientcore.view import SERVER_KEY, RoomKind
from malmadang.ports import Moment, SteadyMs, TimeMs
from malmadang.wire.message import Message
from malmadang.wire.names import Folded
from tests.clientcore.page import counter


def context() -> Context:
    ctx = Context(ClientSettings(address=parse_address("irc://h"), nick="하늘"), ClientMemory(), counter())
    ctx.now = Moment(TimeMs(1_000), SteadyMs(0))
    ctx.begin_own()
    return ctx


def test_rooms_open_once_and_close() -> None:
    ctx = context()
    room = ctx.open_room("#방", RoomKind.CHANNEL)
    assert ctx.open_room("#방", RoomKind.CHANNEL) is room
    ctx.close_room(room)
    ctx.close_room(ctx.view.server)
    assert [one.key for one in ctx.view.rooms] == [SERVER_KEY]


def test_a_room_is_not_renamed_onto_another() -> None:
    ctx = context()
    room = ctx.open_room("민수", RoomKind.PRIVATE)
    ctx.open_room("영희", RoomKind.PRIVATE)
    assert ctx.rename_room(room, "영희") is False
    assert room.key == "민수"


def test_strangers_are_forgotten_and_people_near_are_not() -> None:
    ctx = context()
    ctx.person("민수!m@h")
    ctx.person("하늘!u@h")
    ctx.open_room("영희", RoomKind.PRIVATE)
    ctx.person("영희")
    for key in ("민수", "하늘", "영희"):
        ctx.forget_stranger(Folded(key))
    assert sorted(ctx.view.people) == ["영희", "하늘"]


def test_labels_are_bounded_and_only_used_where_they_work() -> None:
    ctx = context()
    assert ctx.label(Label(SERVER_KEY)) == {}
    ctx.enabled.add("labeled-response")
    for _ in range(1_000):
        ctx.label(Label(SERVER_KEY))
    assert len(ctx.labels) == 512


def test_a_row_without_the_servers_time_never_stands_above_the_last() -> None:
    ctx = context()
    room = ctx.view.server
    ctx.begin(Message("NOTICE", (), None, {"time": "2027-01-15T08:00:00.000Z"}), None)
    late = ctx.notice(room, NoticeKind.AWAY_ON)
    ctx.begin_own()
    row = ctx.notice(room, NoticeKind.AWAY_OFF)
    assert row.utc_ms == late.utc_ms
    assert room.rows == [late, row]


def test_a_stamp_that_is_none_counts_as_no_stamp() -> None:
    ctx = context()
    ctx.begin(Message("NOTICE", (), None, {"time": "yesterday"}), None)
    assert (ctx.incoming.utc_ms, ctx.incoming.stamped) == (1_000, False)


def test_rooms_keep_so_many_rows() -> None:
    ctx = context()
    for _ in range(MAX_ROWS + 3):
        ctx.notice(ctx.view.server, NoticeKind.AWAY_ON)
    assert len(ctx.view.server.rows) == MAX_ROWS
    assert sum(isinstance(event, RowRemoved) for event in ctx.events) == 3
