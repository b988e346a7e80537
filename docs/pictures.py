"""The example report -> the pictures of docs/windows.md, each taken of what the program really makes.

python docs/pictures.py [FOLDER]        docs/pictures by default

Needs Chromium, LibreOffice, a Chinese font and the extra `dev`. What cannot be made is told and left; the drawings
(folder.svg, drop.svg) are made by hand. Ends with 1 where a picture is missing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image, ImageChops
from rich.console import Console

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "examples" / "draft.txt"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DROP = ROOT / "packaging" / "parts" / "drop.py"
COLUMNS = 104
TERMINAL = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; background: #0c0c0c; color: #ccc; }}
pre {{ margin: 14px; white-space: pre-wrap; font: 15px/1.4 "Noto Sans Mono CJK SC", monospace; }}
</style><body><pre>{code}</pre></body>"""
NOTES = '{"ExportNotes":{"type":"boolean","value":"true"}}'
SHEET = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; display: flex; width: 1240px; background: #fff; font: 14px/1.5 "Noto Sans CJK SC", sans-serif; }}
main {{ position: relative; align-self: flex-start; width: 800px; }} main img {{ display: block; width: 100%; }}
i {{ position: absolute; font: bold 12px sans-serif; color: #fff; background: #b23b2e; border-radius: 9px;
  padding: 0 6px; }}
aside {{ width: 420px; max-height: 1115px; overflow: hidden; padding: 8px; background: #f6f6f6; }}
p {{ margin: 0 0 8px; white-space: pre-line; }}
</style><main><img src="{sheet}">{marks}</main><aside>{notes}</aside>"""


class MissingError(Exception):
    """Why a picture cannot be made here."""


def audit(*options: str | Path) -> str:
    """Run the program over the example; return what it shows."""
    command = [sys.executable, "-m", "auditor", "check", REPORT.name, *map(str, options)]
    ran = subprocess.run(command, cwd=REPORT.parent, capture_output=True, encoding="utf-8", check=False)
    if ran.returncode:
        raise MissingError(ran.stderr.strip())
    return ran.stdout


def shot(page: Path, picture: Path, width: int, height: int) -> None:
    """Take a picture of the top of a page, the empty rest cut off."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise MissingError("no Chromium")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--window-size={width},{height}", f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    cut(picture)


def cut(picture: Path) -> None:
    """Cut off what is empty below and beside, and keep few colours."""
    with Image.open(picture) as opened:
        image = opened.convert("RGB")
    corner = Image.new("RGB", image.size, image.getpixel((image.width - 1, image.height - 1)))
    box = ImageChops.difference(image, corner).getbbox() or (0, 0, *image.size)
    bottom = min(image.height, box[3] + 12)
    image.crop((0, 0, image.width, bottom)).quantize(128).save(picture, optimize=True)


def terminal(picture: Path, made: Path) -> None:
    """Show what the window shows after a report was dropped on the icon."""
    report = made / "草稿.txt"
    shutil.copyfile(REPORT, report)
    # nothing that opens files is on the path
    environment = {"PATH": "", "LANG": "C.UTF-8", "HOME": str(made), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, str(DROP), report.name], cwd=made, env=environment, capture_output=True, encoding="utf-8"
    )
    if ran.returncode:
        raise MissingError(ran.stderr.strip())
    console = Console(record=True, width=COLUMNS, file=(made / "screen.txt").open("w", encoding="utf-8"))
    console.print(ran.stdout.strip(), markup=False, highlight=False, soft_wrap=True)
    page = made / "terminal.html"
    page.write_text(console.export_html(inline_styles=True, code_format=TERMINAL), "utf-8")
    shot(page, picture, 900, 500)


def page(picture: Path, made: Path) -> None:
    """Show the top of the page."""
    path = made / "报告（自查）.html"
    audit("-f", "html", "-o", path)
    shot(path, picture, 1000, 1100)


def word(picture: Path, made: Path) -> None:
    """Show the first sheet of the Word file as LibreOffice lays it out, its comments beside it."""
    path = made / "report.docx"
    audit("-f", "docx", "-o", path)
    office = shutil.which("soffice")
    if office is None:
        raise MissingError("no LibreOffice")
    profile = f"-env:UserInstallation={(made / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", f"pdf:writer_pdf_Export:{NOTES}"]
    subprocess.run([*command, "--outdir", str(made), str(path)], check=True, capture_output=True)
    with pypdfium2.PdfDocument(path.with_suffix(".pdf")) as sheets:
        sheet = sheets[0]
        notes = comments(sheet)
        # the program's own marks of comments are left out: numbers take their places
        sheet.render(scale=2, may_draw_forms=False, draw_annots=False).to_pil().save(made / "sheet.png")
    html = made / "sheet.html"
    marks = "".join(f'<i style="left:{x:.2%};top:{y:.2%}">{at}</i>' for at, (x, y, _) in enumerate(notes, 1))
    told = "".join(f"<p><b>{at}</b> {escape(text)}</p>" for at, (_, _, text) in enumerate(notes, 1))
    html.write_text(SHEET.format(sheet="sheet.png", marks=marks, notes=told), "utf-8")
    shot(html, picture, 1240, 1131)


def comments(sheet: pypdfium2.PdfPage) -> list[tuple[float, float, str]]:
    """Return where comments stand on a sheet, as shares of its width and height, and what they say, from the top."""
    width, height = sheet.get_size()
    found = []
    for at in range(raw.FPDFPage_GetAnnotCount(sheet)):
        note = raw.FPDFPage_GetAnnot(sheet, at)
        if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_TEXT:
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, box)
            size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
            held = (raw.FPDF_WCHAR * (size // 2))()
            raw.FPDFAnnot_GetStringValue(note, b"Contents", held, size)
            found.append((box.left / width, 1 - box.top / height, bytes(held).decode("utf-16-le").rstrip("\0")))
        raw.FPDFPage_CloseAnnot(note)
    return sorted(found, key=lambda row: (row[1], row[0]))


PICTURES: dict[str, Callable[[Path, Path], None]] = {"terminal.png": terminal, "page.png": page, "word.png": word}


def main(arguments: list[str]) -> int:
    """Make all pictures that can be made."""
    folder = Path(arguments[0] if arguments else ROOT / "docs" / "pictures").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    missing = 0
    for name, make in PICTURES.items():
        with tempfile.TemporaryDirectory() as made:
            try:
                make(folder / name, Path(made))
            except MissingError as error:
                missing += 1
                print(f"{name}: not made: {error}", file=sys.stderr)
            else:
                print(folder / name)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
