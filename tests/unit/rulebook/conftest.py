"""A rule folder small enough to be spoilt on purpose."""

from pathlib import Path

import pytest

from auditor.rulebook import read_rules

CHECKLIST = """\
id: small
title: 小清单
version: "1"
groups: { A: 报告要素, B: 领导 }
rows:
  A1: { points: 3 }
  B1: { points: 5, core: true }
shares: { absent: 0, mentioned: 0.4, done: 0.8, evidenced: 1 }
grades:
  - { name: 合格, from_percent: 60 }
  - { name: 优秀, from_percent: 85 }
  - { name: 不合格, from_percent: 0 }
pass_mark: 60
"""
SECTIONS = """\
headings:
  - role: plan
    patterns: ['^下一步']
openings: []
frame: ['^首页']
"""
# every cue that the shipped lexicon has, each with a pattern of no importance
STANCE = """\
cues:
  denied: ['尚未', '没有']
{cues}
words:
  bare: [加强, 落实]
"""
KINDS = """\
kinds:
  - name: 通知
    title: ['通知$']
report:
  title: ['报告$']
  opening: ['报告如下']
  theme: ['法治政府']
blank: ['××']
"""
RULE = """\
id: {id}
title: 法律顾问
question: 聘请了法律顾问吗？
basis:
  - document: 某条例
elements:
  - id: adviser
    name: 法律顾问
    topics:
      - 法律顾问
    deeds:
      - 聘请…法律顾问
advice:
  absent: 写明聘请了谁。
  mentioned: 写明做了什么。
  done: 补上数字。
cases:
  - {{ text: 聘请律师担任法律顾问。, level: 2 }}
  - text: 没有写到。
    level: 0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a rule folder with two rows, A1 and B1, that has no mistake."""
    cues = "\n".join(f"  {name}: ['某某']" for name in read_rules().lexicon.cues if name != "denied")
    for name, text in {
        "checklist.yaml": CHECKLIST,
        "lexicon/sections.yaml": SECTIONS,
        "lexicon/stance.yaml": STANCE.format(cues=cues),
        "lexicon/kinds.yaml": KINDS,
        "A/A1-adviser.yaml": RULE.format(id="A1"),
        "B/B1-adviser.yaml": RULE.format(id="B1"),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
    return tmp_path
