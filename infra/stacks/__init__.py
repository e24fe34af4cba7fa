"""The CDK stacks: what keeps records (`data`), and the service that can be thrown away and made again."""
