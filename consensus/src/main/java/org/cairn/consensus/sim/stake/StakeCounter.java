package org.cairn.consensus.sim.stake;

import java.util.EnumMap;
import java.util.Map;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.staking.Lifecycle;
import org.cairn.consensus.staking.StakedValidator;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Bytes;

/// Counts what happened to stake on the final chain of a run.
public final class StakeCounter {
  private final int genesisValidators;
  private final Map<StakeEvent, Long> counts = new EnumMap<>(StakeEvent.class);

  public StakeCounter(int genesisValidators) {
    this.genesisValidators = genesisValidators;
  }

  public void add(StakeEvent event, long times) {
    if (times > 0) {
      counts.merge(event, times, Long::sum);
    }
  }

  public Map<StakeEvent, Long> counts() {
    return Map.copyOf(counts);
  }

  /// A final block, with the stake before and after it.
  public void add(StakingState before, ProposedBlock block, StakingState after) {
    StakeLoad load = StakeLoad.decode(block.payload());
    Bytes proposer = before.current().validators().publicKey(block.header().proposer());
    boolean joined = before.registry().indexOf(proposer) >= genesisValidators;
    add(StakeEvent.PROPOSED_BY_NEWCOMER, joined ? 1 : 0);
    for (Evidence piece : load.content().evidence()) {
      add(slashed(piece.offence()), 1);
    }
    for (Withdrawal payout : load.withdrawals()) {
      boolean whole =
          before.registry().get((int) payout.validatorIndex()).status(before.epoch())
              == StakedValidator.Status.WITHDRAWABLE;
      add(whole ? StakeEvent.PAID_OUT : StakeEvent.PAID_IN_PART, 1);
    }
    for (int i = 0; i < before.registry().size(); i++) {
      change(before.registry().get(i), after.registry().get(i));
    }
    int waited = before.queues().consolidations().size();
    add(StakeEvent.CONSOLIDATED, waited - after.queues().consolidations().size());
    long forfeited = after.ledger().forfeitedGwei() - before.ledger().forfeitedGwei();
    add(StakeEvent.FORFEITED, forfeited > 0 ? 1 : 0);
    if (after.epoch() > before.epoch()) {
      add(StakeEvent.EPOCH, 1);
      boolean same = after.current().validators().equals(before.current().validators());
      add(StakeEvent.SET_CHANGED, same ? 0 : 1);
      joined(after);
    }
  }

  private void joined(StakingState after) {
    for (StakedValidator validator : after.registry().all()) {
      boolean first = validator.life().activationEpoch() == after.epoch();
      boolean votes = after.current().validators().indexOf(validator.publicKey()) >= 0;
      add(StakeEvent.JOINED, first && votes ? 1 : 0);
    }
  }

  private void change(StakedValidator was, StakedValidator is) {
    boolean goes =
        was.life().exitEpoch() == Lifecycle.NEVER && is.life().exitEpoch() != Lifecycle.NEVER;
    add(StakeEvent.LEFT, goes && !is.slashed() ? 1 : 0);
    add(StakeEvent.LEFT_OUT, is.life().leftOut() && !was.life().leftOut() ? 1 : 0);
    add(StakeEvent.RETURNED, was.life().leftOut() && !is.life().leftOut() ? 1 : 0);
  }

  private static StakeEvent slashed(Evidence.Offence offence) {
    return switch (offence) {
      case DOUBLE_NOTARIZE -> StakeEvent.SLASHED_S1;
      case DOUBLE_FINALIZE -> StakeEvent.SLASHED_S2;
      case NULLIFY_AND_FINALIZE -> StakeEvent.SLASHED_S3;
      case NOTARIZE_AND_FINALIZE_OTHER -> StakeEvent.SLASHED_S4;
    };
  }
}
