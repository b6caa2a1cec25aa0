"""When something has to happen: pure rules over days and moments."""
