"""Drafts against a bar: settings, waivers, baseline, changed files. What is printed is the shell's."""
