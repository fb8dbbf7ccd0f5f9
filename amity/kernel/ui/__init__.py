"""The look: tokens, components, base templates, browser files from an allow-list."""
