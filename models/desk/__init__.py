"""The desk of the officers: who may do what, what they see and what they decide."""
