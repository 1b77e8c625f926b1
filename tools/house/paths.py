"""Where things are in a checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VAR = ROOT / "var"
LOGS = VAR / "log"
NODE_MODULES = ROOT / "node_modules"
CATALOGS = ROOT / "stories" / "translations" / "catalogs"


def tool(name: str) -> Path:
    """The program `name` of the virtual environment."""
    return VENV / "bin" / name


def inside(*patterns: str) -> list[Path]:
    """The files of the checkout that match any of the glob `patterns`, sorted."""
    found = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    return sorted(found)
