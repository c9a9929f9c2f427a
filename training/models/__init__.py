"""What training remembers. Split for upkeep; import from here."""

from .assignments import Assignment
from .audit import AuditChain, AuditEvent, AuditText
from .certificates import (
    Certificate,
    CertificateChange,
    CertificateEvidence,
    CertificateHolder,
    ChangeReason,
)
from .claims import Claim, ClaimRevision, LessonClaim, Source
from .curriculum import (
    Lesson,
    LessonRead,
    LessonRevision,
    Module,
    ModuleEdition,
    ReadingPlace,
)
from .glossary import GlossaryTerm, ShownLesson
from .imports import ImportRow, PeopleImport
from .invitations import Invitation
from .localrules import LocalRule, LocalRuleWords
from .notices import CalendarLink, Notice, NoticeChoice, NoticeTimes
from .people import Clinic, Membership, User
from .privacy import Erasure, ErasureReason, PersonalCopy
from .programmes import Programme, ProgrammeRevision
from .reviews import ModuleReview, ReviewWithdrawal, ReviewWords, WithdrawalReason
from .scope import ScopeRevision, ScopeWords
from .search import SearchEntry
from .settings import ClinicSetting
from .signoffs import (
    Observation,
    ObservationSignature,
    ObservedItem,
    ObservedNote,
    Occasion,
    OccasionWords,
    Portfolio,
    SignoffList,
    SignoffRevision,
)
from .teams import Team, TeamPlace

__all__ = [
    "Assignment",
    "AuditChain",
    "AuditEvent",
    "AuditText",
    "CalendarLink",
    "Certificate",
    "CertificateChange",
    "CertificateEvidence",
    "CertificateHolder",
    "ChangeReason",
    "Claim",
    "ClaimRevision",
    "Clinic",
    "ClinicSetting",
    "Erasure",
    "ErasureReason",
    "GlossaryTerm",
    "ImportRow",
    "Invitation",
    "Lesson",
    "LessonClaim",
    "LessonRead",
    "LessonRevision",
    "LocalRule",
    "LocalRuleWords",
    "Membership",
    "Module",
    "ModuleEdition",
    "ModuleReview",
    "Notice",
    "NoticeChoice",
    "NoticeTimes",
    "Observation",
    "ObservationSignature",
    "ObservedItem",
    "ObservedNote",
    "Occasion",
    "OccasionWords",
    "PeopleImport",
    "PersonalCopy",
    "Portfolio",
    "Programme",
    "ProgrammeRevision",
    "ReadingPlace",
    "ReviewWithdrawal",
    "ReviewWords",
    "ScopeRevision",
    "ScopeWords",
    "SearchEntry",
    "ShownLesson",
    "SignoffList",
    "SignoffRevision",
    "Source",
    "Team",
    "TeamPlace",
    "User",
    "WithdrawalReason",
]
