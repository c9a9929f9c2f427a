"""What people may send: each form says what to do when something is not right."""
