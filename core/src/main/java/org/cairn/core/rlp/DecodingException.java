package org.cairn.core.rlp;

/// Bytes from outside are not what they have to be. The message says what is wrong; whoever holds
/// the peer or the file catches exactly this type.
public final class DecodingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// No stack trace is taken: hostile input decides how often this is thrown, and the message names
  /// the place.
  public DecodingException(String what) {
    super(what, null, false, false);
  }

  public DecodingException(String what, Throwable cause) {
    super(what, cause, false, false);
  }
}
