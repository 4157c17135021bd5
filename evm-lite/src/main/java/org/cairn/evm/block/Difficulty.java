package org.cairn.evm.block;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Roots;
import org.cairn.evm.fork.Fork;

/// The difficulty that a block with proof of work must have. It follows from the parent and the
/// block's own time: a step up or down, by which blocks keep their pace, and the bomb, which
/// doubles every 100,000 blocks and was put off again and again until the merge.
final class Difficulty {
  /// The table, each entry valid from its fork until the next one's.
  private static final Map<Fork, Difficulty> SINCE = new EnumMap<>(Fork.class);

  static {
    SINCE.put(Fork.FRONTIER, new Difficulty(Difficulty::frontierSteps, 0));
    SINCE.put(Fork.HOMESTEAD, new Difficulty(Difficulty::homesteadSteps, 0)); // EIP-2
    SINCE.put(Fork.BYZANTIUM, new Difficulty(Difficulty::byzantiumSteps, 3_000_000)); // EIP-649
    SINCE.put(Fork.CONSTANTINOPLE, new Difficulty(Difficulty::byzantiumSteps, 5_000_000)); // 1234
    SINCE.put(Fork.MUIR_GLACIER, new Difficulty(Difficulty::byzantiumSteps, 9_000_000)); // 2384
    SINCE.put(Fork.LONDON, new Difficulty(Difficulty::byzantiumSteps, 9_700_000)); // EIP-3554
    SINCE.put(Fork.ARROW_GLACIER, new Difficulty(Difficulty::byzantiumSteps, 10_700_000)); // 4345
    SINCE.put(Fork.GRAY_GLACIER, new Difficulty(Difficulty::byzantiumSteps, 11_400_000)); // 5133
  }

  private static final Map<Fork, Difficulty> BY_FORK = byFork();

  private static final BigInteger MIN = BigInteger.valueOf(131_072);
  private static final int STEP_SHIFT = 11;
  private static final long BOMB_PERIOD_BLOCKS = 100_000;
  private static final long LOWEST_STEPS = -99;

  /// No header can hold a difficulty of more than 256 bits, so the bomb need not grow further.
  private static final int BOMB_MAX_BITS = 257;

  private final Steps steps;
  private final long bombDelayBlocks;

  /// How many 2048ths of the parent's difficulty the next block's is away from it.
  private interface Steps {
    long of(long secondsSinceParent, boolean parentHasOmmers);
  }

  private Difficulty(Steps steps, long bombDelayBlocks) {
    this.steps = steps;
    this.bombDelayBlocks = bombDelayBlocks;
  }

  private static Map<Fork, Difficulty> byFork() {
    Map<Fork, Difficulty> result = new EnumMap<>(Fork.class);
    Difficulty current = Objects.requireNonNull(SINCE.get(Fork.FRONTIER));
    for (Fork fork : Fork.values()) {
      current = SINCE.getOrDefault(fork, current);
      result.put(fork, current);
    }
    return result;
  }

  /// The difficulty of the parent's child with that time, under the rules of a fork before Paris.
  static BigInteger next(BlockHeader parent, long timestampSeconds, Fork fork) {
    return Objects.requireNonNull(BY_FORK.get(fork)).next(parent, timestampSeconds);
  }

  private BigInteger next(BlockHeader parent, long timestampSeconds) {
    boolean ommers = !parent.ommersHash().equals(Roots.NO_OMMERS);
    long seconds = timestampSeconds - parent.timestampSeconds();
    // The time is after the parent's, so a negative difference is an unsigned one of 64 bits.
    long count = steps.of(seconds < 0 ? Long.MAX_VALUE : seconds, ommers);
    BigInteger former = parent.difficulty().toBigInteger();
    BigInteger step = former.shiftRight(STEP_SHIFT);
    return former.add(step.multiply(BigInteger.valueOf(count))).max(MIN).add(bomb(parent));
  }

  private BigInteger bomb(BlockHeader parent) {
    long number = Math.max(0, parent.number() + 1 - bombDelayBlocks);
    long exponent = number / BOMB_PERIOD_BLOCKS - 2;
    return exponent < 0
        ? BigInteger.ZERO
        : BigInteger.ONE.shiftLeft((int) Math.min(exponent, BOMB_MAX_BITS));
  }

  private static long frontierSteps(long seconds, boolean parentHasOmmers) {
    return seconds < 13 ? 1 : -1;
  }

  private static long homesteadSteps(long seconds, boolean parentHasOmmers) {
    return Math.max(1 - seconds / 10, LOWEST_STEPS);
  }

  /// EIP-100: a parent with ommers shows that there is more work than its blocks tell.
  private static long byzantiumSteps(long seconds, boolean parentHasOmmers) {
    return Math.max((parentHasOmmers ? 2 : 1) - seconds / 9, LOWEST_STEPS);
  }
}
