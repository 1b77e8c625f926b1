"""The text and its other language as files: pure, but for what their libraries do."""
