"""The rules of redeployment: pure functions, no clock, no randomness, no IO."""
