"""Long work that a worker does: asked for once, run by one worker at a time, tried again.

    jobs.enqueue(kind="import", key=f"import:{pk}", args={"upload": pk}, space=space, by=by, at=at)

`settings.JOBS` names what does each kind: a callable that is given a `Running`, answers with the
outcome (ids, codes and figures), and may be run again from its beginning at any moment, because a
worker can be killed between any two statements. It says how far it has come with
`running.progress(done, total)`, at least once in a lease (`settings.JOB_LEASE`), or another worker
takes the job over. `settings.SCHEDULES` names what is done without anybody asking, and how often;
each slot of a schedule is one job of the same sort. `settings.JOB_WORDS` names what says in words
what a job is about: a callable that is given the job, and answers with an `About`.

A job costs some ten milliseconds before it does anything: what is about many people is cut into
slices of a hundred or so, each a job with a key of its own, and not into one job a person.

The row is the truth about a job. The queue carries its id and may lose it, deliver it twice or come
back empty: whoever is told an id does the job if it is due, and `sweep` queues again what is due
and was not taken. Read as asking > queueing > running; `schedules` and `pruning` stand beside them.
"""

from .asking import enqueue, find, try_again
from .pruning import prune
from .queueing import holder, sweep
from .reading import About, Scheduled, in_space, scheduled, stalled
from .running import MOST_TRIES, Clock, GiveUp, LeaseLost, Running, lease, run
from .schedules import tick

__all__ = [
    "MOST_TRIES",
    "About",
    "Clock",
    "GiveUp",
    "LeaseLost",
    "Running",
    "Scheduled",
    "enqueue",
    "find",
    "holder",
    "in_space",
    "lease",
    "prune",
    "run",
    "scheduled",
    "stalled",
    "sweep",
    "tick",
    "try_again",
]
