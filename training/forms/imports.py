"""A file of people."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.imports import MOST_BYTES, MOST_ROWS, Table, Unreadable, read

WRONG = {
    "too_large": gettext_lazy("The file is larger than 10 MB. Split it, and import the parts."),
    "not_utf8": gettext_lazy(
        "The letters of this file cannot be read. Save it as “CSV UTF-8”, or as an Excel workbook."
    ),
    "no_table": gettext_lazy(
        "This is no CSV file and no Excel workbook (.xlsx). Save the list as one of these."
    ),
    "bomb": gettext_lazy("The workbook unpacks to far more than it says. Save the list as CSV."),
    "empty": gettext_lazy("There is no row with people. Fill in the template below."),
    "no_email": gettext_lazy("No column is called Email. The first line must name the columns."),
    "column_twice": gettext_lazy("Two columns have the same meaning. Leave one of them out."),
    "too_wide": gettext_lazy("The sheet has cells far to the right. Keep the six columns only."),
}


class ImportForm(forms.Form):
    """The file; `table` is what it says."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        allow_empty_file=True,
        help_text=gettext_lazy("CSV or Excel (.xlsx), 10 MB and 20,000 rows at most."),
        widget=forms.FileInput(
            attrs={"accept": ".csv,text/csv,.xlsx", "class": "input"},
        ),
        error_messages={
            "required": gettext_lazy("Choose a file of at most 10 MB."),
            "max_length": gettext_lazy("Give the file a shorter name."),
        },
        max_length=200,
    )
    table: Table

    def clean_file(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(wrong_words("too_large"))
        try:
            self.table = read(sent.read())
        except Unreadable as problem:
            raise forms.ValidationError(wrong_words(problem.code)) from None
        return sent


def wrong_words(code: str) -> str:
    """Why a file cannot be read, and what to do."""
    if code == "too_many":
        most = {"most": MOST_ROWS}
        return _("The file goes on below row %(most)s. Split it, and import the parts.") % most
    return str(WRONG[code])
