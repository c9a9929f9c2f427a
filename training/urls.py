"""The addresses of training."""

from django.urls import path

from .views import (
    assignments,
    certificates,
    claims,
    clinic,
    clinicsettings,
    content,
    exceptions,
    groups,
    health,
    home,
    learn,
    leaving,
    localrules,
    people,
    reader,
    scope,
    search,
    signoffs,
    teams,
    verify,
)

app_name = "training"
urlpatterns = [
    path("", home.home, name="home"),
    # the learner
    path("learn/", learn.learn_home, name="learn-home"),
    path("learn/<slug:module>/", learn.module_detail, name="module-detail"),
    path("learn/<slug:module>/print/", reader.module_print, name="module-print"),
    path("learn/<slug:module>/<slug:lesson>/", learn.lesson_detail, name="lesson-detail"),
    path("learn/<slug:module>/<slug:lesson>/done/", learn.lesson_done, name="lesson-done"),
    path("learn/<slug:module>/<slug:lesson>/place/", learn.lesson_place, name="lesson-place"),
    path("claims/<slug:code>/", claims.claim_detail, name="claim-detail"),
    path("search/", search.search_page, name="search"),
    path("glossary/", reader.glossary_list, name="glossary-list"),
    path("sources/", reader.source_list, name="source-list"),
    # the mentor
    path("team/", teams.team_board, name="team-board"),
    path("team/assign/", assignments.team_assign, name="team-assign"),
    path("team/assign/undo/", assignments.team_assign_undo, name="team-assign-undo"),
    path("team/<uuid:person>/", teams.person_detail, name="person-detail"),
    path("team/<uuid:person>/grant/", exceptions.person_grant, name="person-grant"),
    path("team/<uuid:person>/more-time/", exceptions.person_more_time, name="person-more-time"),
    path(
        "team/<uuid:person>/assignments/<int:assignment>/withdraw/",
        assignments.assignment_withdraw,
        name="assignment-withdraw",
    ),
    path("signoffs/", signoffs.signoff_list, name="signoff-list"),
    path("signoffs/begin/", signoffs.signoff_begin, name="signoff-begin"),
    path("signoffs/<uuid:observation>/", signoffs.signoff_detail, name="signoff-detail"),
    path("signoffs/<uuid:observation>/sign/", signoffs.signoff_sign, name="signoff-sign"),
    # the owner
    path("clinic/", clinic.clinic_matrix, name="clinic-matrix"),
    path("clinic/switch/", clinic.clinic_switch, name="clinic-switch"),
    path("clinic/people/", people.clinic_people, name="clinic-people"),
    path("clinic/people/teams/", groups.team_groups, name="team-groups"),
    path("clinic/people/teams/<uuid:team>/", groups.team_group, name="team-group"),
    path(
        "clinic/people/teams/<uuid:team>/close/", groups.team_group_close, name="team-group-close"
    ),
    path("clinic/people/<uuid:person>/", people.staff_detail, name="staff-detail"),
    path("clinic/people/<uuid:person>/roles/", people.staff_roles, name="staff-roles"),
    path("clinic/people/<uuid:person>/teams/", people.staff_teams, name="staff-teams"),
    path("clinic/people/<uuid:person>/leave/", leaving.staff_leave, name="staff-leave"),
    path("clinic/people/<uuid:person>/return/", leaving.staff_return, name="staff-return"),
    path("clinic/people/<uuid:person>/hand-over/", leaving.staff_hand_over, name="staff-hand-over"),
    path("clinic/audit/", clinic.clinic_audit, name="clinic-audit"),
    path("clinic/content/", content.content_list, name="content-list"),
    path("clinic/content/<slug:module>/", content.content_sign, name="content-sign"),
    path(
        "clinic/content/<slug:module>/<int:number>/withdraw/",
        content.content_withdraw,
        name="content-withdraw",
    ),
    path("clinic/claims/", content.claims_due, name="claims-due"),
    path("clinic/settings/", clinicsettings.setting_list, name="setting-list"),
    path("clinic/settings/clinic/", clinicsettings.clinic_edit, name="clinic-edit"),
    path("clinic/settings/<slug:name>/", clinicsettings.setting_edit, name="setting-edit"),
    path("clinic/settings/<slug:name>/leave/", clinicsettings.setting_leave, name="setting-leave"),
    # read by all staff, written by owners
    path("clinic/scope/", scope.scope_table, name="scope-table"),
    path("clinic/scope/add/", scope.scope_add, name="scope-add"),
    path("clinic/scope/<slug:act>/", scope.scope_edit, name="scope-edit"),
    path("clinic/scope/<slug:act>/remove/", scope.scope_remove, name="scope-remove"),
    path("clinic/rules/", localrules.rule_list, name="rule-list"),
    path("clinic/rules/<slug:code>/", localrules.rule_edit, name="rule-edit"),
    # certificates
    path("certificates/", certificates.certificate_list, name="certificate-list"),
    path("certificates/issue/", certificates.certificate_issue, name="certificate-issue"),
    path(
        "certificates/<uuid:certificate>/",
        certificates.certificate_detail,
        name="certificate-detail",
    ),
    path(
        "certificates/<uuid:certificate>/renew/",
        certificates.certificate_renew,
        name="certificate-renew",
    ),
    path(
        "certificates/<uuid:certificate>/revoke/",
        certificates.certificate_revoke,
        name="certificate-revoke",
    ),
    # anyone
    path("colours/<str:colour>.css", clinicsettings.colour_sheet, name="colour-sheet"),
    path("logos/<str:name>", clinicsettings.logo, name="logo"),
    path("verify/", verify.verify_form, name="verify-form"),
    path("verify/<str:code>/", verify.verify_detail, name="verify-detail"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
