"""What is remembered of each server."""

from pathlib import Path

from malmadang.desktop.settings import PreferenceFile
from malmadang.desktop.sites import Site, bring_front, forget, known, remember
from tests.desktop.fakewire import FakeWire


def test_the_one_that_goes_behind_is_there_again_when_it_comes_back(tmp_path: Path) -> None:
    kept = PreferenceFile(tmp_path)
    kept.change(server="ircs://a", rooms=("#가",), account="mina", last_room="#가")
    bring_front(kept, "ircs://b")
    assert (kept.now.server, kept.now.rooms, kept.now.account) == ("ircs://b", (), "")
    remember(kept, "ircs://b", rooms=("#나",))
    remember(kept, "ircs://a", rooms=("#가", "#다"))
    bring_front(kept, "ircs://a")
    assert (kept.now.rooms, kept.now.account, kept.now.last_room) == (("#가", "#다"), "mina", "#가")
    assert known(kept, "ircs://b").rooms == ("#나",)
    forget(kept, "ircs://b")
    assert PreferenceFile(tmp_path).now.others == ()


def test_a_site_begins_with_its_own_wire() -> None:
    wires: list[object] = []
    wire = FakeWire()
    site = Site(1, "ircs://a", wire)

    def make(given: object) -> None:
        wires.append(given)

    site.begin(make)  # type: ignore[arg-type]  # no talk is needed here
    assert wires == [wire]
