package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Invariant;

/// A state on its way to the next one: what the rules read and write while a block is applied. Each
/// movement of stake goes through here and into the ledger at once.
final class Draft {
  final StakingParameters parameters;
  final StakingState before;

  /// The epoch of the block.
  final long epoch;

  final HashedList.Editor<Queues.Deposit> deposits;
  final HashedList.Editor<Queues.Partial> partials;
  final HashedList.Editor<Queues.Consolidation> consolidations;
  final HashedList.Editor<Integer> exits;
  final List<Slashing> slashings;
  long depositBudgetGwei;
  long exitBudgetGwei;
  Sweep sweep;
  private Ledger ledger;
  private final HashedList.Editor<StakedValidator> validators;
  private final Map<Bytes, Integer> added = new HashMap<>();

  Draft(StakingParameters parameters, StakingState before) {
    this.parameters = parameters;
    this.before = before;
    this.epoch = before.epoch();
    Queues queues = before.queues();
    this.deposits = queues.deposits().edit();
    this.partials = queues.partials().edit();
    this.consolidations = queues.consolidations().edit();
    this.exits = queues.exits().edit();
    this.slashings = new ArrayList<>(before.slashings());
    this.depositBudgetGwei = queues.depositBudgetGwei();
    this.exitBudgetGwei = queues.exitBudgetGwei();
    this.sweep = before.sweep();
    this.ledger = before.ledger();
    this.validators = before.registry().edit();
  }

  /// The stake that votes in the block's epoch.
  long totalGwei() {
    return Math.multiplyExact(before.current().validators().total(), parameters.incrementGwei());
  }

  int size() {
    return validators.size();
  }

  StakedValidator get(int index) {
    return validators.get(index);
  }

  /// The index of a key, or -1.
  int indexOf(Bytes publicKey) {
    int known = before.registry().indexOf(publicKey);
    return known >= 0 ? known : added.getOrDefault(publicKey, -1);
  }

  /// Everything but the balance, which only the methods below change.
  void put(int index, StakedValidator validator) {
    Invariant.check(
        validator.balanceGwei() == get(index).balanceGwei(), "balances change with the ledger");
    var _ = validators.set(index, validator);
  }

  private void move(int index, long gwei) {
    StakedValidator validator = get(index);
    long balance = Math.addExact(validator.balanceGwei(), gwei);
    Invariant.check(balance >= 0, "a balance is never below zero");
    var _ = validators.set(index, validator.withBalance(balance));
  }

  /// Takes a deposit into the queue.
  void receive(Queues.Deposit deposit) {
    deposits.add(deposit);
    ledger = ledger.plus(Ledger.deposited(deposit.amountGwei()));
  }

  /// What stake and pending deposits come to at the moment.
  long heldGwei() {
    return ledger.heldGwei();
  }

  /// Credits a deposit that has left the queue to a known validator.
  void credit(int index, long gwei) {
    move(index, gwei);
  }

  /// Credits a deposit that has left the queue to a validator that it founds.
  int found(StakedValidator validator) {
    int index = size();
    validators.add(validator);
    added.put(validator.publicKey(), index);
    return index;
  }

  /// A deposit that has left the queue is nobody's.
  void forfeit(long gwei) {
    ledger = ledger.plus(Ledger.forfeited(gwei));
  }

  void issue(int index, long gwei) {
    move(index, gwei);
    ledger = ledger.plus(Ledger.issued(gwei));
  }

  /// Takes as much as there is, and says how much that was.
  long penalize(int index, long gwei) {
    long taken = Math.min(gwei, get(index).balanceGwei());
    move(index, -taken);
    ledger = ledger.plus(Ledger.penalty(taken));
    return taken;
  }

  /// Takes as much as there is.
  void slash(int index, long gwei) {
    long taken = Math.min(gwei, get(index).balanceGwei());
    move(index, -taken);
    ledger = ledger.plus(Ledger.slashed(taken));
  }

  void withdraw(int index, long gwei) {
    move(index, -gwei);
    ledger = ledger.plus(Ledger.withdrawn(gwei));
  }

  void transfer(int source, int target, long gwei) {
    move(source, -gwei);
    move(target, gwei);
  }

  /// Puts a validator into the queue of those that leave, once.
  void leave(int index) {
    StakedValidator validator = get(index);
    if (!validator.life().leaving()) {
      put(index, validator.with(validator.life().asLeaving()));
      exits.add(index);
    }
  }

  Registry registry() {
    return validators.isEdited()
        ? before.registry().changed(validators.finish())
        : before.registry();
  }

  /// The state after a block inside an epoch.
  StakingState finish(BlockFacts facts, Participation participation) {
    return finish(
        facts,
        before.epochStartMillis(),
        before.current(),
        before.next(),
        participation,
        before.pastSets());
  }

  StakingState finish(
      BlockFacts facts,
      long epochStartMillis,
      EpochSet current,
      EpochSet next,
      Participation participation,
      HashedList<StakingState.PastSet> pastSets) {
    StakingState after =
        new StakingState(
            facts.height(),
            epochStartMillis,
            registry(),
            current,
            next,
            participation,
            new Queues(
                deposits.finish(),
                partials.finish(),
                consolidations.finish(),
                exits.finish(),
                depositBudgetGwei,
                exitBudgetGwei),
            slashings,
            pastSets,
            sweep,
            ledger);
    Invariant.check(after.heldGwei() == ledger.heldGwei(), "all stake is accounted for");
    return after;
  }
}
