package org.cairn.node.adapter;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Transaction;
import org.cairn.core.pool.Admission;
import org.cairn.core.pool.TransactionRules;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.tx.TransactionValidity;
import org.jspecify.annotations.Nullable;

/// The next block's rules as the pool asks for them: the checks that the executor makes too.
public final class PoolRules implements TransactionRules {
  private final ForkSchedule schedule;

  public PoolRules(ForkSchedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public Admission.@Nullable Rejected objection(Transaction transaction, BlockHeader head) {
    Refusal refusal =
        TransactionValidity.ofItself(
            transaction, schedule.at(head.number() + 1, head.timestampSeconds()));
    return refusal == null
        ? null
        : new Admission.Rejected(Admission.Reason.AGAINST_RULES, refusal.message());
  }
}
