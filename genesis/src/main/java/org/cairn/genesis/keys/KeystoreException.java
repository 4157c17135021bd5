package org.cairn.genesis.keys;

/// A keystore that cannot be read or opened. The message is meant for the operator as it is and
/// holds no secret.
public final class KeystoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeystoreException(String problem) {
    super(problem);
  }
}
