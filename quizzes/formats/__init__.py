"""Text to typed questions and back, and prose to safe HTML.

Pure Python: no Django, no gettext, no clock, no network. Everything that enters as text
(content files, imports, what people type) passes here once, when it is saved.
"""
