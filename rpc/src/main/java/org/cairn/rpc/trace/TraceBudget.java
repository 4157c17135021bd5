package org.cairn.rpc.trace;

/// What a trace may cost. The one who records says of each record about how many bytes it will have
/// as text, and is stopped by an exception when there were too many, or the time is over.
@FunctionalInterface
public interface TraceBudget {
  void spend(long textBytes);
}
