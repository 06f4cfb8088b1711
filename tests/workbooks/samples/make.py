"""Writes the sample files and `outcomes.toml` anew: `python -m tests.workbooks.samples.make`.

Files of LibreOffice differ a little every time, so only those that are missing are made, where `soffice` is
installed. The tests need neither.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from . import good, odd, programs, refused, values
from .kit import Sample

FOLDER = Path(__file__).resolve().parent / "files"
OUTCOMES = FOLDER.parent / "outcomes.toml"
_LARGEST = 15_000


def every_sample() -> list[Sample]:
    """Return the samples in the order of the table of outcomes.

    Raises:
        ValueError: two have one name.
    """
    samples = [sample for kind in (good, values, programs, odd, refused) for sample in kind.samples()]
    if len({sample.name for sample in samples}) < len(samples):
        raise ValueError("Two samples have one name.")
    return samples


def main() -> None:
    """Write everything."""
    FOLDER.mkdir(exist_ok=True)
    samples = every_sample()
    for sample in samples:
        if sample.content is not None:
            (FOLDER / sample.name).write_bytes(sample.content)
    if shutil.which("soffice"):
        _convert([sample for sample in samples if sample.source and not (FOLDER / sample.name).exists()])
    names = {sample.name for sample in samples}
    for path in FOLDER.iterdir():
        if path.name not in names:
            path.unlink()
        elif path.stat().st_size > _LARGEST:
            raise ValueError(f"{path.name} is too large to be kept.")
    tables = "\n".join(sample.as_toml() for sample in samples)
    OUTCOMES.write_text(
        f"# Written by make.py: what each file of files/ must come to.\n\n{tables}", encoding="utf-8"
    )


def _convert(samples: list[Sample]) -> None:
    """Let LibreOffice write files out of their sources."""
    with tempfile.TemporaryDirectory() as folder:
        for sample in samples:
            assert sample.source is not None
            ending, content = sample.source
            source = Path(folder) / "source" / f"{Path(sample.name).stem}.{ending}"
            source.parent.mkdir(exist_ok=True)
            source.write_bytes(content)
            subprocess.run(
                [
                    "soffice", "--headless", f"-env:UserInstallation={Path(folder).as_uri()}/profile",
                    "--convert-to", sample.filter, "--outdir", str(FOLDER), str(source),
                ],
                check=True, capture_output=True, timeout=180,
            )  # fmt: skip


if __name__ == "__main__":
    main()
