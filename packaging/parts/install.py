r"""The unpacked bundle -> the program, installed for this user alone, without a network.

Started by 安装.bat and install.sh with an interpreter that they found; standard library only. Everything lies in one
folder: %LOCALAPPDATA%\auditor, or ~/.local/share/auditor.
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

BUNDLE = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
GLIBC = (2, 28)
# as ensurepip does it: pip out of its own wheel, in an interpreter that may have none
PIP = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module('pip', run_name='__main__')"


class InstallError(Exception):
    """What stops the installation, in Chinese."""


def main():
    """Install, or say why not."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        said = contents()
        fits(said)
        print("核对文件 …", flush=True)
        unharmed()
        home = home_folder()
        print(f"安装到 {home} …", flush=True)
        home.mkdir(parents=True, exist_ok=True)
        python = replaced(home / "program")
        for name in ("drop.py", "自查.bat"):
            if (BUNDLE / name).exists():
                shutil.copyfile(str(BUNDLE / name), str(home / name))
        on_windows(python, home) if WINDOWS else on_linux(python, home)
    except InstallError as error:
        print(f"\n没有装成：{error}", file=sys.stderr)
        return 1
    except OSError as error:
        said = f"文件写不了或读不了（{error}）。磁盘满了，或程序正开着：关掉自查窗口再试。"
        print("\n没有装成：" + said, file=sys.stderr)
        return 1
    return 0


def contents():
    """Return what the bundle says of itself."""
    try:
        return json.loads((BUNDLE / "bundle.json").read_bytes().decode("utf-8"))
    except (OSError, ValueError):
        raise InstallError("缺少 bundle.json 或它坏了，离线包不完整，请重新解压或重新拷贝。") from None


def fits(said):
    """Refuse an interpreter or a system that the wheels are not for."""
    here = "{}.{}".format(*sys.version_info[:2])
    if here not in said["pythons"]:
        wanted = "、".join(said["pythons"])
        raise InstallError(f"这个离线包供 Python {wanted} 使用，这台电脑上找到的是 {here}。")
    machine = {"amd64": "AMD64" if WINDOWS else "x86_64"}.get(platform.machine().lower(), platform.machine())
    if sys.platform != said["sys_platform"] or machine != said["machine"] or sys.maxsize < 2**32:
        raise InstallError("这个离线包供 {} 使用，不合这台电脑（{} {}）。".format(said["title"], sys.platform, machine))
    library, version = platform.libc_ver()
    if library == "glibc" and tuple(int(part) for part in version.split(".")[:2]) < GLIBC:
        raise InstallError(f"系统太旧：glibc 是 {version}，需要 2.28 以上。")


