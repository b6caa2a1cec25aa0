"""The pages for everybody: the call, the showcase, the check of a receipt, and what is promised."""
