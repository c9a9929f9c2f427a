"""A small questions.yaml with one question of each kind, and the ways to spoil it."""

from textwrap import indent

SINGLE = """\
  - key: mm-101
    kind: single
    use: graded
    objective: "1.2"
    lesson: why-popping-fails#sealed
    must_not_miss: false
    difficulty: 0.75
    claims: [F004]
    stem: |
      Ana asks why it will not pop. *What do you say?*
    explanation: It is sealed.
    options:
      - {key: a, text: "It has no opening.", correct: true, why: "Nothing can come out."}
      - {key: b, text: "It is not ripe.", why: "Keratin does not ripen.", belief: M03}
      - {key: c, text: "It needs more pressure.", why: "Pressure harms the skin.", belief: M03}
"""

WRITTEN = """\
  - key: mm-w01
    kind: written
    use: check
    objective: "1.2"
    lesson: why-popping-fails
    difficulty: 0.5
    claims: [F004]
    stem: Tell her in your own words.
    explanation: Short and true.
    words: [10, 40]
    characters: 600
    model: It has *no opening*, so nothing can come out.
    criteria:
      - {key: a, text: "Says that it is closed", points: 2, good: "No way out."}
      - {key: b, text: "Blames nobody", good: "She did nothing wrong."}
"""

TYPED = """\
  - key: mm-n01
    kind: numeric
    use: graded
    objective: "1.2"
    lesson: why-popping-fails
    difficulty: 0.5
    claims: [F004]
    stem: How wide is a usual milium?
    explanation: One to three millimetres.
    answers:
      - {key: a, range: [1, 3], weight: 1, why: "Small."}
      - {key: b, value: 30, tolerance: 0.1, form: relative, weight: 0, why: "So?", belief: M03}
    units:
      - {unit: mm, factor: 1}
      - {unit: cm, factor: 10}
      - {unit: kg, why: "That is a *weight*."}
    rule: of_question
    penalty: 0.25
  - key: mm-t01
    kind: short_text
    use: graded
    objective: "1.2"
    lesson: why-popping-fails
    difficulty: 0.5
    claims: [F004]
    stem: What does it hold?
    explanation: Keratin.
    answers:
      - {key: a, text: "keratin*", weight: 1, why: "Yes."}
      - {key: b, text: "milk", weight: 0, why: "The name.", belief: M06}
    spelling_tolerance: true
"""


def _part(key):
    return indent(SINGLE.replace("mm-101", key), "    ")