def unharmed():
    """Hold every file against the list of hashes: it tells damage, not who forges the list too."""
    wrong = []
    try:
        lines = (BUNDLE / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except OSError:
        raise InstallError("缺少 SHA256SUMS，离线包不完整，请重新解压或重新拷贝。") from None
    for line in lines:
        wanted, _, name = line.partition("  ")
        try:
            found = hashlib.sha256((BUNDLE / name).read_bytes()).hexdigest()
        except OSError:
            wrong.append("缺少 " + name)
            continue
        if found != wanted:
            wrong.append("被改动或损坏 " + name)
    listed = {line.partition("  ")[2] for line in lines}
    # pip takes whatever wheel lies there, so that none may lie there unlisted
    wrong += ["多出 wheels/" + p.name for p in (BUNDLE / "wheels").iterdir() if "wheels/" + p.name not in listed]
    if wrong:
        raise InstallError("离线包里的文件不对，请重新解压或重新拷贝：\n  " + "\n  ".join(wrong))


def home_folder():
    """Return where the program goes."""
    if WINDOWS:
        above = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        above = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(above) / "auditor"


def replaced(program):
    """Install in place of an earlier version, which comes back where that fails; return the interpreter."""
    before = program.with_name("program.old")
    shutil.rmtree(str(before), ignore_errors=True)
    if program.exists():
        program.rename(before)
    try:
        python = interpreter(program)
        run_pip(python)
        works(python)
    except BaseException:
        shutil.rmtree(str(program), ignore_errors=True)
        if before.exists():
            before.rename(program)
        raise
    shutil.rmtree(str(before), ignore_errors=True)
    return python


def interpreter(program):
    """Make the interpreter that the program runs with: an environment, or a copy of one that can make none."""
    own = Path(sys.executable).resolve().parent
    if any(own.glob("python*._pth")):
        shutil.copytree(str(own), str(program))
        for path in program.glob("python*._pth"):
            # an embeddable interpreter looks for nothing that is not listed here
            path.write_text(path.stem + ".zip\n.\nLib\\site-packages\nimport site\n", encoding="utf-8")
        return program / "python.exe"
    import venv

    venv.EnvBuilder(symlinks=not WINDOWS).create(str(program))
    return program / ("Scripts/python.exe" if WINDOWS else "bin/python")


def run_pip(python):
    """Install from the bundle's wheels alone, each of them with a hash of the list."""
    (pip,) = (BUNDLE / "wheels").glob("pip-*.whl")
    command = [str(python), "-I", "-c", PIP, str(pip), "install", "--isolated", "--no-index"]
    command += ["--find-links", str(BUNDLE / "wheels"), "--require-hashes", "--no-cache-dir", "--quiet"]
    command += ["--disable-pip-version-check", "--no-warn-script-location", "-r", str(BUNDLE / "requirements.txt")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    if subprocess.call(command, env=environment):
        raise InstallError("安装组件时出错，原因见上。提到 HASHES 的，是文件与散列值不符：离线包被改动过，不要用。")


def works(python):
    """Have the program judge the example."""
    command = [str(python), "-m", "auditor", "check", str(BUNDLE / "示例报告.txt"), "-q"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    if subprocess.call(command, stdout=subprocess.DEVNULL, env=environment):
        raise InstallError("装上了，但试评示例报告时出错，原因见上。")


def on_windows(python, home):
    """Lay 自查 on the desktop."""
    code = "import platformdirs; print(platformdirs.user_desktop_dir())"
    told = subprocess.run([str(python), "-X", "utf8", "-c", code], stdout=subprocess.PIPE)
    desktop = Path(told.stdout.decode("utf-8", "replace").strip() or home)
    if desktop.is_dir() and desktop != home:
        shutil.copyfile(str(home / "自查.bat"), str(desktop / "自查.bat"))
        print("\n装好了。桌面上多了一个“自查”：把报告文件拖到它上面松开。")
    else:
        print("\n装好了。把报告文件拖到这个文件上松开：{}".format(home / "自查.bat"))


def on_linux(python, home):
    """Make the command `auditor`, and an entry in the menu that files are opened with."""
    commands = Path.home() / ".local" / "bin"
    commands.mkdir(parents=True, exist_ok=True)
    link = commands / "auditor"
    if link.is_symlink() or not link.exists():
        if link.is_symlink():
            link.unlink()
        link.symlink_to(python.parent / "auditor")
    menu = home.parent / "applications"
    menu.mkdir(parents=True, exist_ok=True)
    quoted = ['"{}"'.format(str(path).replace("%", "%%")) for path in (python, home / "drop.py")]
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml.document;application/msword;"
    kinds += "application/wps-office.wps;application/wps-office.docx;application/pdf;text/html;text/plain;"
    entry = "[Desktop Entry]\nType=Application\nName=法治报告自查\nExec={} %F\nTerminal=true\nMimeType={}\n"
    text = entry.format(" ".join(quoted), kinds) + "Categories=Office;\n"
    (menu / "auditor.desktop").write_text(text, encoding="utf-8")
    print("\n装好了。在文件管理器里右键单击报告，选“打开方式—法治报告自查”；")
    print(f"或在终端运行：{link} check 报告.docx")


if __name__ == "__main__":
    sys.exit(main())
