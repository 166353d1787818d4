"""Which messages call for the person."""

import msgspec
import pytest

from malmadang.clientcore.rows import Delivery, MessageRow, RowId
from malmadang.clientcore.view import Room, RoomKind
from malmadang.desktop.alerts import PAUSE_MS, Alerts
from malmadang.desktop.settings import Notify, Preferences, RoomChoice
from malmadang.ports import TimeMs
from malmadang.wire.names import casefold

CHANNEL = Room(casefold("#방"), "#방", RoomKind.CHANNEL)
TALK = Room(casefold("하늘"), "하늘", RoomKind.PRIVATE)
ROW = MessageRow(RowId(1), TimeMs(1), "하늘", "저녁 기차 타요")


def change(**changes: object) -> MessageRow:
    return msgspec.structs.replace(ROW, **changes)


@pytest.mark.parametrize(
    ("room", "row", "choice", "words", "calls"),
    [
        (TALK, ROW, RoomChoice(), (), True),
        (CHANNEL, ROW, RoomChoice(), (), False),
        (CHANNEL, change(mention=True), RoomChoice(), (), True),
        (CHANNEL, ROW, RoomChoice(notify=Notify.ALL), (), True),
        (CHANNEL, ROW, RoomChoice(), ("기차",), True),
        (CHANNEL, change(mention=True), RoomChoice(notify=Notify.OFF), (), False),
        (TALK, change(own=True), RoomChoice(), (), False),
        (TALK, change(replayed=True), RoomChoice(), (), False),
        (TALK, change(delivery=Delivery.SENDING), RoomChoice(), (), False),
    ],
)
def test_it_calls(
    room: Room, row: MessageRow, choice: RoomChoice, words: tuple[str, ...], calls: bool
) -> None:
    call = Alerts().weigh(room, row, choice, Preferences(key_words=words), TimeMs(10**6))
    assert (call is not None) is calls


def test_a_room_calls_once_in_five_seconds_and_counts_the_rest() -> None:
    alerts, kept, start = Alerts(), Preferences(), 10**6
    calls = [alerts.weigh(TALK, ROW, RoomChoice(), kept, TimeMs(start + n * 1000)) for n in range(6)]
    assert [call.count if call else 0 for call in calls] == [1, 0, 0, 0, 0, 5]
    alerts.weigh(TALK, ROW, RoomChoice(), kept, TimeMs(start + 6000))
    alerts.seen(TALK.key)
    last = alerts.weigh(TALK, ROW, RoomChoice(), kept, TimeMs(start + 6000 + PAUSE_MS))
    assert last is not None
    assert last.count == 1


@pytest.mark.parametrize("kept", [Preferences(notify=False), Preferences(quiet_until_ms=10**7)])
def test_nothing_while_not_to_be_disturbed(kept: Preferences) -> None:
    assert Alerts().weigh(TALK, ROW, RoomChoice(), kept, TimeMs(10**6)) is None
