package org.cairn.core.types;

/// A condition that this program guarantees does not hold: a defect, never a peer's fault. Fatal:
/// the node stops before it can sign anything.
public final class InvariantViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvariantViolation(String what) {
    super(what);
  }
}
