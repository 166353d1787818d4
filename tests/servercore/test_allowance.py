from malmadang.servercore.allowance import Allowance


def test_half_of_a_send_queue_and_no_more() -> None:
    allowance = Allowance(1000)
    assert allowance.take("x" * 200)
    assert not allowance.take("x" * 200)
    assert not allowance.take("")


def test_bytes_count_not_letters() -> None:
    assert Allowance(1000).take("x" * 400)
    assert not Allowance(1000).take("가" * 400)
