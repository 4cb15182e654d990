"""Who has access and who may type where: what the team's roles ask for, less what is there already."""
