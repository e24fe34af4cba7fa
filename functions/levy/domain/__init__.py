"""The rules of levy transfers: pure functions, no clock, no randomness, no IO."""
