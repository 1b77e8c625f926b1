"""The rules of every page find what they are there to find."""

import pytest

from tests.page_rules import faults

GOOD = """<!doctype html><html lang="kk"><head><title>Бет</title>
<script src="/a.js"></script></head>
<body><h1 id="a">Бет</h1><form method="post" action="/x"><input type="hidden" name="csrf_token">
<label for="n">Аты</label><input id="n">
<label>Жасы <input name="age"></label><button>Жіберу</button>
</form></body></html>"""
BAD = {
    "language None": (' lang="kk"', ""),
    "language de": ('lang="kk"', 'lang="de"'),
    "no title": ("<title>Бет</title>", "<title> </title>"),
    "0 h1": ("h1", "h2"),
    "ids twice: ['n']": ('id="a"', 'id="n"'),
    "style attributes": ("<button", '<button style="color:red"'),
    "inline script": (' src="/a.js"', ""),
    "a handler on button": ("<button", '<button onclick="x()"'),
    "a form without an action": (' action="/x"', ""),
    "no token in the form to /x": ("csrf_token", "other"),
    "no label for <input name": ("<label>Жасы <input", "<label>Жасы</label> <input"),
    "no label for <input id": ('for="n"', 'for="m"'),
}


def test_a_good_page_has_no_faults():
    assert faults(GOOD) == []


@pytest.mark.parametrize("fault", BAD)
def test_each_fault_is_found(fault):
    old, new = BAD[fault]
    assert old in GOOD
    assert [one for one in faults(GOOD.replace(old, new)) if one.startswith(fault)]
