"""Our own server with capabilities switched off one by one: what is there works, what is missing is said."""

import pytest

from malmadang.clientcore import commands as c
from malmadang.clientcore.events import TextRefused
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.rows import Delivery, MessageRow
from malmadang.clientcore.timeline import is_pending
from malmadang.clientcore.view import Older, Room
from malmadang.wire.capabilities import OFFERED, WANTED
from malmadang.wire.names import Folded
from tests.clientcore.joint import Joint

BOTH = sorted({one.name for one in OFFERED} & {one.name for one in WANTED})
ROOM = Folded("#방")


def room(joint: Joint, name: str) -> Room:
    found = joint.view(name).room(ROOM)
    assert found is not None
    return found


def said(joint: Joint, name: str) -> list[str]:
    return [row.text for row in room(joint, name).rows if isinstance(row, MessageRow) and not row.redacted]


def newest(joint: Joint, name: str) -> MessageRow:
    return next(row for row in reversed(room(joint, name).rows) if isinstance(row, MessageRow))


def ask(joint: Joint, name: str, command: c.Command) -> FaultKind | None:
    """Let somebody ask for something; returns why it is refused, which is a sentence in both languages."""
    events = joint.ask(name, command, ROOM)
    faults = [event.fault for event in events if isinstance(event, TextRefused)]
    for fault in faults:
        assert Phrases("ko").fault(fault)
        assert Phrases("en").fault(fault)
    return faults[0].kind if faults else None


@pytest.mark.parametrize("missing", [*BOTH, ""])
def test_a_whole_talk(missing: str) -> None:
    joint = Joint({"하늘": frozenset({missing}), "민수": frozenset()})
    features = joint.view("하늘").features
    joint.do("민수", c.Say("#방", "하나"))
    joint.do("하늘", c.Say("#방", "둘\n셋"))
    assert "".join(said(joint, "민수")).replace("\n", "") == "하나둘셋"
    assert "".join(said(joint, "하늘")).replace("\n", "") == "하나둘셋"
    assert all(
        row.delivery is Delivery.SENT for row in room(joint, "하늘").rows if isinstance(row, MessageRow)
    )

    ask(joint, "하늘", c.Reply("#방", "민수", "대답"))
    assert newest(joint, "민수").text == ("대답" if features.replies else "민수: 대답")
    assert bool(newest(joint, "민수").reply_to) == features.replies

    joint.do("민수", c.Say("#방", "반응해요"))
    refused = ask(joint, "하늘", c.React("#방", "👍"))
    assert refused is (None if features.reactions else FaultKind.NOT_OFFERED)
    assert bool(newest(joint, "민수").reactions) == features.reactions

    joint.do("하늘", c.Say("#방", "지울 말"))
    refused = ask(joint, "하늘", c.Redact("#방"))
    # Without echoes nobody tells the msgid of one's own words.
    knows_msgid = features.confirms and features.reactions
    wanted = None if knows_msgid else FaultKind.NO_MESSAGE
    assert refused is (wanted if features.redaction else FaultKind.NOT_OFFERED)
    assert newest(joint, "민수").redacted == (refused is None)

    joint.people["하늘"].core.typed(ROOM, "쓰는 중", joint.now)
    joint.settle()
    assert room(joint, "민수").typing == (("하늘",) if features.typing else ())

    refused = ask(joint, "하늘", c.SetDisplayName("김 하늘"))
    assert refused is (None if features.display_names else FaultKind.NOT_OFFERED)
    me = joint.view("민수").people[Folded("하늘")]
    assert me.display == ("김 하늘" if features.display_names else "")

    assert ask(joint, "하늘", c.Search("하나", "#방")) is None
    finding = joint.view("하늘").search
    assert finding is not None
    assert finding.is_local != features.search
    refused = ask(joint, "하늘", c.LoadOlder("#방"))
    assert refused is (None if features.history else FaultKind.NOT_OFFERED)


@pytest.mark.parametrize("missing", [*BOTH, ""])
def test_an_absence(missing: str) -> None:
    joint = Joint({"하늘": frozenset({missing}), "민수": frozenset()})
    joint.do("하늘", c.Say("#방", "먼저"))
    joint.do("민수", c.Say("#방", "하나"))
    joint.cut("하늘")
    joint.do("하늘", c.Say("#방", "그동안 쓴 말"))
    for text in ("둘", "셋"):
        joint.do("민수", c.Say("#방", text))
    joint.pass_time(30_000)
    joint.do("민수", c.Say("#방", "넷"))
    here = room(joint, "하늘")
    assert here.joined
    assert not any(is_pending(row) for row in here.rows)
    texts = said(joint, "하늘")
    assert texts.count("그동안 쓴 말") == 1
    missed = [text for text in texts if text in ("하나", "둘", "셋", "넷")]
    if joint.view("하늘").features.history:
        assert missed == ["하나", "둘", "셋", "넷"]
        assert len(texts) == 6
        assert here.older is not Older.LOADING
    else:
        # What the server plays back by itself to those who cannot ask.
        assert [missed[0], missed[-1]] == ["하나", "넷"]
        if missing in ("draft/chathistory",):
            assert missed == ["하나", "둘", "셋", "넷"]
