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
  private final boolean sendersMayHaveCode;

  public PoolRules(ForkSchedule schedule) {
    this(schedule, false);
  }

  public PoolRules(ForkSchedule schedule, boolean sendersMayHaveCode) {
    this.schedule = schedule;
    this.sendersMayHaveCode = sendersMayHaveCode;
  }

  @Override
  public boolean sendersMayHaveCode() {
    return sendersMayHaveCode;
  }

  @Override
  public Admission.@Nullable Rejected objection(Transaction transaction, BlockHeader head) {
    Refusal refusal =
        TransactionValidity.ofItself(
            transaction, schedule.at(head.number() + 1, head.timestampSeconds()));
    return refusal == null
        ? null
        : new Admission.Rejected(reason(refusal.reason()), refusal.message(), refusal.figures());
  }

  private static Admission.Reason reason(Refusal.Reason reason) {
    return switch (reason) {
      case TYPE_NOT_SUPPORTED -> Admission.Reason.TYPE_NOT_SUPPORTED;
      case WRONG_CHAIN -> Admission.Reason.WRONG_CHAIN;
      case NONCE_TOO_LOW -> Admission.Reason.NONCE_TOO_LOW;
      case NONCE_TOO_HIGH -> Admission.Reason.NONCE_TOO_HIGH;
      case NONCE_AT_LIMIT -> Admission.Reason.NONCE_AT_LIMIT;
      case INTRINSIC_GAS -> Admission.Reason.INTRINSIC_GAS;
      case FLOOR_GAS -> Admission.Reason.FLOOR_GAS;
      case GAS_LIMIT_TOO_HIGH -> Admission.Reason.GAS_LIMIT_TOO_HIGH;
      case EXCEEDS_BLOCK_GAS -> Admission.Reason.EXCEEDS_BLOCK_GAS_LIMIT;
      case TIP_ABOVE_FEE_CAP -> Admission.Reason.TIP_ABOVE_FEE_CAP;
      case FEE_CAP_BELOW_BASE_FEE -> Admission.Reason.FEE_CAP_BELOW_BASE_FEE;
      case INSUFFICIENT_FUNDS -> Admission.Reason.INSUFFICIENT_FUNDS;
      case SENDER_HAS_CODE -> Admission.Reason.SENDER_HAS_CODE;
      case INITCODE_TOO_LONG -> Admission.Reason.INITCODE_TOO_LONG;
      case NO_BLOBS -> Admission.Reason.NO_BLOBS;
      case TOO_MANY_BLOBS -> Admission.Reason.TOO_MANY_BLOBS;
      case BLOB_HASH_VERSION -> Admission.Reason.BLOB_HASH_VERSION;
      case BLOB_FEE_CAP_BELOW_BASE_FEE -> Admission.Reason.BLOB_FEE_CAP_BELOW_BASE_FEE;
      case NO_AUTHORIZATIONS -> Admission.Reason.NO_AUTHORIZATIONS;
    };
  }
}
