package org.cairn.consensus.sim.stake;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.cairn.consensus.staking.StakedValidator;
import org.cairn.consensus.staking.StakingState;

/// Keeps the faulty below a third of the stake, in whatever order requests take effect. Of the
/// faulty everything counts that they may ever hold, of the honest only what is sure to stay; what
/// would tip that has to wait.
final class Balance {
  /// The faulty, with a tenth on top for rewards and penalties, are less than half of the honest.
  private static final long FAULTY_PERCENT = 220;

  private final StakePlan plan;
  private final Keys keys;
  private final Set<Integer> leaving = new HashSet<>();
  private final long[] brought;
  private final long[] taken;
  private final boolean[] compounding;

  Balance(StakePlan plan, Keys keys) {
    int count = plan.compounding().size();
    this.plan = plan;
    this.keys = keys;
    this.brought = new long[count];
    this.taken = new long[count];
    this.compounding = new boolean[count];
    for (int key = 0; key < count; key++) {
      compounding[key] = plan.compounding().get(key);
    }
  }

  /// Whether a wish can come true now; from then on it counts.
  boolean allows(Wish wish, StakingState newest) {
    return switch (wish) {
      case Wish.Deposit(_, int key, long gwei, _) -> {
        brought[key] += gwei;
        yield isSafe(newest) || undo(() -> brought[key] -= gwei);
      }
      case Wish.Withdraw(_, int key, long gwei, int asker) -> {
        if (asker != key || isFaulty(key)) {
          yield true;
        }
        if (gwei == 0) {
          yield mayLeave(key, newest);
        }
        taken[key] += gwei;
        yield isSafe(newest) || undo(() -> taken[key] -= gwei);
      }
      case Wish.Consolidate(_, int from, int to, int asker) -> {
        if (asker != from) {
          yield true;
        }
        if (from == to) {
          compounding[from] = true;
          yield isSafe(newest) || undo(() -> compounding[from] = false);
        }
        long moved = held(from, newest);
        brought[to] += moved;
        yield (isFaulty(from) ? isSafe(newest) : mayLeave(from, newest))
            || undo(() -> brought[to] -= moved);
      }
      case Wish.SignedExit(_, int key, int signer) ->
          signer != key || isFaulty(key) || mayLeave(key, newest);
    };
  }

  private static boolean undo(Runnable change) {
    change.run();
    return false;
  }

  private boolean mayLeave(int key, StakingState newest) {
    boolean first = leaving.add(key);
    return isSafe(newest) || (first && undo(() -> leaving.remove(key)));
  }

  private boolean isFaulty(int key) {
    return plan.faulty().contains(key);
  }

  private long held(int key, StakingState state) {
    int index = state.registry().indexOf(keys.publicKey(key));
    return index < 0 ? 0 : state.registry().get(index).balanceGwei();
  }

  private boolean isSafe(StakingState state) {
    long faulty = 0;
    long[] honest = new long[brought.length];
    for (int key = 0; key < brought.length; key++) {
      if (isFaulty(key)) {
        faulty += most(key, state);
      } else {
        honest[key] = least(key, state);
      }
    }
    Arrays.sort(honest);
    long staying = 0;
    for (int i = 0; i < honest.length - plan.spare(); i++) {
      staying += honest[i];
    }
    return faulty * FAULTY_PERCENT < staying * 100;
  }

  /// What a faulty validator can come to in a set that is not fixed yet.
  private long most(int key, StakingState state) {
    int index = state.registry().indexOf(keys.publicKey(key));
    long held = 0;
    if (index >= 0) {
      StakedValidator known = state.registry().get(index);
      if (known.life().exitEpoch() <= state.next().epoch() + 1) {
        return 0;
      }
      held = Math.max(known.balanceGwei(), known.effectiveGwei());
    }
    long limit =
        compounding[key] ? plan.parameters().maxStakeGwei() : plan.parameters().minStakeGwei();
    return Math.min(limit, held + brought[key]);
  }

  /// What an honest validator surely has in every set that is not fixed yet.
  private long least(int key, StakingState state) {
    int index = state.registry().indexOf(keys.publicKey(key));
    if (index < 0 || leaving.contains(key)) {
      return 0;
    }
    StakedValidator known = state.registry().get(index);
    boolean stays =
        known.life().activationEpoch() <= state.next().epoch() + 1
            && !known.life().leaving()
            && !known.life().leftOut();
    long held = Math.min(known.balanceGwei(), known.effectiveGwei());
    return stays ? Math.max(0, held - taken[key]) : 0;
  }
}
