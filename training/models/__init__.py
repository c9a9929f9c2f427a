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
from .curriculum import Lesson, LessonRead, LessonRevision, Module, ReadingPlace
from .glossary import GlossaryTerm, ShownLesson
from .people import Clinic, Membership, User
from .programmes import Programme, ProgrammeRevision
from .search import SearchEntry
from .signoffs import (
    Observation,
    ObservationSignature,
    ObservedItem,
    ObservedNote,
    SignoffList,
    SignoffRevision,
)

__all__ = [
    "Assignment",
    "AuditChain",
    "AuditEvent",
    "AuditText",
    "Certificate",
    "CertificateChange",
    "CertificateEvidence",
    "CertificateHolder",
    "ChangeReason",
    "Claim",
    "ClaimRevision",
    "Clinic",
    "GlossaryTerm",
    "Lesson",
    "LessonClaim",
    "LessonRead",
    "LessonRevision",
    "Membership",
    "Module",
    "Observation",
    "ObservationSignature",
    "ObservedItem",
    "ObservedNote",
    "Programme",
    "ProgrammeRevision",
    "ReadingPlace",
    "SearchEntry",
    "ShownLesson",
    "SignoffList",
    "SignoffRevision",
    "Source",
    "User",
]
