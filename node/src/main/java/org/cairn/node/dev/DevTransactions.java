package org.cairn.node.dev;

import java.util.List;
import java.util.Map;
import org.cairn.core.block.BlobSidecar;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.pool.Admission;
import org.cairn.core.pool.PoolContent;
import org.cairn.core.pool.Selection;
import org.cairn.core.pool.TxPool;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.BuiltBlock;
import org.cairn.node.driver.TransactionFlow;
import org.cairn.rpc.port.Submission;
import org.cairn.rpc.port.TxSink;
import org.jspecify.annotations.Nullable;

/// The way into the pool of a development chain: a transaction has its block when the client gets
/// its hash, unless blocks come otherwise.
final class DevTransactions implements TxSink {
  private final TransactionFlow flow;
  private final TxPool pool;
  private final DevChain chain;
  private final Miner miner;

  DevTransactions(TransactionFlow flow, DevChain chain, Miner miner) {
    this.flow = flow;
    this.pool = chain.pool();
    this.chain = chain;
    this.miner = miner;
  }

  @Override
  public Submission submit(Bytes encoded) {
    return settle(flow.submit(encoded));
  }

  /// Hands in what needs no further check.
  Submission submit(RecoveredTransaction transaction) {
    return settle(
        switch (pool.add(transaction)) {
          case Admission.Accepted _ -> new Submission.Accepted(transaction.signed().hash());
          case Admission.Rejected rejected ->
              TransactionFlow.refused(rejected, transaction.signed(), transaction.sender());
        });
  }

  private Submission settle(Submission submission) {
    if (!miner.automine() || !(submission instanceof Submission.Accepted(Hash hash))) {
      return submission;
    }
    List<BuiltBlock.Refused> refused = chain.mineWaiting();
    for (BuiltBlock.Refused each : refused) {
      if (each.transaction().signed().hash().equals(hash)) {
        return refusal(hash, each.transaction().sender(), each.refusal().message());
      }
    }
    RecoveredTransaction left = pool.get(hash);
    Wei baseFee = chain.nextBaseFee();
    if (left == null || left.transaction().maxFeePerGas().compareTo(baseFee) >= 0) {
      // It is in a block, or behind a nonce gap.
      return submission;
    }
    pool.remove(hash);
    return refusal(
        hash,
        left.sender(),
        "max fee per gas less than block base fee: maxFeePerGas: %s, baseFee: %s"
            .formatted(left.transaction().maxFeePerGas(), baseFee));
  }

  private static Submission refusal(Hash hash, Address sender, String message) {
    return new Submission.Refused(
        "againstRules", message, Map.of("sender", sender.toString(), "hash", hash.toString()));
  }

  @Override
  public @Nullable RecoveredTransaction pooled(Hash hash) {
    return flow.pooled(hash);
  }

  @Override
  public long pendingNonce(Address sender) {
    return flow.pendingNonce(sender);
  }

  @Override
  public Selection best(Wei baseFee) {
    return flow.best(baseFee);
  }

  @Override
  public @Nullable BlobSidecar sidecar(Hash hash) {
    return flow.sidecar(hash);
  }

  @Override
  public PoolContent content() {
    return flow.content();
  }

  @Override
  public int pendingCount() {
    return flow.pendingCount();
  }

  @Override
  public int queuedCount() {
    return flow.queuedCount();
  }

  @Override
  public Wei minimumTip() {
    return flow.minimumTip();
  }
}
