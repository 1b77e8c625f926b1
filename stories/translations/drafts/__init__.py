"""A machine drafts the other language: asked for, made in a child process, kept as drafts."""
