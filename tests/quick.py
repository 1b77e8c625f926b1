"""What every application of a run works out again, and always alike: worked out once.

Thousands of tests build an application of their own. Their templates and the addresses of their
routes are the same, and compiling these would take longer than the tests themselves.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule


class _Templates(BytecodeCache):
    """Compiled templates by their name and text, in memory."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self.codes[bucket.key, bucket.checksum] = bucket.code


_templates = _Templates()
_builders: dict[tuple[object, ...], Callable[..., Any]] = {}
_compile_builder = Rule._compile_builder


def _kept_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    """Werkzeug's function that builds a rule's address; it is made from these words alone."""
    words = (rule.rule, rule.subdomain, rule.host, repr(rule.defaults), append_unknown)
    if words not in _builders:
        _builders[words] = _compile_builder(rule, append_unknown)
    return _builders[words]


def share_addresses() -> None:
    """From now on rules with the same words share what builds their addresses."""
    Rule._compile_builder = _kept_builder  # type: ignore[method-assign]


def share_templates(app: Flask) -> None:
    """Let an application take templates that another one has compiled."""
    app.jinja_env.bytecode_cache = _templates
