"""Tests of the definitions and the playbook as a document."""
