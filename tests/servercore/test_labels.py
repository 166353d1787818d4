import re

import pytest

from malmadang.ports import FactRecord, Outcome
from malmadang.servercore.effects import Keep, Send
from tests.kit.world import World
from tests.servercore.test_context import scene, sent


def test_a_label_on_one_line_on_a_batch_on_an_ack() -> None:
    _, ctx, _ = scene("labeled-response", "batch")
    for count in range(3):
        ctx.label = "x"
        for _ in range(count):
            ctx.note("글")
        ctx.finish()
        lines = sent(ctx)
        ctx.effects = []
        assert [line.startswith(b"@label=x ") for line in lines].count(True) == 1
        assert lines[0].startswith(b"@label=x ")
        assert len(lines) == (1, 1, 4)[count]
        assert ctx.label == ""


@pytest.mark.parametrize("caps", [("echo-message", "batch"), ("echo-message",), ("batch",)])
@pytest.mark.parametrize("targets", ["#방", "#방,#뜰", "#방,영희"])
def test_a_labelled_text_that_the_store_refuses_is_answered_by_its_refusal_alone(
    caps: tuple[str, ...], targets: str
) -> None:
    world = World()
    peer = world.arrive("철수", caps=("labeled-response", *caps), rooms=["#방", "#뜰"])
    world.arrive("영희")
    peer.read()
    world.outcome = Outcome.FAILED
    world.send("철수", f"@label=x PRIVMSG {targets} :안녕")
    told = [line for line in peer.read() if not re.search(" FAIL PRIVMSG | BATCH ", line)]
    # What has gone to a person is kept nowhere, so it is no part of the refusal.
    assert (told == []) is ("영희" not in targets or "echo-message" not in caps)
    assert not any("안녕" in line and " 영희 " not in line for line in told)


def test_a_batch_with_another_answer_in_it_stays() -> None:
    _, ctx, _ = scene("labeled-response", "batch")
    ctx.label = "x"
    ctx.effects.append(Keep(FactRecord("a", "b"), label="x"))
    ctx.reply(":a PRIVMSG #방 :글", with_record=True)
    ctx.note("글")
    ctx.finish()
    sent = [bool(effect.records) for effect in ctx.effects if isinstance(effect, Send)]
    assert sent == [False, True, False, False]
