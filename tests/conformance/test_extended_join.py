"""extended-join."""

from tests.kit.script import play


def test_account_and_real_name_for_those_who_want_them() -> None:
    """IRCv3 extended-join: `*` where there is no account; the others read the plain form."""
    play("""
    철수 arrives in #방 with extended-join
    영희 arrives in #방
    민수 arrives with extended-join
    민수 > JOIN #방
    민수 < :민수!*@* JOIN #방 \\* :민수
    민수 < 353 ...
    민수 < 366 ...
    철수 < :민수!*@* JOIN #방 \\* :민수
    영희 < :민수!*@* JOIN #방
    """)
