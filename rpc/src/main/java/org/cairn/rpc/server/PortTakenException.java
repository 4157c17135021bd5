package org.cairn.rpc.server;

/// The server cannot listen where it was told to; the message is for the operator.
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortTakenException(String message, Throwable cause) {
    super(message, cause);
  }
}
