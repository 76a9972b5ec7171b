"""Text: what French, Markdown, YAML and dates have to say, far from any disk."""
