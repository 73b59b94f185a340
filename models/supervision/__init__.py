"""What concerns every matter: holds, calls to systems, facts that do not fit, the end."""
