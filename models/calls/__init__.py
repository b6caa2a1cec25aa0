"""What a call is: its rounds, its checklist, the stages of an application; and the calls that ship."""
