"""The customer: what they buy, who they are, what happened with them."""
