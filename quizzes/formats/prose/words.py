"""The few words a rendered lesson adds to its author's. A translation passes its own dict."""

ENGLISH = {
    "myth": "Often heard",
    "fact": "What holds",
    "say": "Say it to a client",
    "avoid": "Rather not:",
    "unknown": "What we do not know",
    "evidence": "Evidence",
    "strong": "strong",
    "moderate": "moderate",
    "expert": "expert opinion",
    "experience": "clinic experience",
    "tone": "Skin tone",
    "light": "Light",
    "medium": "Medium",
    "deep": "Deep",
}
