package org.cairn.node.adapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.leader.LeaderSchedule;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.staking.EpochReport;
import org.cairn.consensus.staking.Ledger;
import org.cairn.consensus.staking.Lifecycle;
import org.cairn.consensus.staking.Participation;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakedValidator;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.node.driver.Epochs;
import org.cairn.node.stake.StakeStore;
import org.cairn.node.stake.Staked;
import org.cairn.node.stake.ValidatorMessages;
import org.cairn.rpc.port.StakeView;
import org.jspecify.annotations.Nullable;

/// Stake as JSON-RPC shows it.
public record StakesOfNode(
    ChainDatabase chain, Epochs epochs, StakeStore stakes, ValidatorMessages messages)
    implements StakeView {
  private static final int SHOWN_VIEWS = 5;

  /// So many views of the schedule are looked at for a validator's next ones.
  private static final int SEARCHED_VIEWS = 1024;

  @Override
  public List<Staker> validators() {
    StakingState state = stakes.committed().state();
    var stakers = new ArrayList<Staker>();
    for (int i = 0; i < state.registry().size(); i++) {
      stakers.add(staker(state, i, false));
    }
    return stakers;
  }

  @Override
  public @Nullable Staker validator(long index) {
    StakingState state = stakes.committed().state();
    return index < 0 || index >= state.registry().size() ? null : staker(state, (int) index, true);
  }

  @Override
  public @Nullable Staker validator(Bytes publicKey) {
    return validator(stakes.committed().state().registry().indexOf(publicKey));
  }

  private Staker staker(StakingState state, int index, boolean withViews) {
    StakedValidator validator = state.registry().get(index);
    Lifecycle life = validator.life();
    return new Staker(
        index,
        validator.publicKey(),
        validator.credentials().bytes(),
        validator.status(state.epoch()).name().toLowerCase(Locale.ROOT),
        validator.slashed(),
        validator.balanceGwei(),
        validator.effectiveGwei(),
        fixed(life.activationEpoch()),
        fixed(life.exitEpoch()),
        fixed(life.withdrawableEpoch()),
        turn(state, validator.publicKey(), withViews));
  }

  private static @Nullable Long fixed(long epoch) {
    return epoch == Lifecycle.NEVER ? null : (Long) epoch;
  }

  private @Nullable Turn turn(StakingState state, Bytes publicKey, boolean withViews) {
    int place = state.current().validators().indexOf(publicKey);
    if (place < 0) {
      return null;
    }
    Participation shown = state.participation();
    return new Turn(
        shown.votes(place),
        shown.certificates(),
        shown.proposed(place),
        shown.missed(place),
        withViews ? nextViews(state, place) : List.of());
  }

  private List<Long> nextViews(StakingState state, int place) {
    var leaders = new LeaderSchedule(epochs.context(state.epoch()));
    long last = viewOf(state.height(), state.epoch());
    var views = new ArrayList<Long>();
    for (long view = last + 1;
        view <= last + SEARCHED_VIEWS && views.size() < SHOWN_VIEWS;
        view++) {
      if (leaders.leader(view) == place) {
        views.add(view);
      }
    }
    return views;
  }

  /// The view of a committed block, if it is one of this epoch.
  private long viewOf(long height, long epoch) {
    Bytes proof = chain.proof(height);
    if (height == 0 || proof == null) {
      return 0;
    }
    var round = MessageCodec.decodeProof(proof).header().round();
    return round.epoch() == epoch ? round.view() : 0;
  }

  @Override
  public long currentEpoch() {
    return stakes.committed().state().epoch();
  }

  @Override
  public @Nullable EpochSet epoch(long epoch) {
    var set = epoch > currentEpoch() + 1 ? null : stakes.set(epoch);
    if (set == null) {
      return null;
    }
    var registry = stakes.committed().state().registry();
    ValidatorSet validators = set.validators();
    var members = new ArrayList<Member>();
    for (int i = 0; i < validators.size(); i++) {
      Bytes key = validators.publicKey(i);
      members.add(new Member(registry.indexOf(key), key, validators.weight(i)));
    }
    long length = stakes.parameters().epochLengthBlocks();
    return new EpochSet(
        epoch,
        Math.addExact(Math.multiplyExact(epoch, length), 1),
        Math.multiplyExact(epoch + 1, length),
        validators.root(),
        validators.total(),
        members);
  }

  @Override
  public Totals totals() {
    Staked staked = stakes.committed();
    Ledger ledger = staked.state().ledger();
    return new Totals(
        ledger.genesisGwei(),
        ledger.depositedGwei(),
        ledger.issuedGwei(),
        ledger.penaltiesGwei(),
        ledger.slashedGwei(),
        ledger.forfeitedGwei(),
        ledger.withdrawnGwei(),
        ledger.heldGwei(),
        staked.root());
  }

  @Override
  public @Nullable Rewards rewards(long epoch) {
    EpochReport report = stakes.report(epoch);
    if (report == null) {
      return null;
    }
    var earnings = new ArrayList<Earnings>();
    for (EpochReport.Earnings part : report.earnings()) {
      earnings.add(
          new Earnings(
              part.validator(),
              part.votes(),
              part.proposed(),
              part.missed(),
              part.voteRewardGwei(),
              part.proposalRewardGwei(),
              part.penaltyGwei()));
    }
    return new Rewards(epoch, report.potGwei(), report.certificates(), earnings);
  }

  @Override
  public @Nullable String submitExit(long epoch, long validatorIndex, Bytes signature) {
    if (signature.size() != SignedMessage.SIGNATURE_BYTES) {
      return "signature of " + signature.size() + " bytes";
    }
    var message = new ExitMessage(ExitMessage.Kind.EXIT, epoch, validatorIndex);
    return messages.submit(new SignedMessage(message, signature));
  }
}
