"""Writing EPUB 3: a zip whose first entry is the stored word «mimetype»."""

import io
import re
import zipfile

from flask import current_app

from stories.collections.book import Book

EPOCH = (1980, 1, 1, 0, 0, 0)  # the same book gives the same bytes
# XML 1.0 has no place for these, however they came into a text.
NOT_XML = re.compile("[^\\x09\\x0a\\x0d\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PAGES = ("cover", "title", "nav")


def write_epub(book: Book) -> bytes:
    """The whole book as bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _put(archive, "mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        _put(archive, "META-INF/container.xml", _page("container.xml", book))
        _put(archive, "OEBPS/package.opf", _page("package.xml", book))
        _put(archive, "OEBPS/style.css", _page("style.css", book))
        for name in PAGES:
            _put(archive, f"OEBPS/{name}.xhtml", _page(f"{name}.xhtml", book))
        for chapter in book.chapters:
            text = _page("story.xhtml", book, chapter=chapter)
            _put(archive, f"OEBPS/{chapter.name}.xhtml", text)
    return target.getvalue()


def _page(template: str, book: Book, **more: object) -> str:
    # Not render_template: a book knows nothing of a request, its visitor or its menu.
    page = current_app.jinja_env.get_template(f"collections/epub/{template}").render(
        book=book, **more
    )
    return NOT_XML.sub("", page)


def _put(
    archive: zipfile.ZipFile, name: str, text: str, method: int = zipfile.ZIP_DEFLATED
) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = method
    info.external_attr = 0o644 << 16
    archive.writestr(info, text.encode())
