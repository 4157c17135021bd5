package org.cairn.consensus.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.sim.oracle.Invariants;
import org.cairn.consensus.sim.oracle.StakeInvariants;
import org.cairn.consensus.sim.stake.RequestPool;
import org.cairn.consensus.sim.stake.SimSignatures;
import org.cairn.consensus.sim.stake.StakeCounter;
import org.cairn.consensus.sim.stake.StakeEvent;
import org.cairn.consensus.sim.stake.StakePlan;
import org.cairn.consensus.sim.stake.Wish;
import org.cairn.consensus.simplex.EpochRouter;
import org.cairn.consensus.staking.StakedValidator;
import org.cairn.consensus.staking.StakingState;
import org.cairn.consensus.staking.StakingTransition;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// The stake of a world: where it begins, what is asked of it, and the sets that its nodes come to.
final class WorldStake {
  private final World world;
  private final StakePlan plan;
  private final StakingTransition transition;
  private final StakingState genesis;
  private final RequestPool pool;
  private final Map<Long, ValidatorSet> sets = new HashMap<>();
  private final StakeCounter counter;
  private final StakeFacts facts;
  private final StakeInvariants rules;
  private StakingState newest;
  private boolean overThird;

  WorldStake(World world, StakePlan plan, Hash genesisHash) {
    this.world = world;
    this.plan = plan;
    this.transition =
        new StakingTransition(
            plan.parameters(), new SimSignatures(world.crypto().provider(), genesisHash));
    List<Long> stakes = world.scenario().stakes();
    List<Bytes> keys = new ArrayList<>();
    for (int key = 0; key < stakes.size(); key++) {
      keys.add(world.crypto().publicKey(key));
    }
    this.genesis = plan.genesis(keys, stakes, World.GENESIS_MILLIS);
    this.newest = genesis;
    this.counter = new StakeCounter(stakes.size());
    this.pool = new RequestPool(plan, world.crypto(), genesisHash);
    this.facts = new StakeFacts(world, genesisHash);
    this.rules = new StakeInvariants(plan.parameters(), genesis, facts);
    sets.put(0L, genesis.current().validators());
    sets.put(1L, genesis.next().validators());
  }

  RequestPool pool() {
    return pool;
  }

  /// The stake of a node that starts for the first time.
  StakeBook book(Ledger ledger) {
    return new StakeBook(world, ledger, transition, genesis);
  }

  ValidatorSet set(long epoch) {
    ValidatorSet known = sets.get(epoch);
    if (known == null) {
      throw new IllegalArgumentException("the set of epoch " + epoch + " is not fixed");
    }
    return known;
  }

  /// Whether the faulty have come to a third of the stake in some epoch: nothing is promised then.
  boolean isOverThird() {
    return overThird;
  }

  /// The newest stake that any honest node has committed.
  StakingState newest() {
    return newest;
  }

  void start() {
    for (Wish wish : plan.wishes()) {
      world.at(wish.atMillis(), () -> pool.wish(wish, newest));
    }
  }

  StakeCounter counter() {
    return counter;
  }

  /// The first epoch begins.
  void begins(EpochContext context) {
    facts.begun(context);
  }

  /// An honest node begins an epoch.
  void opened(SimNode node, EpochContext context) {
    facts.begun(context);
    List<Bytes> keys = new ArrayList<>();
    List<Long> weights = new ArrayList<>();
    ValidatorSet set = context.validators();
    for (int place = 0; place < set.size(); place++) {
      keys.add(set.publicKey(place));
      weights.add(set.weight(place));
    }
    rules.epochOpened(node.index(), context.epoch(), keys, weights);
  }

  /// A node has committed a block on stake with so many requests granted, and holds this stake
  /// after it.
  void committed(SimNode node, ProposedBlock block, int granted, StakeBook.Staked now) {
    StakingState after = now.state();
    if (node.isHonest()) {
      List<Bytes> requests = pool.requests(granted, now.granted() - granted);
      rules.committed(node.index(), block, now.root(), requests, after);
      if (after.height() > newest.height()) {
        counter.add(newest, block, after);
      }
    }
    ValidatorSet fixed = after.next().validators();
    ValidatorSet known = sets.putIfAbsent(after.next().epoch(), fixed);
    if (node.isHonest()) {
      Invariants.check(
          "I20",
          known == null || known.equals(fixed),
          "node " + node.index() + " has other validators in epoch " + after.next().epoch());
    }
    if (known == null && !isBorne(fixed) && !overThird) {
      overThird = true;
      counter.add(StakeEvent.OVER_A_THIRD, 1);
    }
    if (node.isHonest() && after.height() > newest.height()) {
      boolean nextEpoch = after.epoch() > newest.epoch();
      newest = after;
      if (nextEpoch) {
        pool.reconsider(newest);
      }
    }
    int own = after.registry().indexOf(node.key() < 0 ? Bytes.EMPTY : key(node));
    if (own >= 0 && node.isUp()) {
      goesOn(node, after, own);
    }
  }

  private boolean isBorne(ValidatorSet set) {
    long faulty = 0;
    for (int key : plan.faulty()) {
      int place = set.indexOf(world.crypto().publicKey(key));
      faulty += place < 0 ? 0 : set.weight(place);
    }
    return 3 * faulty < set.total();
  }

  private Bytes key(SimNode node) {
    return world.crypto().publicKey(node.key());
  }

  /// What a validator's node does on seeing its own stake: when it was left out for its absence, it
  /// says that it is back. When it was slashed and is out, it is switched off; of those that left
  /// of their own accord every second one, after the epochs for which others may still need it.
  private void goesOn(SimNode node, StakingState after, int own) {
    StakedValidator validator = after.registry().get(own);
    if (validator.status(after.epoch()) == StakedValidator.Status.ABSENT) {
      pool.say(new ExitMessage(ExitMessage.Kind.RETURN, after.epoch(), own), node.key());
    }
    long out = validator.life().exitEpoch();
    boolean done =
        validator.slashed()
            ? out <= after.epoch()
            : node.key() % 2 == 0 && out < after.epoch() - EpochRouter.RESPONDING_EPOCHS;
    if (done) {
      node.later(1, node::stopForGood);
    }
  }
}
