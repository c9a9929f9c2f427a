"""The addresses of quizzes. No quiz may be called `attempts`."""

from django.urls import path

from .views import (
    analysis,
    attempts,
    checks,
    contests,
    corrections,
    jobs,
    pictures,
    practice,
    quizzes,
    results,
    uploads,
)

app_name = "quizzes"
urlpatterns = [
    path("quizzes/attempts/<uuid:attempt>/", results.attempt_detail, name="attempt-detail"),
    path(
        "quizzes/attempts/<uuid:attempt>/<int:position>/",
        attempts.attempt_item,
        name="attempt-item",
    ),
    path(
        "quizzes/attempts/<uuid:attempt>/<int:position>/files/",
        uploads.attempt_files,
        name="attempt-files",
    ),
    path(
        "quizzes/attempts/<uuid:attempt>/<int:position>/files/<uuid:upload>/",
        uploads.attempt_file,
        name="attempt-file",
    ),
    path("quizzes/attempts/<uuid:attempt>/submit/", results.attempt_submit, name="attempt-submit"),
    path("quizzes/attempts/<uuid:attempt>/result/", results.attempt_result, name="attempt-result"),
    path("quizzes/pictures/<str:name>", pictures.picture, name="picture"),
    path(
        "quizzes/attempts/<uuid:attempt>/<int:position>/contest/",
        contests.contest_raise,
        name="contest-raise",
    ),
    path("contests/", contests.contest_list, name="contest-list"),
    path("contests/<uuid:contest>/", contests.contest_detail, name="contest-detail"),
    path("quizzes/<slug:quiz>/", quizzes.quiz_detail, name="quiz-detail"),
    path("quizzes/<slug:quiz>/analysis/", analysis.quiz_analysis, name="quiz-analysis"),
    path("quizzes/<slug:quiz>/preview/", quizzes.quiz_preview, name="quiz-preview"),
    path("quizzes/<slug:quiz>/start/", quizzes.quiz_start, name="quiz-start"),
    path("quizzes/<slug:quiz>/check/<slug:key>/", checks.check_answer, name="check-answer"),
    path(
        "quizzes/<slug:quiz>/check/<slug:key>/compared/",
        checks.check_compared,
        name="check-compared",
    ),
    path("questions/<int:pk>/correct/", corrections.question_correct, name="question-correct"),
    path("corrections/", corrections.correction_list, name="correction-list"),
    path("corrections/<uuid:correction>/", corrections.correction_detail, name="correction-detail"),
    path(
        "corrections/<uuid:correction>/verdict/",
        corrections.correction_verdict,
        name="correction-verdict",
    ),
    path("clinic/jobs/", jobs.job_list, name="job-list"),
    path("jobs/<uuid:job>/", jobs.job_detail, name="job-detail"),
    path("jobs/<uuid:job>/again/", jobs.job_again, name="job-again"),
    path("practice/", practice.practice_list, name="practice-list"),
]
