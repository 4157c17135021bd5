package org.cairn.node.dev;

import java.util.List;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.state.ResidentState;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// All that a snapshot of a development chain remembers.
record DevState(
    long head, ResidentState state, List<RecoveredTransaction> pooled, BlockTime time, Plan plan) {
  DevState {
    pooled = List.copyOf(pooled);
  }

  /// What the next blocks are to have: for the next one only, where it is set, the base fee and the
  /// randomness; until further notice the rest.
  record Plan(
      @Nullable Wei baseFee, @Nullable Hash prevRandao, long gasLimit, Address feeRecipient) {
    /// What holds after the next block.
    Plan after() {
      return new Plan(null, null, gasLimit, feeRecipient);
    }

    Plan withBaseFee(Wei newBaseFee) {
      return new Plan(newBaseFee, prevRandao, gasLimit, feeRecipient);
    }

    Plan withPrevRandao(Hash newPrevRandao) {
      return new Plan(baseFee, newPrevRandao, gasLimit, feeRecipient);
    }

    Plan withGasLimit(long newGasLimit) {
      return new Plan(baseFee, prevRandao, newGasLimit, feeRecipient);
    }

    Plan withFeeRecipient(Address newFeeRecipient) {
      return new Plan(baseFee, prevRandao, gasLimit, newFeeRecipient);
    }
  }
}
