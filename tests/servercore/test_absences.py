from malmadang.ports import MarkerRecord, TimeMs
from malmadang.servercore.absences import TALKS, Absences, is_of_absence
from malmadang.wire.names import Folded

ME, ROOM = Folded("철수"), Folded("#방")


def test_what_was_kept() -> None:
    kept = [
        MarkerRecord("철수", "+#방", TimeMs(10)),
        MarkerRecord("철수", "-#방", TimeMs(20)),
        MarkerRecord("철수", "-#뜰", TimeMs(30)),
        MarkerRecord("철수", "+#뜰", TimeMs(40)),
        MarkerRecord("철수", "+", TimeMs(40)),
        MarkerRecord("철수", "#방", TimeMs(99)),
    ]
    absences = Absences(kept, TimeMs(70))
    assert absences.get(ME, ROOM) == 20
    assert absences.get(ME, Folded("#뜰")) == 70, "it was there when the server ended"
    assert absences.get(ME, TALKS) == 70
    assert absences.get(ME, Folded("#남")) is None
    assert [is_of_absence(record) for record in kept] == [True] * 5 + [False]
    absences.forget_account(ME)
    assert absences.get(ME, ROOM) is None


def test_places_without_end() -> None:
    absences = Absences()
    for number in range(1_001):
        absences.leave(ME, Folded(f"#방{number}"), TimeMs(number))
    assert absences.get(ME, Folded("#방0")) is None
    assert absences.get(ME, Folded("#방1000")) == 1_000
