package org.cairn.evm.tx;

import java.util.List;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Bytes;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;

/// The gas that a transaction pays before its first instruction, and the least it pays in all.
public record IntrinsicGas(long intrinsic, long floor) {
  static final long TRANSACTION = 21_000;
  private static final long CREATION = 32_000;
  private static final long ZERO_BYTE = 4;
  private static final long ACCESS_LIST_ADDRESS = 2400;
  private static final long ACCESS_LIST_SLOT = 1900;

  /// EIP-7702: as if the authority were a new account; half comes back when it is none.
  static final long AUTHORIZATION = 25_000;

  /// EIP-7623: per token of call data, of which a byte that is not zero has four.
  private static final long FLOOR_PER_TOKEN = 10;

  /// What the transaction's limit must cover.
  public long required() {
    return Math.max(intrinsic, floor);
  }

  public static IntrinsicGas of(Transaction transaction, Rules rules) {
    Bytes data = transaction.data();
    long nonZero = 0;
    for (byte each : data.shared()) {
      nonZero += each != 0 ? 1 : 0;
    }
    long zero = data.size() - nonZero;
    long gas = TRANSACTION + zero * ZERO_BYTE + nonZero * rules.gas().dataNonZeroByte;
    if (transaction.to() == null && rules.isAtLeast(Fork.HOMESTEAD)) {
      gas += CREATION + rules.gas().initcodeWord * ((data.size() + 31) / 32);
    }
    gas += ofAccessList(transaction.accessList());
    if (transaction instanceof Transaction.SetCode setCode) {
      gas += AUTHORIZATION * setCode.authorizations().size();
    }
    long floor =
        rules.isAtLeast(Fork.PRAGUE) ? TRANSACTION + FLOOR_PER_TOKEN * (zero + 4 * nonZero) : 0;
    return new IntrinsicGas(gas, floor);
  }

  private static long ofAccessList(List<AccessListEntry> accessList) {
    long gas = 0;
    for (AccessListEntry entry : accessList) {
      gas += ACCESS_LIST_ADDRESS + ACCESS_LIST_SLOT * entry.slots().size();
    }
    return gas;
  }
}
