import re

from malmadang.wire import numerics
from malmadang.wire.numerics import BY_CODE, BY_NAME, Numeric


def test_a_constant_has_the_name_of_what_it_holds() -> None:
    constants = {name: value for name, value in vars(numerics).items() if isinstance(value, Numeric)}
    assert constants == BY_NAME
    assert all(name == numeric.name for name, numeric in constants.items())


def test_no_code_stands_twice() -> None:
    assert len(BY_CODE) == len(BY_NAME)
    assert list(BY_CODE) == sorted(BY_CODE)


def test_codes_and_names_have_their_form() -> None:
    for numeric in BY_CODE.values():
        assert re.fullmatch(r"\d{3}", numeric.code)
        assert re.fullmatch(r"(RPL|ERR)_[A-Z0-9_]+", numeric.name)
        assert numeric.source
        assert numeric.text is None or numeric.text.isascii()


def test_the_replies_of_a_welcome_are_known() -> None:
    """RFC 2812 5.1; Modern IRC, Numerics."""
    names = [BY_CODE[code].name for code in ("001", "002", "003", "004", "005", "375", "372", "376", "422")]
    assert names == [
        "RPL_WELCOME",
        "RPL_YOURHOST",
        "RPL_CREATED",
        "RPL_MYINFO",
        "RPL_ISUPPORT",
        "RPL_MOTDSTART",
        "RPL_MOTD",
        "RPL_ENDOFMOTD",
        "ERR_NOMOTD",
    ]
