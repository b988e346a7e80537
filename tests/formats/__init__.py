"""One report text -> the files that offices keep it in, made by real tools or part by part."""
