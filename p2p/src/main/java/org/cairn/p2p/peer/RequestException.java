package org.cairn.p2p.peer;

/// A request got no answer.
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why there is none.
  public enum Reason {
    /// The peer is not connected, or went before it answered.
    NOT_CONNECTED,
    /// No answer came in time.
    TIMEOUT,
    /// As many requests as allowed are under way to this peer, or it says so itself.
    BUSY,
    /// The peer does not have what was asked for.
    NOT_FOUND,
    /// The peer does not serve this kind of request, or failed at it.
    REFUSED
  }

  private final Reason reason;

  public RequestException(Reason reason, String what) {
    super(reason + ": " + what, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
