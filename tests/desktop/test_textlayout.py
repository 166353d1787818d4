"""A text becomes lines of runs that stand side by side and know their part of the text."""

from malmadang.desktop.placed import Deed, Run
from malmadang.desktop.richtext import spans
from malmadang.desktop.textlayout import place, shape
from malmadang.desktop.tokens import Role
from tests.desktop.paper import FlatRuler, sheet

RULER = FlatRuler()
FACE = sheet().message


def runs_of(text: str, width: int = 10_000, nick: str = "", indent: int = 0) -> list[Run]:
    made = shape(text, spans(text, nick), FACE, RULER, width, indent)
    return place(made, 100, 50, RULER)


def test_runs_stand_side_by_side() -> None:
    runs = runs_of("봐요 https://a.example 😀 끝")
    assert [run.x + run.width for run in runs[:-1]] == [run.x for run in runs[1:]]
    assert {run.y for run in runs} == {50}


def test_runs_know_their_part_of_the_text() -> None:
    text = "가나다 라마바 사아 `코드` 😀"
    runs = runs_of(text, 105)
    assert [text[run.start : run.end] for run in runs if not run.emoji] == [
        "가나다 라마바 ", "사아 ", "코드", " ",
    ]  # fmt: skip
    assert runs[-1].emoji == "😀"


def test_lines_are_one_line_height_apart() -> None:
    ys = [run.y for run in runs_of("가나다 라마바 사아자", 50)]
    assert ys == [50, 72, 94]


def test_a_link_is_underlined_and_leads_there() -> None:
    link = runs_of("봐요 https://a.example/x")[1]
    assert link.underlined
    assert link.ink == "link"
    assert link.action is not None
    assert (link.action.deed, link.action.value) == (Deed.LINK, "https://a.example/x")


def test_a_link_on_two_lines_leads_there_from_both() -> None:
    links = [run for run in runs_of("https://a.example/" + "x" * 30, 140) if run.action]
    assert len(links) > 1
    assert len({run.action.value for run in links if run.action}) == 1


def test_my_name_and_code_stand_on_their_own_grounds() -> None:
    runs = runs_of("@Mina `x`", nick="Mina")
    assert [(run.text, run.role, run.back) for run in runs] == [
        ("@Mina", Role.MESSAGE_BOLD, "sel"),
        (" ", Role.MESSAGE, ""),
        ("x", Role.CODE, "code"),
    ]


def test_the_shape_knows_its_size() -> None:
    made = shape("가나다 라마", spans("가나다 라마"), FACE, RULER, 60)
    assert (made.width, made.height, made.last_width) == (45, 44, 30)
    alone = shape("가", spans("가"), FACE, RULER, 60, indent=20)
    assert (alone.width, alone.last_width) == (35, 35)


def test_without_offsets_nothing_can_be_chosen() -> None:
    made = shape("가나", spans("가나"), FACE, RULER, 60)
    assert [run.start for run in place(made, 0, 0, RULER, offsets=False)] == [-1]


def test_what_tk_cannot_draw_is_not_given_to_it() -> None:
    assert runs_of("가\ufe0f\U0001faff")[0].text == "가□"


def test_with_kerning_a_finished_run_is_measured_once_more() -> None:
    class Kerning(FlatRuler):
        exact = False

        def measure_run(self, text: str, role: Role) -> int:
            return self.measure(text, role) - 3

    text = "봐요 https://a.example 끝"
    made = shape(text, spans(text), FACE, Kerning(), 1000)
    runs = place(made, 0, 0, Kerning())
    assert runs[1].x == runs[0].width == RULER.measure("봐요 ", Role.MESSAGE) - 3
