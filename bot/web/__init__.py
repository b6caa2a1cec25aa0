"""HTTP: the pages behind the links of a mail, and what tells whether Kernbot is well."""
