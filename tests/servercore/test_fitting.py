from malmadang.servercore.fitting import encode, fit


def test_lines_are_cut_at_a_letter() -> None:
    assert fit("가" * 170) == "가" * 170
    assert fit("가" * 171) == "가" * 170
    assert fit("x가" * 200) == "x가" * 127 + "x"
    assert len(fit("🙂" * 200).encode()) <= 510


def test_a_line_goes_out_with_its_end() -> None:
    assert encode("가" * 171) == ("가" * 170 + "\r\n").encode()
