package org.cairn.consensus.sim.oracle;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.sim.stake.StakeLoad;
import org.cairn.consensus.staking.StakedValidator;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// A final block with the stake before and after it, and what it asks of stake, read apart from
/// production code.
record StakeBlock(
    ProposedBlock block,
    StakeLoad load,
    List<Asked> asked,
    StakingState before,
    StakingState after,
    boolean endsEpoch) {
  /// A request of a contract.
  sealed interface Asked {
    record Deposit(Bytes key, Hash credentials, long gwei, Bytes signature) implements Asked {}

    record Withdraw(Address source, Bytes key, long gwei) implements Asked {}

    record Consolidate(Address source, Bytes from, Bytes to) implements Asked {}
  }

  static List<Asked> read(List<Bytes> lists) {
    List<Asked> read = new ArrayList<>();
    for (Bytes list : lists) {
      int at = 1;
      while (at < list.size()) {
        switch (list.get(0)) {
          case 0 -> {
            Hash credentials = Hash.copy(list.shared(), at + 48);
            long gwei = littleEndian(list, at + 80);
            read.add(
                new Asked.Deposit(list.slice(at, 48), credentials, gwei, list.slice(at + 88, 96)));
            at += 192;
          }
          case 1 -> {
            Address source = Address.copy(list.shared(), at);
            long gwei = littleEndian(list, at + 68);
            read.add(new Asked.Withdraw(source, list.slice(at + 20, 48), gwei));
            at += 76;
          }
          default -> {
            Address source = Address.copy(list.shared(), at);
            read.add(
                new Asked.Consolidate(source, list.slice(at + 20, 48), list.slice(at + 68, 48)));
            at += 116;
          }
        }
      }
    }
    return read;
  }

  private static long littleEndian(Bytes list, int at) {
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | (list.get(at + i) & 0xff);
    }
    return value;
  }

  long epoch() {
    return block.header().round().epoch();
  }

  int count() {
    return after.registry().size();
  }

  /// A validator before the block, or nobody's stake when the block founds it.
  boolean isNew(int validator) {
    return validator >= before.registry().size();
  }

  StakedValidator was(int validator) {
    return before.registry().get(validator);
  }

  StakedValidator is(int validator) {
    return after.registry().get(validator);
  }
}
