"""Views speak HTTP: fetch within scope, check, form, one call, respond."""
