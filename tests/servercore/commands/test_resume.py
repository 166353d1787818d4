from tests.kit.script import play


def test_a_token_that_was_never_given() -> None:
    play("""
    철수 connects
    철수 > RESUME 아무거나
    철수 < FAIL RESUME INVALID_TOKEN :이어받을 자리가 없어요
    철수 > RESUME
    철수 < 461 * RESUME :*
    """)
