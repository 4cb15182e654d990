"""Tests of who may call the service, and of what people may do."""
