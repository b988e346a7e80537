#!/bin/sh
# Finds an interpreter that the wheels are for and has install.py do the rest.
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$here/wheels" ] || [ ! -f "$here/install.py" ]; then
    echo "请先把压缩包全部解压，再运行里面的 install.sh。" >&2
    exit 1
fi
if [ -f "$here/python.tar.gz" ]; then
    (cd "$here" && grep "  python.tar.gz\$" SHA256SUMS | sha256sum -c --quiet -) || exit 1
    home="${XDG_DATA_HOME:-$HOME/.local/share}/auditor"
    rm -rf "$home/python"
    mkdir -p "$home" && tar -xzf "$here/python.tar.gz" -C "$home" || exit 1
    exec "$home/python/bin/python3" "$here/install.py"
fi
for version in @PYTHONS@; do
    for name in "python$version" python3; do
        if "$name" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" >/dev/null 2>&1; then
            exec "$name" "$here/install.py"
        fi
    done
done
echo "这台电脑上没有合用的 Python（需要 @PYTHONS_SAID@ 之一）。" >&2
echo "统信 UOS、麒麟自带的 Python 较旧：请向给您离线包的人要带 Python 的离线包。" >&2
exit 1