QUESTIONS = f"""\
questions:
{SINGLE}
  - key: mm-102
    kind: multiple
    use: graded
    objective: "1.3"
    lesson: why-popping-fails
    must_not_miss: true
    difficulty: 0.6
    claims: [F004, F068]
    stem: Which ask for a clinician? Choose all.
    explanation: Change is a flag.
    options:
      - {{key: a, text: "It bleeds", correct: true, why: "A flag."}}
      - {{key: b, text: "It grows", correct: true, why: "A flag."}}
      - {{key: c, text: "> 3 mm and white", why: "Usual."}}
      - {{key: d, text: "It is firm", why: "Usual.", belief: M06}}
    rule: all_or_nothing
  - key: mm-c01
    kind: true_false
    use: check
    objective: "1.2"
    lesson: why-popping-fails
    difficulty: 0.8
    claims: [F004]
    stem: True or false?
    explanation: Sealed.
    statements:
      - {{key: a, text: "Scrubbing opens it.", answer: false, why: "It polishes.", belief: M04}}
      - {{key: b, text: "It holds keratin.", answer: true, why: "It does."}}
  - key: mm-103
    kind: matching
    use: practice
    objective: "1.2"
    lesson: why-popping-fails
    difficulty: 0.5
    claims: [F004]
    stem: Match.
    explanation: Look and feel.
    prompts:
      - {{key: a, text: "Firm and pearly", match: x, why: "Milium."}}
      - {{key: b, text: "With a dark plug", match: y, why: "Comedone."}}
    choices:
      - {{key: x, text: "Milium"}}
      - {{key: y, text: "Comedone"}}
      - {{key: z, text: "Stye"}}
  - key: mm-104
    kind: ordering
    use: practice
    objective: "1.2"
    lesson: why-popping-fails
    difficulty: 0.5
    claims: [F004]
    stem: Order.
    explanation: Hands first.
    steps:
      - {{key: a, text: "Wash hands", why: "First."}}
      - {{key: b, text: "Put on gloves", why: "Then."}}
      - {{key: c, text: "Clean the skin", why: "Last."}}
  - key: mm-105
    kind: pair
    use: practice
    objective: "1.2"
    lesson: why-popping-fails
    difficulty: 0.5
    claims: [F004]
    stem: What do you do, and why?
    explanation: It is closed.
    actions:
      - {{key: a, text: "Send her on", correct: true, why: "It needs a clinician."}}
      - {{key: b, text: "Squeeze it", why: "Nothing comes out.", belief: M03}}
    reasons:
      - {{key: x, text: "It is sealed", correct: true, why: "It has no opening."}}
      - {{key: y, text: "It is dirt", why: "It is not.", belief: M06}}
  - key: mm-106
    kind: hotspot
    use: practice
    objective: "1.2"
    lesson: why-popping-fails
    difficulty: 0.5
    claims: [F004]
    stem: Where do you look first?
    explanation: Lids and cheeks.
    image: face.svg
    alt: A face from the front
    description: A plain face with the eyes open.
    regions:
      - {{key: a, text: "Eyelids", target: true, why: "Often.", rect: [0.2, "0.25", 0.8, 0.3]}}
      - {{key: b, text: "Cheek", why: "Later.", circle: [0.3, 0.5, 0.1], belief: M03}}
      - {{key: c, text: "Chin", why: "Oil.", polygon: [[0.4, 0.8], [0.6, 0.8], [0.5, 0.95]]}}
  - key: mm-109
    kind: cloze
    use: practice
    objective: "1.2"
    lesson: why-popping-fails
    difficulty: 0.5
    claims: [F004]
    stem: Complete the sentence.
    explanation: A cyst of keratin.
    text: "A milium is a [[what]] of *[[of]]*, [[wide]] across."
    gaps:
      - key: what
        weight: 2
        choices:
          - {{key: a, text: "cyst", correct: true, why: "A closed pocket."}}
          - {{key: b, text: "pimple", why: "That is open.", belief: M03}}
          - {{key: c, text: "bump", weight: 0.5, why: "Too wide a word."}}
      - key: of
        kind: "short_text"
        answers:
          - {{key: x, text: "keratin*", weight: 1, why: "That it holds."}}
          - {{key: y, text: "milk", weight: 0, why: "Its name.", belief: M03}}
      - key: wide
        kind: "numeric"
        answers:
          - {{key: x, range: [1, 3], weight: 1, why: "Small."}}
        units:
          - {{unit: mm, factor: 1}}
  - key: mm-107
    kind: scale
    use: practice
    objective: "1.2"
    lesson: why-popping-fails
    difficulty: 0.5
    claims: [F004]
    stem: How sensitive is this skin?
    explanation: It flushes, and it settles.
    low: 0
    high: 10
    step: 0.5
    unit: points
    labels:
      - {{at: 0, text: "Not at all"}}
      - {{at: "10", text: "Very"}}
    target: 6.25
    tolerance: 1
    zero: 4
    panel: 9
    above: {{text: "Too cautious", why: "It settles.", belief: M03}}
    below: {{why: "It flushes."}}
  - key: mm-108
    kind: branching
    use: practice
    objective: "1.2"
    lesson: why-popping-fails
    must_not_miss: true
    difficulty: 0.5
    claims: [F004]
    stem: She asks for help before a wedding.
    explanation: Ask, then send her on.
    start: door
    nodes:
      - key: door
        text: She points at her eyelid.
        choices:
          - {{key: ask, text: "Ask", why: "First.", score: 1, next: told}}
          - {{key: lift, text: "Lift it", why: "Never.", score: -0.5, harm: true, belief: M03}}
      - key: told
        text: It has grown since May.
        choices:
          - {{key: send, text: "Send her on", why: "A flag.", score: 1, next: bye}}
          - {{key: calm, text: "Calm her", why: "No.", score: 0}}
      - {{key: bye, text: "She thanks you."}}
{TYPED}{WRITTEN}cases:
  - key: mm-case-1
    title: The birthday needle
    stem: Ines writes on *Monday*.
    facts: [["Channel", "Inbox, Mon 09:12"]]
    parts:
{_part("mm-case-1a")}{_part("mm-case-1b")}"""
