"""The rules of retention: pure functions, no clock, no randomness, no IO."""
