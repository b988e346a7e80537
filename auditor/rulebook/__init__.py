"""rules/ -> `RuleBook`: reads, checks and compiles the files that legal clerks edit."""

from auditor.rulebook.files import default_rules
from auditor.rulebook.read import read_rules

__all__ = ["default_rules", "read_rules"]
