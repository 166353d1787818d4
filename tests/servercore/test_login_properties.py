"""Registration, logging in and out, deletion in any order: the indexes agree, and a name has one owner."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from malmadang.wire.names import skeleton
from tests.kit.sasl import plain, scram
from tests.kit.world import World

NAMES = st.sampled_from(["lily", "LI1Y", "철수", "영희"])
PEERS = st.sampled_from(["하나", "두리", "세찌"])
PASSWORDS = st.sampled_from(["길고좋은비밀번호", "다른좋은비밀번호"])


class People(RuleBasedStateMachine):
    """Three connections that do what they like; `World.step` looks at the state after every line."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()

    def say(self, peer: str, line: str) -> list[str]:
        if peer not in self.world.peers or self.world.peers[peer].is_closed:
            self.world.connect(peer)
        self.world.send(peer, line)
        return self.world.peers[peer].read()

    @rule(peer=PEERS, name=NAMES)
    def arrives(self, peer: str, name: str) -> None:
        self.say(peer, f"NICK {name}")
        self.say(peer, "USER u 0 * :u")

    @rule(peer=PEERS, name=NAMES | st.just("*"), password=PASSWORDS)
    def registers(self, peer: str, name: str, password: str) -> None:
        self.say(peer, f"REGISTER {name} * {password}")

    @rule(peer=PEERS, name=NAMES, password=PASSWORDS)
    def logs_in(self, peer: str, name: str, password: str) -> None:
        self.say(peer, "AUTHENTICATE *")
        self.say(peer, "AUTHENTICATE PLAIN")
        lines = self.say(peer, f"AUTHENTICATE {plain(name, password)}")
        record = self.world.core.state.accounts.find(name)
        is_right = record is not None and record.password == password
        assert any(" 903 " in line for line in lines) is is_right

    @rule(peer=PEERS, name=NAMES, password=PASSWORDS)
    def logs_in_by_scram(self, peer: str, name: str, password: str) -> None:
        self.say(peer, "AUTHENTICATE *")
        record = self.world.core.state.accounts.find(name)
        is_right = record is not None and record.password == password
        lines = scram(self.world, peer, name, password)
        assert any(" 903 " in line for line in lines) is is_right

    @rule(peer=PEERS, said=st.sampled_from(["로그아웃", "도움말"]))
    def tells_the_steward(self, peer: str, said: str) -> None:
        self.say(peer, f"PRIVMSG 말지기 :{said}")

    @rule(peer=PEERS, old=PASSWORDS, new=PASSWORDS)
    def changes_the_password(self, peer: str, old: str, new: str) -> None:
        self.say(peer, f"PRIVMSG 말지기 :비밀번호 {old} {new}")

    @rule(peer=PEERS, password=PASSWORDS)
    def deletes_the_account(self, peer: str, password: str) -> None:
        self.say(peer, f"PRIVMSG 말지기 :탈퇴 {password}")

    @rule(peer=PEERS)
    def leaves(self, peer: str) -> None:
        self.say(peer, "QUIT")

    @rule(peer=PEERS)
    def joins(self, peer: str) -> None:
        self.say(peer, "JOIN #방")

    @invariant()
    def no_two_accounts_look_alike(self) -> None:
        kept = self.world.storage.load().accounts
        assert len({skeleton(record.account) for record in kept}) == len(kept)

    @invariant()
    def what_is_kept_is_what_is_known(self) -> None:
        accounts = self.world.core.state.accounts
        kept = self.world.storage.load().accounts
        assert len(kept) == len(accounts)
        assert all(accounts.find(record.account) == record for record in kept)


TestPeople = People.TestCase
TestPeople.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
