"""Every sentence and fact, told once, before any medium."""
