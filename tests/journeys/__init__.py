"""The three people in a real browser, on a real server with real content and the demo clinic."""
