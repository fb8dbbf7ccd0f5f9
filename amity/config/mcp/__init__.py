"""The door for people's AI assistants: tools over the API's own routes, with the token's rights and a dry run of every
write. A process of its own (`amity mcp`), never part of the web process."""
