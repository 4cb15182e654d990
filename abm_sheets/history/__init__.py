"""What stays: the weeks once frozen, the definitions they were frozen under, and what differs since."""
