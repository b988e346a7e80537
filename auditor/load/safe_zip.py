"""Zip bytes -> members and XML trees within bounds: no bombs, no outside entities, no endless reads."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from lxml import etree

from auditor.errors import ReadError
from auditor.load.kinds import Kind

MAX_ENTRIES = 5_000
MAX_MEMBER_BYTES = 100_000_000
MAX_TOTAL_BYTES = 300_000_000
MAX_RATIO = 200
MAX_XML_BYTES = 50_000_000
MAX_XML_PIECES = 500_000
"""Tags and attributes of all parts together; each takes some three hundred bytes once parsed and indexed."""
_RATIO_FREE_BYTES = 10_000_000
"""Below this size any ratio is harmless: an empty table form packs better than 1:200."""
_ENTRY_MAGIC = b"PK\x01\x02"
_ENCRYPTED = 0x1
# what a broken archive makes the standard library raise: it takes the numbers in the directory at their word
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_BY_MEMBER = (
    ("OFD.xml", Kind.OFD),
    ("xl/workbook.xml", Kind.XLSX),
    ("xl/workbook.bin", Kind.XLSX),
    ("ppt/presentation.xml", Kind.PPTX),
    ("META-INF/container.xml", Kind.EPUB),
    ("content.xml", Kind.ODT),
)


class SafeZip:
    """A zip archive that is read member by member, never unpacked as a whole."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read the directory and check it. Raises `ReadError`: damaged, encrypted or unsafe."""
        self._name = name
        self._left = MAX_TOTAL_BYTES
        self._pieces_left = MAX_XML_PIECES
        # the directory is counted before zipfile turns it into objects: a million entries fit into fifty megabytes
        if data.count(_ENTRY_MAGIC) > MAX_ENTRIES:
            raise self._unsafe(f"压缩条目超过 {MAX_ENTRIES} 个")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self._damaged("压缩结构不完整") from error
        self._infos = {info.filename: info for info in self._zip.infolist()}
        self._check_sizes()

    @property
    def names(self) -> frozenset[str]:
        """Paths of all members."""
        return frozenset(self._infos)

    @property
    def entries(self) -> tuple[zipfile.ZipInfo, ...]:
        """The directory, one entry a member, in its order."""
        return tuple(self._infos.values())

    def kind(self) -> Kind:
        """Tell what the archive is by the members that only one format has."""
        if "[Content_Types].xml" in self._infos and any(name.startswith("word/") for name in self._infos):
            return Kind.DOCX
        return next((kind for member, kind in _BY_MEMBER if member in self._infos), Kind.ZIP)

    def read(self, member: str) -> bytes:
        """Return a member's content. Raises `ReadError`: damaged (also when there is none), encrypted or unsafe."""
        info = self._infos.get(member)
        if info is None:
            raise self._damaged(f"缺少 {member}")
        if info.flag_bits & _ENCRYPTED:
            raise ReadError("encrypted", f"「{self._name}」加了密码，读不了。", "请取消密码后另存一份。")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # office files use no other; the bounds below hold for these two only
            raise self._damaged(f"{member} 的压缩方式不支持")
        limit = min(MAX_MEMBER_BYTES, self._left)
        try:
            with self._zip.open(info) as stream:
                # the directory may lie about the size, so the read is bounded as well
                data = stream.read(limit + 1)
        except _BROKEN as error:
            raise self._damaged(f"{member} 解压失败") from error
        if len(data) > limit:
            raise self._unsafe(f"{member} 解压后过大")
        self._left -= len(data)
        return data

    def xml(self, member: str) -> etree._Element:
        """Return a member's root element, without comments. Raises `ReadError` like `read` and `parse`."""
        return self.parse(self.read(member), member)

    def parse(self, data: bytes, member: str, *, whole: bool = False) -> etree._Element:
        """Parse XML that came from a member, named in errors. `whole` keeps comments and processing instructions.

        Raises `ReadError`: damaged, or unsafe for a DOCTYPE.
        """
        self._pieces_left -= data.count(b"<") + data.count(b"=")
        if len(data) > MAX_XML_BYTES or self._pieces_left < 0:
            raise self._unsafe(f"{member} 内容多得反常")
        if b"<!DOCTYPE" in data[:4096].replace(b"\x00", b""):
            raise self._unsafe(f"{member} 含有 DOCTYPE 声明")
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=not whole,
            remove_pis=not whole,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(f"{member} 不是完整的 XML") from error
        # a DOCTYPE behind a long comment slips past the look at the first bytes
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._unsafe(f"{member} 含有 DOCTYPE 声明")
        return root

    def _check_sizes(self) -> None:
        """Refuse bombs by what the directory says of itself."""
        total = 0
        for info in self._zip.infolist():
            total += info.file_size
            if info.file_size > MAX_MEMBER_BYTES:
                raise self._unsafe(f"{info.filename} 解压后超过 {MAX_MEMBER_BYTES // 1_000_000} MB")
            if info.file_size > _RATIO_FREE_BYTES and info.file_size > MAX_RATIO * info.compress_size:
                raise self._unsafe(f"{info.filename} 的压缩比超过 {MAX_RATIO} 倍")
        if total > MAX_TOTAL_BYTES:
            raise self._unsafe(f"解压后合计超过 {MAX_TOTAL_BYTES // 1_000_000} MB")

    def _damaged(self, what: str) -> ReadError:
        hint = "请用 Word 或 WPS 打开检查；能打开就另存一份再审，打不开请重新取得该文件。"
        return ReadError("damaged", f"「{self._name}」已损坏：{what}。", hint)

    def _unsafe(self, what: str) -> ReadError:
        hint = "正常的报告不会这样。请核实文件来源；确认无误的，用 Word 或 WPS 另存一份再审。"
        return ReadError("unsafe", f"「{self._name}」有安全风险，已拒绝读取：{what}。", hint)
