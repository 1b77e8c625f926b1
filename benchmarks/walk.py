"""Every way by which a story reaches somebody, found by walking: links, forms, the route map.

Used where a withdrawal has to be followed everywhere. Nothing here knows the house's pages: what
a new room serves is found because it is linked, or because the route map has it.
"""

import html
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any
from urllib.parse import unquote, urlencode, urljoin

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

Ask = Callable[..., Any]  # (method, path, headers={}) -> a response of werkzeug's test client
LINK = re.compile(r"""(?:href|src|hx-get|data-[\w-]+)="(/[^"#]*)""")
ASKING = re.compile(r"<form\b(?![^>]*method=\"post\")[^>]*>.*?</form>", re.DOTALL)
FIELD = re.compile(r"<input\b[^>]*>")
AN_ENDPOINT, A_PARAMETER, A_RULE = 8, 6, 12  # how often each is tried, for walks that end
ELSEWHERE = 300
SHORTEST_SOUND = 64


@dataclass(frozen=True)
class Signs:
    """By what a story is known: kinds of text (``title``, ``words``, ``id`` …), and its sound."""

    texts: Mapping[str, tuple[str, ...]]
    sounds: tuple[bytes, ...] = ()
    asked_for: tuple[str, ...] = ()

    def seen_in(self, url: str, response: Any) -> frozenset[str]:
        """What of the story an answer holds, other than what the asker brought in the address.

        Its headers are looked at, too: a file's name is one of them.
        """
        body: bytes = response.get_data()
        if response.status_code >= ELSEWHERE or not body:
            return frozenset()
        text = _readable(response.mimetype, body) + unquote("\n".join(response.headers.values()))
        seen = {
            kind
            for kind, words in self.texts.items()
            if any(word in text and word not in url for word in words)
        }
        if len(body) >= SHORTEST_SOUND and any(body in sound for sound in self.sounds):
            seen.add("sound")
        return frozenset(seen)


def _readable(mimetype: str, body: bytes) -> str:
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(_readable("text/html", book.read(name)) for name in book.namelist())
    text = body.decode("utf-8", "replace")
    if mimetype == "application/json":
        return json.dumps(json.loads(text), ensure_ascii=False)
    return html.unescape(text)


@dataclass(frozen=True)
class Served:
    """An answer that held something of the story: to whom, where, and what."""

    who: str
    url: str
    endpoint: str
    kinds: frozenset[str]
    etag: str | None


@dataclass
class Walk:
    """A walk of several visitors through one house."""

    app: Flask
    guests: Mapping[str, Ask]
    signs: Signs
    known: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def everywhere(self, starts: Iterable[str]) -> list[Served]:
        """Every address that serves something of the story to one of the visitors."""
        firsts = list(starts)
        found: dict[tuple[str, str], Served] = {}
        reached: dict[str, set[str]] = {}
        for who in self.guests:
            reached[who] = set()
            for served in self._crawl(who, firsts, reached[who]):
                found[who, served.url] = served
        for who in self.guests:
            for url in self._by_the_map(reached[who]):
                answer, _links = self._look(who, url)
                if answer is not None:
                    found[who, url] = answer
        return list(found.values())

    def _crawl(self, who: str, starts: list[str], reached: set[str]) -> Iterator[Served]:
        waiting, often = list(starts), Counter[str]()
        while waiting:
            url = waiting.pop(0)
            endpoint = self._endpoint(url)
            if url in reached or endpoint == "static" or often[endpoint] >= AN_ENDPOINT:
                continue
            reached.add(url)
            often[endpoint] += 1
            served, links = self._look(who, url)
            waiting.extend(links)
            if served is not None:
                yield served

    def _look(self, who: str, url: str) -> tuple[Served | None, list[str]]:
        response = self.guests[who]("GET", url)
        kinds = self.signs.seen_in(url, response)
        links = list(self._links(url, response)) if response.mimetype == "text/html" else []
        if response.location and response.location.startswith("/"):
            links.append(response.location)
        endpoint = self._endpoint(url)
        etag = response.headers.get("ETag")
        return (Served(who, url, endpoint, kinds, etag) if kinds else None), links

    def _links(self, url: str, response: Any) -> Iterator[str]:
        page = response.get_data(as_text=True)
        yield from map(html.unescape, LINK.findall(page))
        for form in ASKING.findall(page):
            action = re.search(r'action="([^"]*)"', form)
            target = urljoin(url, html.unescape(action[1]) if action else url)
            for name in re.findall(r'name="(\w+)"', "".join(FIELD.findall(form))):
                for word in self.signs.asked_for:
                    yield f"{target.partition('?')[0]}?{urlencode({name: word})}"

    def _endpoint(self, url: str) -> str:
        try:
            endpoint, values = self._map().match(url.partition("?")[0], method="GET")
        except HTTPException:
            return ""
        for name, value in values.items():
            if str(value) not in self.known[name]:
                self.known[name].append(str(value))
        return str(endpoint)

    def _map(self) -> Any:
        return self.app.url_map.bind("localhost")

    def _by_the_map(self, reached: set[str]) -> Iterator[str]:
        """Addresses nobody linked: every rule with whatever its parameters were seen to be."""
        for rule in self.app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
                continue
            names = sorted(rule.arguments)
            values = [self._values(rule, name) for name in names]
            for chosen in islice(product(*values), A_RULE):
                url = self._map().build(rule.endpoint, dict(zip(names, chosen, strict=True)))
                if url not in reached:
                    yield str(url)

    def _values(self, rule: Rule, name: str) -> list[str]:
        converter = rule._converters[name]  # noqa: SLF001 - werkzeug tells it nowhere else
        offered = getattr(converter, "items", None)
        kept = sorted(offered) if offered else self.known[name][:A_PARAMETER]
        return [value for value in kept if re.fullmatch(converter.regex, value)]

    def again(self, served: Iterable[Served]) -> Iterator[tuple[Served, str, frozenset[str]]]:
        """Ask for each once more, in every way there is: what still comes, and how it was asked."""
        for item in served:
            for how, method, headers in _ways(item):
                response = self.guests[item.who](method, item.url, headers=headers)
                kinds = self._still(item, method, response)
                if kinds:
                    yield item, how, kinds

    def _still(self, item: Served, method: str, response: Any) -> frozenset[str]:
        if response.status_code == 304:  # noqa: PLR2004 - «what you have is still good»
            return item.kinds
        if method == "HEAD":
            told = response.status_code < ELSEWHERE and "sound" in item.kinds
            return frozenset({"sound"}) if told else frozenset()
        return self.signs.seen_in(item.url, response)


def _ways(item: Served) -> Iterator[tuple[str, str, dict[str, str]]]:
    yield "asked", "GET", {}
    if "sound" in item.kinds:
        yield "a part", "GET", {"Range": "bytes=0-199"}
        yield "the end", "GET", {"Range": "bytes=-100"}
        yield "its size", "HEAD", {}
    if item.etag:
        yield "if changed", "GET", {"If-None-Match": item.etag}
        yield "if any", "GET", {"If-None-Match": "*"}
