package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.staking.StakingParameters;

/// The payouts of one block (EIP-4895): first parts of stakes that are due, then a sweep over the
/// validators that goes on where the block before it stopped. It takes the whole balance of those
/// that left long enough ago, and what exceeds the limit from those that stay.
///
/// @param partialsTaken how many entries of the queue are done with, paid or not
record Payouts(List<Withdrawal> withdrawals, int partialsTaken, Sweep next) {
  /// Validators that one block looks at.
  private static final int MAX_LOOKED_AT = 4096;

  static Payouts due(StakingParameters parameters, StakingState state) {
    return new Collector(parameters, state).collect();
  }

  void apply(Draft draft) {
    for (Withdrawal withdrawal : withdrawals) {
      draft.withdraw((int) withdrawal.validatorIndex(), withdrawal.amountGwei());
    }
    draft.partials.subList(0, partialsTaken).clear();
    draft.sweep = next;
  }

  private static final class Collector {
    private final StakingParameters parameters;
    private final StakingState state;
    private final List<Withdrawal> withdrawals = new ArrayList<>();
    private final Map<Integer, Long> takenGwei = new HashMap<>();

    Collector(StakingParameters parameters, StakingState state) {
      this.parameters = parameters;
      this.state = state;
    }

    Payouts collect() {
      int cap = parameters.exits().withdrawalsPerBlock();
      // Parts take at most half of the room, so that they cannot hold up those who leave.
      int partialsTaken = partials((cap + 1) / 2);
      int n = state.registry().size();
      int first = state.sweep().nextValidator();
      int looked = 0;
      while (looked < Math.min(n, MAX_LOOKED_AT) && withdrawals.size() < cap) {
        int index = (first + looked++) % n;
        pay(index, sweepable(index));
      }
      return new Payouts(
          withdrawals,
          partialsTaken,
          new Sweep(
              Math.addExact(state.sweep().nextIndex(), withdrawals.size()), (first + looked) % n));
    }

    private int partials(int cap) {
      int taken = 0;
      for (Queues.Partial partial : state.queues().partials()) {
        if (partial.withdrawableEpoch() > state.epoch() || withdrawals.size() == cap) {
          break;
        }
        taken++;
        StakedValidator validator = state.registry().get(partial.validator());
        if (!validator.life().leaving()) {
          long excess = balance(partial.validator()) - parameters.minStakeGwei();
          pay(partial.validator(), Math.min(excess, partial.amountGwei()));
        }
      }
      return taken;
    }

    private long sweepable(int index) {
      StakedValidator validator = state.registry().get(index);
      if (validator.life().withdrawableEpoch() <= state.epoch()) {
        return balance(index);
      }
      long most = parameters.maxEffectiveGwei(validator.credentials());
      return validator.life().leaving() ? 0 : balance(index) - most;
    }

    private long balance(int index) {
      return state.registry().get(index).balanceGwei() - takenGwei.getOrDefault(index, 0L);
    }

    private void pay(int index, long gwei) {
      if (gwei > 0) {
        withdrawals.add(
            new Withdrawal(
                state.sweep().nextIndex() + withdrawals.size(),
                index,
                state.registry().get(index).credentials().address(),
                gwei));
        takenGwei.merge(index, gwei, Long::sum);
      }
    }
  }
}
