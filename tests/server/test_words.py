import asyncio

from malmadang.server.words import GRAPHS, Words
from malmadang.servercore.effects import (
    GameRequest,
    InspectList,
    ListReport,
    NoWords,
    Prepared,
    PrepareGame,
    ThinkMove,
)
from malmadang.wordchain.bot import Choice
from malmadang.wordchain.dictionary import Dictionary, Entry
from malmadang.wordchain.modes import Law
from malmadang.wordchain.wordlist import ListFault, ListRefused, WordList
from tests.kit.served import run
from tests.kit.wordgame import dictionary
from tests.wordchain.positions import at_turn
from tests.wordchain.test_bot import bot_at_turn


class Shelf:
    """Lists by name; counts how often it is asked."""

    def __init__(self) -> None:
        self.loaded: list[str] = []

    def own(self) -> Dictionary:
        self.loaded.append("")
        return dictionary()

    def names(self) -> list[str]:
        return ["과일", "빈것"]

    def load(self, name: str) -> WordList:
        self.loaded.append(name)
        if name != "과일":
            raise ListRefused(ListFault.MISSING)
        return WordList((Entry("사과"), Entry("과사")), (), "utf-8")


async def asked(words: Words, request: GameRequest) -> object:
    answer = asyncio.get_running_loop().create_future()
    words.ask(request, answer.set_result)
    async with asyncio.timeout(20):
        return await answer


def prepare(*lists: str, mode: str = "끝말잇기", rounds: int = 2) -> PrepareGame:
    return PrepareGame(lists, mode, Law.STANDARD, rounds, 1)


def test_words_are_loaded_once_for_all_rooms() -> None:
    async def scenario() -> None:
        shelf = Shelf()
        words = Words(asyncio.get_running_loop(), shelf)
        first = await asked(words, prepare(""))
        second = await asked(words, prepare("", rounds=1))
        other = await asked(words, prepare("", mode="쿵쿵따"))
        assert isinstance(first, Prepared)
        assert isinstance(second, Prepared)
        assert isinstance(other, Prepared)
        assert first.graph is second.graph
        assert other.graph.dictionary is first.graph.dictionary
        assert (len(first.openings), len(second.openings)) == (2, 1)
        assert shelf.loaded == [""]
        words.close()

    run(scenario)


def test_lists_beside_the_servers_own_and_alone() -> None:
    async def scenario() -> None:
        words = Words(asyncio.get_running_loop(), Shelf())
        both, alone = await asked(words, prepare("", "과일")), await asked(words, prepare("과일"))
        assert isinstance(both, Prepared)
        assert isinstance(alone, Prepared)
        assert both.graph.dictionary.has("사과")
        assert both.graph.dictionary.has("기차")
        assert not alone.graph.dictionary.has("기차")
        assert await asked(words, prepare("", "없음")) == NoWords("없음", ListFault.MISSING)
        words.close()

    run(scenario)


def test_a_list_that_is_looked_at_is_read_anew_by_the_next_game() -> None:
    async def scenario() -> None:
        shelf = Shelf()
        words = Words(asyncio.get_running_loop(), shelf)
        await asked(words, prepare("과일"))
        assert await asked(words, InspectList("과일")) == ListReport("과일", 2)
        await asked(words, prepare("과일"))
        assert shelf.loaded.count("과일") == 3
        assert await asked(words, InspectList("")) == NoWords(known=("과일", "빈것"))
        assert await asked(words, InspectList("빈것")) == NoWords("빈것", ListFault.MISSING, ("과일", "빈것"))
        words.close()

    run(scenario)


def test_bots_think_on_the_thread() -> None:
    async def scenario() -> None:
        words = Words(asyncio.get_running_loop(), Shelf())
        prepared = await asked(words, prepare(""))
        assert isinstance(prepared, Prepared)
        choice = await asked(words, ThinkMove(prepared.graph, bot_at_turn(4, at_turn()), 1))
        assert isinstance(choice, Choice)
        assert prepared.graph.dictionary.has(choice.word)
        # A position that is none: the thread lives on.
        assert await asked(words, ThinkMove(prepared.graph, at_turn(), 1)) is None
        assert isinstance(await asked(words, prepare("")), Prepared)
        words.close()

    run(scenario)


def test_where_there_are_no_words() -> None:
    async def scenario() -> None:
        words = Words(asyncio.get_running_loop(), None)
        assert await asked(words, prepare("")) == NoWords()
        assert await asked(words, InspectList("과일")) == NoWords("과일")
        words.close()

    run(scenario)


def test_graphs_that_nobody_uses_go() -> None:
    async def scenario() -> None:
        words = Words(asyncio.get_running_loop(), Shelf())
        laws = list(Law)
        for number, mode in enumerate(("끝말잇기", "앞말잇기", "쿵쿵따", "가운뎃말잇기", "훈민정음")):
            for law in laws:
                await asked(words, PrepareGame(("",), mode, law, 1, number))
        assert len(words._graphs) == GRAPHS
        words.close()

    run(scenario)
