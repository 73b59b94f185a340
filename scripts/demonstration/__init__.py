"""What `guomen demo` is made of: the roles, their performance, the review, the visitor's part."""
