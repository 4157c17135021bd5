package org.cairn.core.chain;

/// How much of the past the database keeps: the states of so many blocks below the head.
public record ChainOptions(long historyBlocks) {
  private static final long DEFAULT_HISTORY_BLOCKS = 10_000;

  public static final ChainOptions DEFAULT = new ChainOptions(DEFAULT_HISTORY_BLOCKS);

  /// Every state since genesis.
  public static final ChainOptions ARCHIVE = new ChainOptions(Long.MAX_VALUE);

  /// @throws IllegalArgumentException when the window is empty
  public ChainOptions {
    if (historyBlocks < 1) {
      throw new IllegalArgumentException("history of " + historyBlocks + " blocks");
    }
  }
}
