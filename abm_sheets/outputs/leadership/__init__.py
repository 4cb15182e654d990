"""What leadership looks at: the run told once, as one page and as slides."""
