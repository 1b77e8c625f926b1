"""Pages as Beautiful Soup, read as a browser reads them, by a parser written in C."""

from typing import Any

from bs4 import BeautifulSoup
from bs4.builder import HTMLTreeBuilder
from bs4.element import Comment
from selectolax.lexbor import LexborHTMLParser, LexborNode


class _Lexbor(HTMLTreeBuilder):
    """Hands the tree that Lexbor read to Beautiful Soup, node by node."""

    NAME = "lexbor"
    features = [NAME]  # noqa: RUF012 - as Beautiful Soup has it

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Any:
        yield str(markup), None, None, False

    def feed(self, markup: Any) -> None:
        root = LexborHTMLParser(markup).root
        if root is not None:
            self._hand(root)

    def test_fragment_to_document(self, fragment: str) -> str:
        return f"<html><head></head><body>{fragment}</body></html>"

    def _hand(self, node: LexborNode) -> None:
        name, soup = str(node.tag), self.soup
        assert soup is not None
        if name == "-text":
            soup.handle_data(node.text_content or "")
        elif name == "-comment":
            soup.endData()
            soup.handle_data(node.comment_content or "")
            soup.endData(Comment)
        else:
            soup.handle_starttag(name, None, None, {k: v or "" for k, v in node.attributes.items()})
            for child in node.iter(include_text=True):
                self._hand(child)
            soup.handle_endtag(name)


def soup_of(html: str) -> BeautifulSoup:
    """The tree of a page."""
    return BeautifulSoup(html, builder=_Lexbor)
