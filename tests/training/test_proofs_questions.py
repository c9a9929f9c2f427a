"""What proofreading finds in a single question, each at its line."""

from __future__ import annotations

import pytest

from quizzes.formats import native
from tests.training.content_tree import FOLDER
from tests.training.proof_tree import bank, found, found_in, said, texts

QUESTIONS = f"content/{FOLDER}/questions.yaml"
LONG = "The client who came in with her sister on a rainy day in March and sat down in the chair "
LONG += (
    "by the window and told you all about her cousin's skin asks you now for a cream for it. Why?"
)


def line_of(key):
    lines = texts(bank())[f"{FOLDER}/questions.yaml"].split("\n")
    return lines.index(f"- key: {key}") + 1


def stem(text):
    return lambda questions: questions["mm-101"].update(stem=text)


def options(*written):
    def spoil(questions):
        for option, text in zip(questions["mm-101"]["options"], written, strict=True):
            option["text"] = text

    return spoil


def test_nothing_is_found_in_a_sound_folder(tmp_path):
    assert said(found(tmp_path)) == []


@pytest.mark.parametrize(
    ("spoil", "kind", "message"),
    [
        (stem("Ana has a dot. Which of these should you not do?"), "negative", "turns on 'not'"),
        (stem("Ana has a dot. All of these fit except which?"), "negative", "turns on 'except'"),
        (stem("Ana has a dot. Select what does not fit."), "negative", "turns on 'not'"),
        (stem("Ana has a dot. What would you never say?"), "negative", "turns on 'never'"),
        (stem("Ana has a dot. What shouldn’t you say?"), "negative", "turns on 'shouldn’t'"),
        (stem(LONG), "sentence", "a sentence of 39 words, at most 30: 'The client who"),
        (stem("Ana has a dot. She needs an:"), "grammar", "'an', which does not fit a, b, c"),
        (stem("Ana wants to look first. What now?"), "word_clue", "'first' stands in the stem"),
        (options("Look", "Tea", "All of the above"), "above", "option c says 'All of the above'"),
        (options("Look", "Tea", "None of these answers"), "above", "'None of these answers'"),
        (options("We look", "WE LOOK!", "Tea"), "overlap", "a and b are the same"),
        (options("Within 1 hour", "Within 2 hour", "Tea"), "overlap", "one number lies within"),
        (options("Refer her", "Do not refer her", "Tea"), "overlap", "are exact opposites"),
        (
            options("Clean the skin well", "Clean the skin well and cool it", "Warm tea"),
            "overlap",
            "a and b overlap: one says all that the other says, and more",
        ),
        (options("We look", "It always goes", "Tea"), "absolute", "only wrong options, b (always)"),
        (options("We never press", "Tea", "Wait"), "absolute", "only the right options, a (never)"),
        (options("We look", "It usually goes", "Tea"), "vague", "option b says 'usually'"),
        (
            options("We look first and write down where it is", "Tea", "Wait"),
            "long_key",
            "the key has 40 characters, the longest wrong option 4",
        ),
    ],
)
def test_a_fault_of_a_question_is_told_with_its_line(tmp_path, spoil, kind, message):
    told = said(found_in(tmp_path, spoil))
    start = f"{QUESTIONS}:{line_of('mm-101')}: mm-101: "
    assert [one for one in told if one[0] == kind and message in one[1]], told
    assert all(one[1].startswith(start) for one in told if one[0] == kind)


def test_each_list_of_a_pair_is_proofread_by_itself(tmp_path):
    def spoil(questions):
        pair = questions["mm-c01"]
        reasons = pair.pop("options")
        actions = [dict(one, key=f"act-{one['key']}") for one in reasons]
        actions[0]["text"] = "Look first and then write down where it is and how large"
        reasons[1]["text"] = "All of the above"
        pair |= {"kind": "pair", "actions": actions, "reasons": reasons}

    told = {kind: text for kind, text in said(found_in(tmp_path, spoil)) if "mm-c01" in text}
    assert "the key has 56 characters" in told["long_key"]
    assert "'All of the above'" in told["above"]
    assert "overlap" not in told


@pytest.mark.parametrize(
    "spoil",
    [
        stem("Ana has a dot. Why does it not open?"),
        stem("Ana has a dot. Does it fit, or does it not?"),
        stem("Ana has a dot. Which of these do you NOT do?"),
        stem("Ana asks: “Can I not press it?” What do you say?"),
        stem("It does not hurt her. What do you say?"),
        options("It always stays", "It always goes", "Warm tea"),
        options("Within 1 hour", "Next Monday", "Some day"),
    ],
)
def test_what_only_looks_like_a_fault_is_let_be(tmp_path, spoil):
    assert said(found_in(tmp_path, spoil)) == []


