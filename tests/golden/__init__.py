"""Workbooks with the numbers they must give, and how a run's JSON is compared with them."""
