"""Pages over HTTP: who asks and what they typed, the guard before every route, and how an answer is made."""
