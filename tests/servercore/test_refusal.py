from malmadang.servercore.refusal import Failure, Refusal
from malmadang.wire.numerics import ERR_NOSUCHNICK


def test_a_refusal_names_its_numeric_for_who_reads_a_traceback() -> None:
    refusal = Refusal(ERR_NOSUCHNICK, "철수", text="없어요")
    assert refusal.args == ("ERR_NOSUCHNICK", "철수")
    assert (refusal.numeric, refusal.params, refusal.text) == (ERR_NOSUCHNICK, ("철수",), "없어요")


def test_a_failure_keeps_what_its_reply_needs() -> None:
    failure = Failure("SETNAME", "INVALID_REALNAME", "x", phrase="invalid_realname")
    assert failure.args == ("SETNAME", "INVALID_REALNAME", "x")
    assert (failure.context, failure.phrase) == (("x",), "invalid_realname")
