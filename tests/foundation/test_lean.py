import importlib
import sys

import pytest

from stories.foundation.lean import leave_out


def test_what_is_left_out_cannot_be_found_until_afterwards(monkeypatch):
    monkeypatch.delitem(sys.modules, "wave", raising=False)
    with leave_out("wave"), pytest.raises(ImportError):
        importlib.import_module("wave")
    assert importlib.import_module("wave").open


def test_what_is_loaded_already_stays():
    with leave_out("json"):
        assert importlib.import_module("json") is sys.modules["json"]


def test_it_can_be_found_again_after_an_error(monkeypatch):
    monkeypatch.delitem(sys.modules, "wave", raising=False)
    with pytest.raises(ValueError, match="nothing"), leave_out("wave"):
        raise ValueError("nothing")
    assert importlib.import_module("wave")
