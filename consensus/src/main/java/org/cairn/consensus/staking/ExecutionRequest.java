package org.cairn.consensus.staking;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;

/// What contracts ask of stake (EIP-7685). The block's execution has made these bytes itself, so
/// their layout is right.
sealed interface ExecutionRequest {
  /// EIP-6110, by the deposit contract's log.
  record Deposit(Queues.Deposit deposit) implements ExecutionRequest {}

  /// EIP-7002: a part of the stake, or with the amount zero the exit.
  record Withdraw(Address source, Bytes publicKey, long amountGwei) implements ExecutionRequest {}

  /// EIP-7251: to another validator, or with one key twice to compounding credentials.
  record Consolidate(Address source, Bytes sourceKey, Bytes targetKey)
      implements ExecutionRequest {}

  int KEY_BYTES = 48;
  int DEPOSIT_BYTES = 192;
  int WITHDRAWAL_BYTES = 76;
  int CONSOLIDATION_BYTES = 116;

  /// The requests of a block in their order.
  static List<ExecutionRequest> decode(List<Bytes> requests) {
    List<ExecutionRequest> decoded = new ArrayList<>();
    for (Bytes list : requests) {
      int size =
          switch (list.get(0)) {
            case 0 -> DEPOSIT_BYTES;
            case 1 -> WITHDRAWAL_BYTES;
            case 2 -> CONSOLIDATION_BYTES;
            default -> throw new IllegalArgumentException("request of type " + list.get(0));
          };
      Invariant.check((list.size() - 1) % size == 0, "requests have their fixed size");
      for (int at = 1; at < list.size(); at += size) {
        decoded.add(
            switch (list.get(0)) {
              case 0 -> deposit(list, at);
              case 1 -> withdrawal(list, at);
              default -> consolidation(list, at);
            });
      }
    }
    return decoded;
  }

  private static Deposit deposit(Bytes list, int at) {
    return new Deposit(
        new Queues.Deposit(
            list.slice(at, KEY_BYTES),
            Hash.copy(list.shared(), at + KEY_BYTES),
            littleEndian(list, at + 80),
            list.slice(at + 88, SignedMessage.SIGNATURE_BYTES)));
  }

  private static Withdraw withdrawal(Bytes list, int at) {
    return new Withdraw(
        Address.copy(list.shared(), at),
        list.slice(at + Address.SIZE_BYTES, KEY_BYTES),
        littleEndian(list, at + Address.SIZE_BYTES + KEY_BYTES));
  }

  private static Consolidate consolidation(Bytes list, int at) {
    return new Consolidate(
        Address.copy(list.shared(), at),
        list.slice(at + Address.SIZE_BYTES, KEY_BYTES),
        list.slice(at + Address.SIZE_BYTES + KEY_BYTES, KEY_BYTES));
  }

  /// Unsigned; what does not fit a positive `long` is negative.
  private static long littleEndian(Bytes list, int at) {
    return ByteBuffer.wrap(list.shared()).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
  }
}
