package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.Stake;
import org.jspecify.annotations.Nullable;

/// All that the chain knows of its stake after a block. A function of the genesis file and the
/// blocks, the same at every node; each block's header commits to the one that it builds on.
///
/// @param height of the last block that is in it
/// @param epochStartMillis the time of the last block of the epoch before
/// @param current the set of the epoch that the next block belongs to
/// @param next the set of the epoch after that, which nothing changes any more
/// @param participation of the current epoch, by the indexes of the current set
/// @param pastSets roots of the sets of the evidence window, the current one last
public record StakingState(
    long height,
    long epochStartMillis,
    Registry registry,
    EpochSet current,
    EpochSet next,
    Participation participation,
    Queues queues,
    List<Slashing> slashings,
    HashedList<PastSet> pastSets,
    Sweep sweep,
    Ledger ledger) {
  /// The set's root stands for the set in evidence of former epochs.
  public record PastSet(long epoch, Hash root) {}

  /// A validator of the genesis file.
  public record GenesisStake(Bytes publicKey, WithdrawalCredentials credentials, long stakeGwei) {}

  public StakingState {
    slashings = List.copyOf(slashings);
    Invariant.check(next.epoch() == current.epoch() + 1, "the next set follows the current one");
    Invariant.check(
        participation.size() == current.validators().size(), "the current set is counted");
  }

  /// The state before the first block: all validators of the genesis file vote in the first two
  /// epochs.
  ///
  /// @param randaoMix of the genesis block, which orders the leaders of both
  public static StakingState genesis(
      StakingParameters parameters,
      List<GenesisStake> stakes,
      Hash randaoMix,
      long timestampMillis) {
    List<StakedValidator> validators = new ArrayList<>();
    for (GenesisStake stake : stakes) {
      long effective = parameters.effectiveGwei(stake.stakeGwei(), stake.credentials());
      validators.add(
          new StakedValidator(
              stake.publicKey(),
              stake.credentials(),
              stake.stakeGwei(),
              effective,
              Lifecycle.PENDING.activated(0)));
    }
    return begin(parameters, new Registry(validators), randaoMix, timestampMillis);
  }

  /// A chain that begins with these validators; those who are active vote.
  static StakingState begin(
      StakingParameters parameters, Registry registry, Hash randaoMix, long timestampMillis) {
    ValidatorSet set =
        Invariant.present(votersIn(registry, 0, parameters), "the genesis file has validators");
    return new StakingState(
        0,
        timestampMillis,
        registry,
        new EpochSet(0, set, randaoMix),
        new EpochSet(1, set, randaoMix),
        Participation.none(set),
        Queues.empty(),
        List.of(),
        HashedList.of(StakingCodec.PAST_SETS, List.of(new PastSet(0, set.root()))),
        new Sweep(0, 0),
        Ledger.genesis(registry.balancesGwei()));
  }

  /// Those who vote in an epoch as the registry stands, or nothing when nobody does.
  static @Nullable ValidatorSet votersIn(
      Registry registry, long epoch, StakingParameters parameters) {
    List<Validator> voters = new ArrayList<>();
    for (StakedValidator validator : registry.all()) {
      long weight = validator.effectiveGwei() / parameters.incrementGwei();
      if (validator.life().votesIn(epoch) && weight > 0) {
        voters.add(new Validator(validator.publicKey(), new Stake(weight)));
      }
    }
    return voters.isEmpty() ? null : new ValidatorSet(voters);
  }

  /// The epoch of the next block.
  public long epoch() {
    return current.epoch();
  }

  /// Whether nothing can come of evidence against a validator any more: it has been slashed, or its
  /// stake can be paid out.
  public boolean isSettled(Bytes publicKey) {
    int index = registry.indexOf(publicKey);
    return index >= 0
        && (registry.get(index).slashed()
            || registry.get(index).life().withdrawableEpoch() <= epoch());
  }

  /// The root of an epoch's set, or nothing when evidence of that epoch comes too late.
  public @Nullable Hash setRoot(long epoch) {
    for (PastSet past : pastSets) {
      if (past.epoch() == epoch) {
        return past.root();
      }
    }
    return null;
  }

  /// What headers commit to. Computed on each call, the roots of its lists once.
  public Hash root() {
    return StakingCodec.root(this);
  }

  /// Balances and pending deposits, which the ledger must come to.
  long heldGwei() {
    return Math.addExact(registry.balancesGwei(), queues.deposits().gwei());
  }
}
