from hypothesis import given
from hypothesis import strategies as st

from malmadang.server.turnlog import Log, loud_runs
from malmadang.servercore.render import TAGS, Line, text_line


@given(st.lists(st.booleans(), max_size=30), st.data())
def test_silent_runs_leave_out_just_those_lines(silent: list[bool], data: st.DataObject) -> None:
    log = Log()
    for number, is_silent in enumerate(silent):
        if is_silent:
            log.silence(7)  # type: ignore[arg-type]  # any number will do
        log.lines.append(Line(f"line {number}\r\n".encode(), msgid=str(number)))
        log.orders.append(10 * number)
    start = data.draw(st.integers(0, len(silent)))
    end = data.draw(st.integers(start, len(silent)))
    runs = log.silent.get(7)  # type: ignore[call-overload]  # as above
    wanted = [number for number in range(start, end) if not silent[number]]
    assert [n for a, b in loud_runs(start, end, runs) for n in range(a, b)] == wanted
    for mask in (0, TAGS):
        expected = [(10 * number, log.lines[number].render(mask)) for number in wanted]
        assert log.pick(mask, start, end, runs) == expected
        assert log.cut(mask, start, end, runs) == b"".join(part for _, part in expected)


def test_absorbing_moves_the_silent_runs_along() -> None:
    first, second = Log(), Log()
    for log, text in ((first, "a"), (second, "b")):
        log.lines.append(text_line(text))
        log.orders.append(ord(text))
        log.silence(7)  # type: ignore[arg-type]  # any number will do
        log.lines.append(text_line(f"{text} silent"))
        log.orders.append(ord(text) + 10)
    assert first.data(0) == b"a\r\na silent\r\n"
    first.absorb(second)
    assert first.data(0) == b"a\r\na silent\r\nb\r\nb silent\r\n"
    runs = first.silent[7]  # type: ignore[index]  # as above
    assert first.cut(0, 0, 4, runs) == b"a\r\nb\r\n"
