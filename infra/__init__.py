"""How the Exchange is run: on AWS by CDK stacks, on a laptop by `infra.local`."""
