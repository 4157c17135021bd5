package org.cairn.consensus.sim.world;

import java.util.HashMap;
import java.util.Map;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.leader.LeaderSchedule;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.oracle.StakeInvariants;
import org.cairn.consensus.sim.stake.StakePlan;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What the oracle of stake asks of a world: schedules of leaders, and signatures.
final class StakeFacts implements StakeInvariants.Facts {
  private final World world;
  private final Hash genesisHash;
  private final Map<Long, EpochContext> contexts = new HashMap<>();
  private final Map<Long, LeaderSchedule> schedules = new HashMap<>();

  StakeFacts(World world, Hash genesisHash) {
    this.world = world;
    this.genesisHash = genesisHash;
  }

  /// An epoch has begun at some honest node.
  void begun(EpochContext context) {
    contexts.putIfAbsent(context.epoch(), context);
  }

  private EpochContext context(long epoch) {
    EpochContext known = contexts.get(epoch);
    if (known == null) {
      throw new IllegalStateException("epoch " + epoch + " has not begun");
    }
    return known;
  }

  private BlsProvider bls() {
    return world.crypto().provider();
  }

  @Override
  public int leader(long epoch, long view) {
    return schedules.computeIfAbsent(epoch, e -> new LeaderSchedule(context(e))).leader(view);
  }

  @Override
  public boolean isProven(Evidence evidence) {
    return isSigned(evidence.first()) && isSigned(evidence.second());
  }

  private boolean isSigned(Vote vote) {
    EpochContext context = context(vote.ballot().round().epoch());
    Bytes key = context.validators().publicKey(vote.validator());
    return bls().verify(key, context.signingRoot(vote.ballot()), vote.signature());
  }

  @Override
  public boolean isProven(Bytes key, Hash credentials, long gwei, Bytes signature) {
    Hash root = new DepositMessage(key, credentials, gwei).signingRoot(StakePlan.FORK_VERSION);
    return bls().isWellFormed(signature) && bls().verify(key, root, signature);
  }

  @Override
  public boolean isSigned(Bytes key, SignedMessage message) {
    Hash root = message.message().signingRoot(StakePlan.FORK_VERSION, genesisHash);
    return bls().verify(key, root, message.signature());
  }

  @Override
  public boolean isCorrupt(Bytes key) {
    return world.isCorrupt(key);
  }
}
