"""The service: what runs by itself, answers the side panel, and receives what other systems send."""
