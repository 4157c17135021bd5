package org.cairn.node.devnet;

/// A devnet command cannot do what was asked; the message is for the developer.
public final class DevnetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DevnetException(String message) {
    super(message);
  }

  DevnetException(String message, Throwable cause) {
    super(message, cause);
  }
}
