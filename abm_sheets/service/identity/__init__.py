"""Who calls the service, and what that person may do with the spreadsheet that they name."""
