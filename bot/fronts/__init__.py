"""How updates come in and are handled: polled or brought, stored, in order, marked."""
