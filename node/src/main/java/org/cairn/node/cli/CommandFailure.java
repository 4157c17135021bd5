package org.cairn.node.cli;

/// Ends a command with one line on standard error and exit status 1.
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }
}
