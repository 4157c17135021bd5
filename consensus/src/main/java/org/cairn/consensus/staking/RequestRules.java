package org.cairn.consensus.staking;

import java.util.List;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;

/// What contracts ask for. Anybody may ask for anything, so a request that breaks a rule changes
/// nothing, and never the validity of its block.
final class RequestRules {
  /// Parts of stakes that wait to be paid out, of all validators together.
  static final int MAX_PARTIALS = 1 << 16;

  static final int MAX_CONSOLIDATIONS = 1 << 12;

  private RequestRules() {}

  static void apply(Draft draft, List<Bytes> requests) {
    for (ExecutionRequest request : ExecutionRequest.decode(requests)) {
      switch (request) {
        case ExecutionRequest.Deposit(Queues.Deposit deposit) -> deposit(draft, deposit);
        case ExecutionRequest.Withdraw(Address source, Bytes key, long gwei) -> {
          int validator = owned(draft, source, key);
          if (validator >= 0) {
            withdraw(draft, validator, gwei);
          }
        }
        case ExecutionRequest.Consolidate(Address source, Bytes from, Bytes to) -> {
          int validator = owned(draft, source, from);
          if (validator >= 0) {
            consolidate(draft, validator, draft.indexOf(to));
          }
        }
      }
    }
  }

  /// Signatures are verified when the deposit's turn comes, a few an epoch, so that a block full of
  /// deposits costs no more time than another. An amount that no chain's stake can come to is not
  /// taken in; its coins stay in the contract all the same.
  private static void deposit(Draft draft, Queues.Deposit deposit) {
    StakingParameters parameters = draft.parameters;
    if (deposit.amountGwei() > 0
        && deposit.amountGwei() <= parameters.maxTotalGwei() - draft.heldGwei()) {
      draft.receive(deposit);
    }
  }

  /// The validator with that key if it is active and not leaving, and its stake goes to the one who
  /// asks; else -1.
  private static int owned(Draft draft, Address source, Bytes key) {
    int index = draft.indexOf(key);
    if (index < 0) {
      return -1;
    }
    StakedValidator validator = draft.get(index);
    boolean active = validator.life().activationEpoch() <= draft.epoch;
    boolean owner = validator.credentials().address().equals(source);
    return owner && active && !validator.life().leaving() ? index : -1;
  }

  /// EIP-7002; a part can be taken from compounding stakes only, down to the minimum stake, and
  /// waits as long as one who leaves.
  private static void withdraw(Draft draft, int index, long gwei) {
    if (gwei == 0) {
      draft.leave(index);
      return;
    }
    StakedValidator validator = draft.get(index);
    StakingParameters parameters = draft.parameters;
    if (gwei < 0
        || !validator.credentials().compounding()
        || validator.effectiveGwei() < parameters.minStakeGwei()
        || draft.partials.size() >= MAX_PARTIALS) {
      return;
    }
    long waiting = 0;
    for (Queues.Partial partial : draft.partials) {
      waiting += partial.validator() == index ? partial.amountGwei() : 0;
    }
    long excess = validator.balanceGwei() - parameters.minStakeGwei() - waiting;
    if (excess > 0) {
      long due = EpochEnd.changesFrom(draft.epoch) + parameters.exits().delayEpochs();
      draft.partials.add(new Queues.Partial(index, Math.min(gwei, excess), due));
    }
  }

  /// EIP-7251. The source leaves like any other; its stake moves when it would be paid out.
  private static void consolidate(Draft draft, int source, int target) {
    if (source == target) {
      StakedValidator validator = draft.get(source);
      if (!validator.credentials().compounding()) {
        draft.put(source, validator.withCompounding());
      }
      return;
    }
    if (target < 0 || draft.consolidations.size() >= MAX_CONSOLIDATIONS) {
      return;
    }
    StakedValidator into = draft.get(target);
    boolean lasting = into.life().activationEpoch() <= draft.epoch && !into.life().leaving();
    if (lasting && into.credentials().compounding()) {
      draft.leave(source);
      draft.consolidations.add(new Queues.Consolidation(source, target));
    }
  }
}
