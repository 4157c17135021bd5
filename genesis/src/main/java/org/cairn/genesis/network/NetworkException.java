package org.cairn.genesis.network;

/// A network folder that cannot be made or read. The message is meant for the operator as it is.
public final class NetworkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NetworkException(String problem) {
    super(problem);
  }
}
