"""Two real clients from Debian in one room of the real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.irssi import Irssi
from tests.kit.realserver import RealServer
from tests.kit.weechat import WeeChat

ROOM = "#사랑방"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    with RealServer(tmp_path / "server") as started:
        yield started


@pytest.fixture
def irssi(server: RealServer, tmp_path: Path) -> Iterator[Irssi]:
    with Irssi(tmp_path / "irssi", server.port, "철수") as client:
        yield client


@pytest.fixture
def weechat(server: RealServer, tmp_path: Path) -> Iterator[WeeChat]:
    with WeeChat(tmp_path / "weechat", server.port, "영희", ROOM) as client:
        client.until(ROOM, "영희")
        yield client


def test_they_talk_in_korean_both_ways(irssi: Irssi, weechat: WeeChat) -> None:
    irssi.join(ROOM)
    irssi.until("영희")
    weechat.until(ROOM, "철수")
    irssi.enter("안녕하세요, 오늘 저녁 뭐 먹어요?")
    weechat.until(ROOM, "철수\t안녕하세요, 오늘 저녁 뭐 먹어요?")
    weechat.order(ROOM, "된장찌개요 ㅋㅋ 같이 가요 🍲")
    irssi.until("영희> 된장찌개요 ㅋㅋ 같이 가요")


def test_they_see_each_other_come_and_go(irssi: Irssi, weechat: WeeChat) -> None:
    irssi.join(ROOM)
    weechat.until(ROOM, f"철수 (irssi) (~someone@localhost) has joined {ROOM}")
    weechat.order(ROOM, "/part 밥 먹고 올게요")
    irssi.until(f"has left {ROOM}", "밥 먹고 올게요")
    weechat.order("test", f"/join {ROOM}")
    irssi.until(f"영희 [~root@localhost] has joined {ROOM}")
    irssi.quit("안녕히 계세요")
    weechat.until(ROOM, "has quit", "안녕히 계세요")


def test_a_long_text_arrives_with_every_syllable_whole(irssi: Irssi, weechat: WeeChat) -> None:
    irssi.join(ROOM)
    text = "가나다라마바사아자차카타파하" * 30
    weechat.order(ROOM, text + "끝")
    irssi.until("끝")
    irssi.enter(text + "마침")
    weechat.until(ROOM, "마침")
    heard = "".join(line.split("\t")[2] for line in weechat.log(ROOM).splitlines() if "\t철수\t" in line)
    assert heard == text + "마침"
    assert "\ufffd" not in irssi.screen()


def test_names_topics_and_private_words_reach_the_other(irssi: Irssi, weechat: WeeChat) -> None:
    irssi.join(ROOM)
    weechat.order(ROOM, "/topic 오늘은 비가 와요")
    irssi.until("오늘은 비가 와요")
    irssi.enter("/nick 김철수")
    weechat.until(ROOM, "철수 is now known as 김철수")
    weechat.order("test", "/msg 김철수 우리끼리 하는 말")
    irssi.until("Act: 3")
    irssi.enter("/window goto 3")
    irssi.until("영희> 우리끼리 하는 말")
    weechat.order(ROOM, "/kick 김철수 장난이에요")
    irssi.enter("/window goto 2")
    irssi.until("was kicked from", "장난이에요")


def test_tls_and_plain_text_meet_behind_one_port(
    server: RealServer, weechat: WeeChat, tmp_path: Path
) -> None:
    with Irssi(tmp_path / "secure", server.port, "민수", is_tls=True) as secure:
        secure.join(ROOM)
        secure.enter("비밀 통로로 왔어요")
        weechat.until(ROOM, "민수\t비밀 통로로 왔어요")
        secure.enter("/whois 민수")
        secure.enter("/window goto 1")
        secure.until("암호화된 연결을 쓰고 있어요")


def test_who_comes_back_reads_each_word_once(
    server: RealServer, irssi: Irssi, weechat: WeeChat, tmp_path: Path
) -> None:
    """WeeChat cannot ask for history: it is given what is new to its account, in the room and alone."""
    irssi.join(ROOM)
    weechat.order("test", "/msg 말지기 가입 영희의비밀번호")
    weechat.until("test", "계정 영희를 만들었어요")
    irssi.enter("/msg 말지기 가입 철수의비밀번호")
    irssi.until("Act: ")
    irssi.enter("있을 때 한 말")
    weechat.until(ROOM, "있을 때 한 말")
    weechat.close()
    irssi.until("영희", "has quit")
    irssi.enter("없을 때 한 말")
    irssi.enter("/msg 영희 둘만의 말")
    irssi.enter("/whois 철수")
    irssi.enter("/window goto 1")
    irssi.until("End of WHOIS")
    with WeeChat(tmp_path / "again", server.port, "영희", ROOM, password="영희의비밀번호") as again:
        again.until(ROOM, "없을 때 한 말")
        again.until("철수", "둘만의 말")
        again.order(ROOM, "다시 왔어요")
        again.until(ROOM, "다시 왔어요")
        assert again.log(ROOM).count("없을 때 한 말") == 1
        assert "있을 때 한 말" not in again.log(ROOM)
        assert again.log("철수").count("둘만의 말") == 1
