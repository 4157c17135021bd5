package org.cairn.node.transition;

/// Why a transition cannot be made, with the exit status that go-ethereum's tool has for it.
public final class TransitionException extends RuntimeException {
  /// The blocks' rules could not be carried out.
  public static final int EVM = 2;

  /// An unknown fork, or an environment that lacks what the fork needs.
  public static final int CONFIGURATION = 3;

  /// BLOCKHASH was asked for a hash that was not given.
  public static final int MISSING_BLOCK_HASH = 4;

  public static final int JSON = 10;
  public static final int FILES = 11;
  public static final int RLP = 12;

  private static final long serialVersionUID = 1L;

  private final int exitStatus;

  public TransitionException(int exitStatus, String message) {
    super("ERROR(" + exitStatus + "): " + message);
    this.exitStatus = exitStatus;
  }

  public int exitStatus() {
    return exitStatus;
  }
}
