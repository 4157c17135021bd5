package org.cairn.evm.fork;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// The prices that changed from fork to fork, as far as they are not in the [InstructionTable]. One
/// immutable instance per fork; the fields are read on the interpreter's path.
public final class GasSchedule {
  private static final Map<Fork, GasSchedule> BY_FORK = new EnumMap<>(Fork.class);

  static {
    for (Fork fork : Fork.values()) {
      BY_FORK.put(fork, new GasSchedule(fork));
    }
  }

  /// EIP-2929: what an account costs at its first access in a transaction, beyond the warm price
  /// that the instruction table has; 0 before.
  public final long coldAccountExtra;

  /// EIP-2929: the same for a slot that is read.
  public final long coldSlotExtra;

  /// The price of a byte of the exponent (EIP-160).
  public final long expByte;

  /// The price of a word of initcode (EIP-3860).
  public final long initcodeWord;

  /// The greatest length of initcode (EIP-3860).
  public final int maxInitcodeBytes;

  /// The greatest length of code (EIP-170).
  public final int maxCodeBytes;

  /// The price of a byte of call data that is not zero (EIP-2028).
  public final long dataNonZeroByte;

  /// The most that a refund gives back is the gas used divided by this (EIP-3529).
  public final long refundQuotient;

  /// The refund for clearing a slot (EIP-3529).
  public final long clearRefund;

  /// The refund for self-destruction (until EIP-3529).
  public final long selfDestructRefund;

  /// How SSTORE is priced.
  public final StorageRule storage;

  /// EIP-150: a call may ask for more than there is, and leaves a 64th behind.
  public final boolean keepsSixtyFourth;

  /// EIP-161: empty accounts are gone once touched, and new ones are charged by value.
  public final boolean clearsEmpty;

  private final Fork fork;

  /// The four rules by which SSTORE was priced.
  public enum StorageRule {
    /// By the value before and after.
    PLAIN,
    /// EIP-1283, in Constantinople only.
    NET,
    /// EIP-2200.
    NET_WITH_SENTRY,
    /// EIP-2200 with the prices of EIP-2929.
    NET_WITH_ACCESS
  }

  private GasSchedule(Fork fork) {
    this.fork = fork;
    boolean berlin = fork.isAtLeast(Fork.BERLIN);
    boolean london = fork.isAtLeast(Fork.LONDON);
    boolean shanghai = fork.isAtLeast(Fork.SHANGHAI);
    coldAccountExtra = berlin ? 2500 : 0;
    coldSlotExtra = berlin ? 2000 : 0;
    expByte = fork.isAtLeast(Fork.SPURIOUS_DRAGON) ? 50 : 10;
    initcodeWord = shanghai ? 2 : 0;
    maxInitcodeBytes = shanghai ? 49_152 : Integer.MAX_VALUE;
    maxCodeBytes = fork.isAtLeast(Fork.SPURIOUS_DRAGON) ? 24_576 : Integer.MAX_VALUE;
    dataNonZeroByte = fork.isAtLeast(Fork.ISTANBUL) ? 16 : 68;
    refundQuotient = london ? 5 : 2;
    clearRefund = london ? 4800 : 15_000;
    selfDestructRefund = london ? 0 : 24_000;
    keepsSixtyFourth = fork.isAtLeast(Fork.TANGERINE_WHISTLE);
    clearsEmpty = fork.isAtLeast(Fork.SPURIOUS_DRAGON);
    storage =
        berlin
            ? StorageRule.NET_WITH_ACCESS
            : fork.isAtLeast(Fork.ISTANBUL)
                ? StorageRule.NET_WITH_SENTRY
                : fork == Fork.CONSTANTINOPLE ? StorageRule.NET : StorageRule.PLAIN;
  }

  public static GasSchedule of(Fork fork) {
    return Objects.requireNonNull(BY_FORK.get(fork));
  }

  public Fork fork() {
    return fork;
  }
}
