"""Programs for the people who build Malmadang: setting up, running from a checkout, generating files."""
