"""What every application of a run works out again, and always alike: worked out once.

Thousands of tests build an application of their own. Their templates and the addresses of their
routes are the same, and compiling these would take longer than the tests themselves.
"""

from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule
from whitenoise import WhiteNoise


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
_engines: dict[str, Engine] = {}
_builders: dict[tuple[object, ...], Callable[..., Any]] = {}
_compile_builder = Rule._compile_builder
_rules: dict[tuple[object, ...], Rule] = {}
_compile = Rule.compile
_files: dict[tuple[object, ...], dict[str, Any]] = {}
_update_files = WhiteNoise.update_files_dictionary


def _kept_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    """Werkzeug's function that builds a rule's address; it is made from these words alone."""
    words = (rule.rule, rule.subdomain, rule.host, repr(rule.defaults), append_unknown)
    if words not in _builders:
        _builders[words] = _compile_builder(rule, append_unknown)
    return _builders[words]


def _kept_parts(rule: Rule) -> None:
    """What Werkzeug reads out of a rule's words, to recognise an address by."""
    words = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults))
    kept = _rules.get(words)
    if kept is None:
        _compile(rule)
        _rules[words] = rule
        return
    rule._parts, rule._trace, rule._converters = kept._parts, kept._trace, kept._converters
    rule.arguments |= kept.arguments
    rule._build = rule._compile_builder(False).__get__(rule, None)
    rule._build_unknown = rule._compile_builder(True).__get__(rule, None)


def _kept_files(noise: WhiteNoise, root: str, prefix: str) -> None:
    """The files of the front end, found and measured on the disk once."""
    if (root, prefix) not in _files:
        _update_files(noise, root, prefix)
        _files[root, prefix] = dict(noise.files)
    noise.files.update(_files[root, prefix])


def share_addresses() -> None:
    """From now on rules with the same words share what reads and builds their addresses."""
    Rule._compile_builder = _kept_builder  # type: ignore[method-assign]
    Rule.compile = _kept_parts  # type: ignore[method-assign]


def share_files() -> None:
    """From now on applications share what is known of the files of the front end."""
    WhiteNoise.update_files_dictionary = _kept_files


def share_templates(app: Flask) -> None:
    """Let an application take templates that another one has compiled."""
    app.jinja_env.bytecode_cache = _templates


def share_statements(engine: Engine) -> None:
    """Let an engine take the statements that another one of its kind has compiled."""
    kept = _engines.get(engine.dialect.name)
    if kept is None:
        with engine.connect():  # learns what its server can
            kept = _engines[engine.dialect.name] = engine
        kept._compiled_cache = LRUCache(3000)  # type: ignore[assignment]
    engine.dialect = kept.dialect
    engine._compiled_cache = kept._compiled_cache
