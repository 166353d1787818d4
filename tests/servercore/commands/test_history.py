"""How a request of several questions goes on, one answer after another."""

from tests.kit.world import World

CAPS = ("batch", "draft/chathistory")


def test_each_question_waits_for_the_answer_to_the_one_before() -> None:
    world = World(answers_at_once=False)
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    for text in "12345":
        world.send("철수", f"PRIVMSG #방 :{text}")
    msgid = next(record.msgid for record in world.kept if record.text == "3")
    world.send("철수", f"CHATHISTORY AROUND #방 msgid={msgid} 3")
    world.send("철수", "PING 뒤")
    for _ in range(3):
        assert world.peers["철수"].read() == []
        assert len(world.asked) == 1
        world.answer()
    _, *inside, _, pong = world.peers["철수"].read()
    assert [line[-1] for line in inside] == ["2", "3", "4"]
    assert " PONG " in pong


def test_an_asker_who_leaves_is_forgotten() -> None:
    world = World(answers_at_once=False)
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    world.send("철수", "CHATHISTORY LATEST #방 * 3")
    world.break_off("철수")
    world.answer()
    assert not world.core.ctx.after
