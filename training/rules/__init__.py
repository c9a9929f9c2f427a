"""The rules of training: plain Python, values in, values and reason codes out."""
