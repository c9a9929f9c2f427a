"""A place to mark and gaps to fill, published beside the content: no module asks such questions
yet. `PUBLISH` is Python for `Site.run`."""

PUBLISH = '''
from decimal import Decimal
from django.utils import timezone
from quizzes import bank, quizzes
from quizzes.formats import native
from quizzes.quizzes import Policy, SlotSpec

FACE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 240">
<title>A face</title><desc>Plain.</desc>
<rect width="200" height="240" fill="var(--ill-plate)"/>
<ellipse cx="100" cy="120" rx="70" ry="95" fill="var(--ill-top)" stroke="var(--ill-ink)"/>
<g fill="none" stroke="var(--ill-ink)" stroke-width="2">
<path d="M60 95q14-10 28 0M112 95q14-10 28 0M100 105v30h-10M80 165q20 12 40 0"/></g></svg>"""
QUESTIONS = """
questions:
  - key: USE-places
    kind: hotspot
    use: USE
    objective: "1.1"
    lesson: what-a-milium-is
    difficulty: 0.5
    claims: [F001]
    stem: "Where do milia sit most often in adults?"
    explanation: "Lids and cheeks first."
    image: face.svg
    alt: "A face from the front"
    description: "A plain face with open eyes, a nose and a closed mouth. Nothing is marked."
    regions:
      - key: lids
        text: Eyelids
        target: true
        why: Most often here.
        rect: [0.28, 0.35, 0.72, 0.42]
      - {key: cheek, text: Cheek, target: true, why: Here too., circle: [0.66, 0.55, 0.09]}
      - key: chin
        text: Chin
        why: That is where oil sits.
        polygon: [[0.4, 0.75], [0.6, 0.75], [0.5, 0.88]]
      - {key: brow, text: Forehead, why: Less often., rect: [0.3, 0.12, 0.7, 0.3]}
  - key: USE-gaps
    kind: cloze
    use: USE
    objective: "1.1"
    lesson: what-a-milium-is
    difficulty: 0.5
    claims: [F001]
    stem: "Complete what you tell her."
    explanation: "A closed pocket of keratin."
    text: |
      A milium is a small, closed [[what]] under the skin. It holds **[[of]]** and is about
      [[wide]] across.

      - It [[ripe]] with time.
    gaps:
      - key: what
        choices:
          - {key: a, text: pocket, correct: true, why: Closed all round.}
          - key: b
            text: pore that has been blocked by make-up over a long time
            why: A pore is open.
            belief: M03
          - {key: c, text: bump, weight: 0.5, why: Too wide a word.}
      - key: of
        kind: short_text
        answers: [{key: x, text: "keratin*", weight: 1, why: That it holds.}]
      - key: wide
        kind: numeric
        answers: [{key: x, range: [1, 3], weight: 1, why: Small.}]
        units: [{unit: mm, factor: 1}]
        unit_required: false
      - key: ripe
        choices:
          - {key: a, text: does not ripen, correct: true, why: Nothing in it changes.}
          - {key: b, text: ripens, why: Keratin stays as it is., belief: M03}
"""
at, items = timezone.now(), []
for use in ("graded", "practice"):
    text = QUESTIONS.replace("USE", use)
    reading = native.read(text, name="q.yaml", media={"face.svg": FACE.encode()})
    assert not reading.problems, reading.problems
    items += reading.items
bank.publish_bank(
    slug="places", title="Places", items=items, cases=[], module_ref="milia-myths", at=at
)
for use, preset in (("graded", "exam"), ("practice", "practice")):
    quizzes.publish(
        slug=f"places-{preset}",
        preset=preset,
        title="Places",
        intro="Look, then mark.",
        policy=Policy(pass_mark=Decimal("0.8")) if preset == "exam" else Policy(),
        bank_slug="places",
        slots=[SlotSpec(question_key=f"{use}-{name}") for name in ("places", "gaps")],
        at=at,
    )
'''
