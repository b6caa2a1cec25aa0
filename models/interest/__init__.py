"""Lists of people who showed interest in a call, as they come out of a spreadsheet."""
