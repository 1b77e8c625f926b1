"""Make a Python with openai-whisper in it, beside the project's own: `var/openai`.

torch is large and wants another numpy, so it stays out of the project's environment; the new one
sees the project's packages behind its own. `python tools/openai_venv.py [FOLDER]` also converts the
installed base model into `openai/base.pt` of the folder of models. Done twice it does nothing.
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

from stories.transcripts.cli import default_models
from stories.transcripts.engine.openai import FOLDER

ROOT = Path(__file__).resolve().parent.parent
# The build for processors alone, where the registry has one; the plain one brings CUDA along.
WANTED = ("torch==2.13.0", "openai-whisper==20250625")


def make(folder: Path) -> Path:
    """The Python of the environment, made if it was not there; raises CalledProcessError."""
    python = folder / "bin" / "python"
    if not (folder / "done").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *WANTED], check=True)
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        packages = folder / "lib" / version / "site-packages"
        behind = packages / "zz_project.pth"
        behind.write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
        (folder / "done").touch()
    return python


CONVERT = """
import sys
from pathlib import Path
from stories.transcripts.engine.convert import checkpoint_from, write_checkpoint
write_checkpoint(checkpoint_from(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def convert(python: Path, source: Path, target: Path) -> None:
    """The model in `source` as OpenAI's checkpoint; raises CalledProcessError."""
    if target.is_file():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    command = [str(python), "-c", CONVERT, str(source), str(part)]
    subprocess.run(command, check=True, cwd=ROOT)
    part.replace(target)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var" / "openai"
    try:
        python = make(folder)
        models = default_models()
        convert(python, models / "base", models / FOLDER / "base.pt")
    except subprocess.CalledProcessError as error:
        print(f"ended with {error.returncode}: {error.cmd[0]}", file=sys.stderr)
        return 1
    print(python)
    return 0


if __name__ == "__main__":
    sys.exit(main())