def test_a_must_not_miss_rule_may_be_absolute(tmp_path):
    def spoil(questions):
        questions["mm-201"]["options"][0]["text"] = "Never press it"

    assert said(found_in(tmp_path, spoil)) == []


def test_a_text_of_long_words_in_long_sentences_is_hard_to_read(tmp_path):
    hard = "Subsequently considerable uncertainties surrounding alternative explanations " * 4

    def spoil(questions):
        questions["mm-101"]["explanation"] = f"{hard}. {hard}."

    kinds = {one.kind: one.message for one in found_in(tmp_path, spoil)}
    assert "reading level (Lix)" in kinds["reading"]


def matching(pairs, spare):
    prompts = [
        {"key": f"p{n}", "text": f"Prompt {n}", "match": f"c{match}", "why": "So."}
        for n, match in enumerate(pairs)
    ]
    choices = [{"key": f"c{n}", "text": f"Choice {n}"} for n in range(max(pairs) + 1 + spare)]
    return {"kind": "matching", "prompts": prompts, "choices": choices}


@pytest.mark.parametrize(
    ("pairs", "spare", "message"),
    [
        ((0, 1, 2, 3), 2, ""),
        ((0, 1, 2, 3), 1, "1 spare answers: two keep the last"),
        ((0, 1, 2), 2, "3 prompts to match: 4 to 6 are allowed"),
        ((0, 0, 1, 1, 0, 1, 0), 0, "7 prompts to match"),
        ((0, 0, 1, 1, 0, 1), 0, ""),
    ],
)
def test_matching_needs_four_to_six_prompts_and_two_spare_answers(tmp_path, pairs, spare, message):
    def spoil(questions):
        del questions["mm-c01"]["options"]
        questions["mm-c01"].update(matching(pairs, spare))

    told = [one for kind, one in said(found_in(tmp_path, spoil)) if kind == "matching"]
    assert [message in one for one in told] == ([True] if message else [])


def test_the_same_scene_twice_is_told_at_the_later_question(tmp_path):
    def spoil(questions):
        questions["mm-102"]["stem"] = questions["mm-101"]["stem"].upper()
        questions["mm-202"]["stem"] = questions["mm-201"]["stem"].replace("night", "shower")

    told = said(found_in(tmp_path, spoil))
    assert [kind for kind, _ in told] == ["same_stem", "near_stem"]
    assert "mm-102: the same stem as mm-101" in told[0][1]
    assert "mm-202: 93% of the stem is that of mm-201" in told[1][1]


def test_an_exception_with_its_reason_hides_the_finding(tmp_path):
    def spoil(questions):
        options("We never push", "Tea", "Wait")(questions)
        questions["mm-101"]["allow"] = {"absolute": "the rule really has no exception"}

    assert said(found_in(tmp_path, spoil)) == []


def test_an_exception_that_is_no_longer_needed_is_told(tmp_path):
    def spoil(questions):
        questions["mm-101"]["allow"] = {"absolute": "the rule really has no exception"}

    ((kind, told),) = said(found_in(tmp_path, spoil))
    assert kind == "stale_allow"
    assert told == (
        f"{QUESTIONS}:{line_of('mm-101')}: mm-101: allow: absolute: nothing is found any more, "
        "take it out"
    )


def read(**changed):
    question = bank()["mm-101"] | changed
    text = native.read("questions: []", name="q.yaml")
    assert not text.problems
    return native.read(_dumped(question), name="q.yaml")


def _dumped(question):
    return texts({question["key"]: question})[f"{FOLDER}/questions.yaml"]


def test_an_exception_makes_no_new_version_and_leaves_as_it_came():
    plain, allowed = read(), read(allow={"vague": "a quotation from a label"})
    assert plain.items[0].digest == allowed.items[0].digest
    assert allowed.items[0].allow == {"vague": "a quotation from a label"}
    assert native.export(allowed.items)["questions"][0]["allow"] == allowed.items[0].allow
    assert "allow" not in native.export(plain.items)["questions"][0]


@pytest.mark.parametrize(
    ("allow", "message"),
    [
        ({"negativ": "a reason of some length"}, "negativ: unknown key, allowed: absolute"),
        ({"negative": "short"}, "questions.0.allow.negative"),
        ({"above": "a reason of some length"}, "above: unknown key"),
    ],
)
def test_an_exception_has_a_known_name_and_a_reason(allow, message):
    (problem,) = read(allow=allow).problems
    assert message in str(problem)
