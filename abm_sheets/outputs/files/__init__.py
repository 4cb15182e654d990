"""What other tools are given: what a CRM should know, the definitions and the meeting, any output tab."""
