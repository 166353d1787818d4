"""What is under way, at its beginning."""

from malmadang.clientcore.progress import Batch, LoginProgress, Registration


def test_beginnings() -> None:
    registration, login = Registration(), LoginProgress(["SCRAM-SHA-256", "PLAIN"])
    assert (registration.introduced, registration.listed, registration.ended) == (False, False, False)
    assert registration.requested == set()
    assert (login.exchange, login.answering, login.challenged) == (None, None, False)
    assert login.decoder.feed("+") == b""


def test_batches_share_no_lines() -> None:
    Batch(None, "chathistory").lines.append(None)  # type: ignore[arg-type]  # what it holds is not looked at
    assert Batch(None, "chathistory").lines == []
