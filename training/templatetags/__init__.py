"""Words and small marks that training's pages share."""
