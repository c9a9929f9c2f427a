"""Forms: from what a browser posts to what the nouns understand, and back into a page."""
