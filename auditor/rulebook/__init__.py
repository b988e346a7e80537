"""rules/ -> `RuleBook`: reads, checks and compiles the files that legal clerks edit."""

from auditor.rulebook.read import default_rules, read_rules

__all__ = ["default_rules", "read_rules"]
