"""The side panel in Google Sheets, pure: an event of Google's in, a card out, as JSON."""
