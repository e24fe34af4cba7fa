"""The routes by subject: parse, use case, page. No rules, no AWS."""
