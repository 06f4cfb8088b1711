"""The checkout's virtual environment: made once, filled again only when the pinned packages change."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT_DIR = Path(__file__).resolve().parents[2]
ENVIRONMENT_DIR = ROOT_DIR / ".venv"


class SetupError(Exception):
    """Something on the machine stands in the way; the message is the one line that says what to do."""


def read_var_dir() -> Path:
    """Return the folder for everything the portal writes: `VAR_DIR`, or `var/` in the checkout."""
    return Path(os.environ.get("VAR_DIR") or ROOT_DIR / "var")


def require_writable(folder: Path) -> None:
    """Create `folder` if it is missing and prove that files can be written in it.

    Raises:
        SetupError: the folder cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise SetupError(
            f"Không ghi được vào thư mục {folder}: hãy cấp quyền ghi rồi chạy lại."
            f" | Cannot write to {folder} ({error.strerror}): make it writable and run again."
        ) from error


def prepare_environment(requirements: Path, *, environment_dir: Path = ENVIRONMENT_DIR) -> Path:
    """Make the virtual environment hold exactly the pins of `requirements`.

    Args:
        requirements: a compiled requirements file, with hashes.
        environment_dir: where the environment lives.

    Returns:
        The environment's Python.

    Raises:
        SetupError: the environment cannot be made, or the packages cannot be installed.
    """
    python = environment_dir / "bin" / "python"
    stamp = environment_dir / f"installed-{requirements.stem}.sha256"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    usable = _runs(python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))")
    if usable and stamp.is_file() and stamp.read_text().strip() == wanted:
        return python
    require_writable(environment_dir)
    if not (usable and _runs(python, "-m", "pip", "--version")):
        _create(environment_dir)
    _install(python, requirements)
    stamp.write_text(wanted + "\n")
    return python


def _runs(*command: str | Path) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _create(environment_dir: Path) -> None:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise SetupError(
            "Thiếu gói python3-venv: hãy chạy `sudo apt install python3-venv` rồi chạy lại."
            " | The package python3-venv is missing: run `sudo apt install python3-venv` and run again."
        )
    _say(f"Creating {environment_dir.name} with Python {sys.version.split()[0]} …")
    shutil.rmtree(environment_dir, ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", environment_dir], capture_output=True, text=True, check=False
    )
    if made.returncode:
        reason = (made.stderr or made.stdout).strip().splitlines()
        raise SetupError(
            f"Không tạo được {environment_dir} | Cannot create {environment_dir}:"
            f" {reason[-1] if reason else 'python3 -m venv failed'}"
        )


def _install(python: Path, requirements: Path) -> None:
    _say(f"Installing {requirements.name} (a minute or two, the first time only) …")
    command = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    installed = subprocess.run([*command, "--requirement", str(requirements)], check=False)
    if installed.returncode:
        raise SetupError(
            f"Không cài được {requirements.name}: hãy kiểm tra kết nối mạng rồi chạy lại."
            f" | Could not install {requirements.name}: check the network (pip's reason is above), run again."
        )


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
