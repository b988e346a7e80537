"""How alike a problem and a measure are: the same to the last bit in every process."""

import subprocess
import sys

# strings are hashed anew in every process, so that a set of them is gone through in another order
SCRIPT = """
from auditor.model import Document
from auditor.pipeline import Auditor
from auditor.rulebook import read_rules

report = '''石桥镇2023年度法治政府建设情况报告
一、工作情况
全年组织学习6次，办理案件3件，执法案卷归档12卷，案卷评查2次，公开栏更新4次，公开事项目录修订1次，调解员培训2场，合同台账登记9份。
二、存在的问题
一是执法案卷归档评查不及时，村级合同台账登记审核不规范，公开事项目录更新滞后。二是年轻调解员选聘培训不足，村务公开栏更新滞后。
三、改进措施
一是执法案卷办结后当月归档评查，村级合同台账逐笔登记审核，公开事项目录按季更新。二是选聘培训年轻调解员，村务公开栏每月更新。
'''
auditor = Auditor(read_rules())
findings = auditor.findings(auditor.read(Document.of(report)))
print([note.likeness.hex() for note in findings["A5"].notes if note.likeness])
"""


def test_the_order_of_a_set_does_not_reach_the_likeness() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert len(told) == 1
    assert told.pop().count("0x") == 2
