from malmadang.wire.errors import WireError, WireErrorKind


def test_an_error_says_what_it_is() -> None:
    error = WireError(WireErrorKind.INVALID_UTF8, verb="NICK", label="7")
    assert (error.kind, error.verb, error.label) == (WireErrorKind.INVALID_UTF8, "NICK", "7")
    assert not error.is_empty
    assert str(error) == "not UTF-8"


def test_what_is_not_known_is_empty() -> None:
    error = WireError(WireErrorKind.NO_VERB, is_empty=True)
    assert (error.verb, error.label, error.is_empty) == ("", "", True)
