"""A channel's new name when the disk says no."""

from collections.abc import Iterator, Sequence

import apsw
import pytest

from malmadang.adapters.sqlite.rows import Writer
from malmadang.ports import ChannelRecord, ChannelRenamed, Outcome, Record, TimeMs
from tests.adapters.sqlite.test_keeper import Owner
from tests.kit.stores import Log


@pytest.fixture
def owner() -> Iterator[Owner]:
    owner = Owner()
    yield owner
    owner.keeper.close()
    owner.disk.unregister()


def test_a_new_name_whose_sync_failed_is_looked_for_and_never_owed(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.keeper.keep([owner.log.say("하나")])
    real = Writer.write

    def written_but_denied(writer: Writer, records: Sequence[Record]) -> None:
        real(writer, records)
        raise apsw.IOError("sync")

    monkeypatch.setattr(Writer, "write", written_but_denied)
    assert owner.keeper.keep([ChannelRenamed("#방", "#마당")]) is Outcome.KEPT

    def denied(_writer: Writer, _records: Sequence[Record]) -> None:
        raise apsw.IOError("sync")

    monkeypatch.setattr(Writer, "write", denied)
    assert owner.keeper.keep([ChannelRenamed("#마당", "#뜰")]) is Outcome.FAILED
    monkeypatch.undo()
    owner.keeper.keep([owner.log.say("둘")])
    names = owner.keeper.connection.execute("SELECT name FROM logs ORDER BY id").fetchall()
    assert names == [("#마당",), ("#방",)]


def test_a_name_under_which_something_is_kept_is_refused_and_nothing_has_changed(owner: Owner) -> None:
    owner.keeper.keep(
        [owner.log.say("하나"), Log("#마당").say("여기"), ChannelRecord(channel="#방", created_ms=TimeMs(1))]
    )
    assert owner.keeper.keep([ChannelRenamed("#방", "#마당")]) is Outcome.FAILED
    execute = owner.keeper.connection.execute
    assert execute("SELECT name FROM logs ORDER BY name").fetchall() == [("#마당",), ("#방",)]
    assert execute("SELECT folded FROM channels").fetchall() == [("#방",)]
