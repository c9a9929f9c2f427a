"""Long words that are not hard here, because the course teaches them or everyone in a clinic knows
them. They do not count against a text when its reading level is measured."""

from __future__ import annotations

_WORDS = """
acne adapalene ablative allergic allergy anaesthetic antibiotic antibiotics antiseptic
appointment assessed assessment assistant azelaic bleeding blister blisters blistering
breastfeeding chlorhexidine cleanser client clients clinic clinics clinician clinicians
colleague colleagues comedone comedones consent cosmetic cyst cysts dermatologist
dermatologists dermatology device devices diathermy diagnosed diagnosis doctor doctors eczema
electrosurgery evidence exfoliant exfoliants exfoliate exfoliating exfoliation extraction eyelid
eyelids eyelash eyelashes follicle follicles forehead glycolic hyaluronic infection infections
inflamed irritate irritates irritation isotretinoin keratin lancet lancets leaflet lesion
lesions medicine medicines mentor mesotherapy microneedling midwife milium milia moisturiser
moisturisers needlestick newborn newborns niacinamide petrolatum photograph photographs
pigment pigmented plaque pregnancy pregnant prescribed prescriber prescription procedure
procedures programme programmes radiofrequency reception receptionist referral referred retinoid
retinoids retinol rosacea salicylic sebaceous steroid steroids sunscreen sunscreens supervisor
swelling symptom symptoms syringoma syringomas therapist therapists treated treatment treatments
vitamin whitehead whiteheads xanthelasma
"""
TERMS = frozenset(_WORDS.split())
