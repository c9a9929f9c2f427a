import pytest

from quizzes.formats import yaml_lines
from quizzes.formats.problems import Problem, Refused


def said(text):
    with pytest.raises(Refused) as refused:
        yaml_lines.load(text, "f.yaml")
    return [str(problem) for problem in refused.value.problems]


def test_each_value_knows_its_line_and_column():
    document = yaml_lines.load("a: 1\nb:\n  - {x: one}\n  - |\n    two\n", "f.yaml")
    assert document.data == {"a": 1, "b": [{"x": "one"}, "two\n"]}
    assert document.place_of(("b", 0, "x")) == (3, 6)
    assert document.line_of(("b", 1)) == 4


def test_a_missing_value_has_the_line_of_what_is_around_it():
    document = yaml_lines.load("a:\n  - {x: one}\n", "f.yaml")
    assert document.line_of(("a", 0, "nothing", "here")) == 2
    assert document.problem(("a", 7), "oh") == Problem("f.yaml", 1, "oh")


def test_lines_count_from_where_the_text_starts_in_its_file():
    assert yaml_lines.load("a: 1\nb: 2", "f.yaml", first_line=10).line_of(("b",)) == 11


def test_dates_stay_text():
    assert yaml_lines.load("on_day: 2026-11-02", "f").data == {"on_day": "2026-11-02"}


def test_every_repeated_key_and_every_key_that_is_no_text_is_named_at_once():
    assert said("a: 1\na: 2\nno: 3\n1.2: 4\n") == [
        "f.yaml:2: the key 'a' is here twice, first in line 1",
        "f.yaml:3: the key 'no' is not text: put it in quotes",
        "f.yaml:4: the key '1.2' is not text: put it in quotes",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1",
        "a: *x",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "- &a {b: c}",
        "a: !!python/object/apply:os.system [ls]",
        "a: !!python/name:os.system",
        "a: !!binary aGk=",
        "a: !!timestamp 2026-11-02",
        "!!set {a, b}",
        "<<: {a: 1}",
        "? [a, b]\n: c",
        "a: [1",
        "--- 1\n--- 2",
        "a: \x00",
        "a: " + "9" * 5000,
        "[" * 3000 + "]" * 3000,
        "- " * 3000 + "a",
        "a" * (yaml_lines.MAX_CHARACTERS + 1),
    ],
)
def test_what_surprises_an_author_or_feeds_an_attack_is_refused(text):
    assert said(text)[0].startswith("f.yaml:")


def test_an_empty_file_is_no_data_and_no_error():
    assert yaml_lines.load("", "f").data is None


def test_what_is_written_reads_back_the_same():
    shared = ["again", "no"]
    data = {"b": shared, "a": shared, "text": "two\nlines\n", "quoted": "2026-11-02", "n": 0.5}
    written = yaml_lines.dump(data)
    assert "&" not in written
    assert list(written.splitlines()[0]) == list("b:")
    assert yaml_lines.load(written, "f").data == data
