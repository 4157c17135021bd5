package org.cairn.core.state;

/// A state was asked for whose history is no longer, or not yet, in the store.
public final class StateUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StateUnavailableException(long number, long oldest) {
    super("the state of block " + number + " is not held: the oldest is that of block " + oldest);
  }
}
