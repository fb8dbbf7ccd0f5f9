"""What every test can use: the world of Ada, Ben and Cleo."""

pytest_plugins = ["amity.workspace.testing"]
