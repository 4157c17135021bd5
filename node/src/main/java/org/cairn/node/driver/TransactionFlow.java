package org.cairn.node.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.cairn.core.block.BlobEnvelope;
import org.cairn.core.block.BlobSidecar;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Senders;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.pool.Admission;
import org.cairn.core.pool.PoolContent;
import org.cairn.core.pool.Selection;
import org.cairn.core.pool.TxPool;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.p2p.gossip.Tx;
import org.cairn.p2p.gossip.TxExchange;
import org.cairn.p2p.gossip.TxGossip;
import org.cairn.p2p.peer.Network;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.port.Submission;
import org.cairn.rpc.port.TxSink;
import org.jspecify.annotations.Nullable;

/// Transactions on their way into the pool: from clients, on the caller's thread; from peers, on
/// the crypto pool, whose queue is bounded: what does not fit is dropped, as others announce it
/// again.
public final class TransactionFlow implements TxSink, TxExchange {
  /// The way to peers. Set once, as gossip and this flow need each other.
  private volatile @Nullable TxGossip gossip;

  /// Batches of peers that wait for the crypto pool or are on it, of at most 256 kB each. Blocks'
  /// senders are recovered there too and must find room.
  private static final int MAX_BATCHES = 64;

  private final Semaphore room = new Semaphore(MAX_BATCHES);
  private final TxPool pool;
  private final Executor cryptoPool;
  private final Network network;

  public TransactionFlow(TxPool pool, Executor cryptoPool, Network network) {
    this.pool = pool;
    this.cryptoPool = cryptoPool;
    this.network = network;
  }

  public void connect(TxGossip toPeers) {
    gossip = toPeers;
  }

  @Override
  public Submission submit(Bytes encoded) {
    SignedTransaction signed;
    BlobSidecar sidecar = null;
    try {
      if (BlobEnvelope.isOne(encoded)) {
        BlobEnvelope envelope = BlobEnvelope.decode(encoded);
        signed = envelope.transaction();
        sidecar = envelope.sidecar();
      } else {
        signed = TransactionCodec.decode(encoded);
      }
    } catch (DecodingException e) {
      return new Submission.Malformed(String.valueOf(e.getMessage()));
    }
    return submit(signed, sidecar);
  }

  private Submission submit(SignedTransaction signed, @Nullable BlobSidecar sidecar) {
    boolean fits =
        sidecar == null
            || !pool.takesBlobs()
            || (signed.transaction() instanceof Transaction.Blob blob && sidecar.belongsTo(blob));
    if (!fits) {
      return new Submission.Refused(
          "invalidBlobs", "invalid blob sidecar: a proof or a hash does not fit", Map.of());
    }
    Address sender = Senders.recover(signed);
    if (sender == null) {
      return new Submission.Refused(
          "invalidSignature", "invalid transaction v, r, s values", Map.of());
    }
    return switch (pool.add(new RecoveredTransaction(signed, sender), sidecar)) {
      case Admission.Accepted _ -> {
        announce(signed, null);
        yield new Submission.Accepted(signed.hash());
      }
      case Admission.Rejected rejected -> refused(rejected, signed, sender);
    };
  }

  /// What a client is told of a transaction that the pool does not take.
  public static Submission refused(
      Admission.Rejected rejected, SignedTransaction signed, Address sender) {
    Map<String, String> details = new TreeMap<>(rejected.figures());
    details.put("sender", sender.toString());
    details.put("hash", signed.hash().toString());
    return new Submission.Refused(
        ErrorDetails.type(rejected.reason()), rejected.message(), details);
  }

  private void announce(SignedTransaction signed, @Nullable PeerInfo from) {
    TxGossip toPeers = gossip;
    if (toPeers != null) {
      toPeers.announce(new Tx(signed.hash(), signed.encoded()), from == null ? null : from.id());
    }
  }

  @Override
  public void received(PeerInfo from, List<Tx> transactions) {
    if (!room.tryAcquire()) {
      network.fault(from.id(), "more transactions than this node can check");
      return;
    }
    try {
      cryptoPool.execute(() -> {
        try {
          transactions.forEach(tx -> take(from, tx));
        } finally {
          room.release();
        }
      });
    } catch (RejectedExecutionException closing) {
      room.release();
    }
  }

  private void take(PeerInfo from, Tx tx) {
    if (pool.get(tx.hash()) != null) {
      return;
    }
    SignedTransaction signed;
    try {
      signed = TransactionCodec.decode(tx.encoded());
    } catch (DecodingException e) {
      network.fault(from.id(), "bytes that are no transaction: " + e.getMessage());
      return;
    }
    Address sender = Senders.recover(signed);
    if (sender == null) {
      network.fault(from.id(), "a transaction whose signature names no sender");
      return;
    }
    // A refusal is no fault: the peer's head, fees and limits may differ from this node's.
    if (pool.add(new RecoveredTransaction(signed, sender)) instanceof Admission.Accepted) {
      announce(signed, from);
    }
  }

  @Override
  public @Nullable Bytes encoded(Hash hash) {
    RecoveredTransaction pooled = pool.get(hash);
    return pooled == null ? null : pooled.signed().encoded();
  }

  @Override
  public List<Tx> pending(int limit) {
    var best = new ArrayList<Tx>();
    Selection selection = pool.best(null);
    while (best.size() < limit) {
      RecoveredTransaction next = selection.next();
      if (next == null) {
        break;
      }
      best.add(new Tx(next.signed().hash(), next.signed().encoded()));
    }
    return best;
  }

  @Override
  public @Nullable RecoveredTransaction pooled(Hash hash) {
    return pool.get(hash);
  }

  @Override
  public long pendingNonce(Address sender) {
    return pool.pendingNonce(sender);
  }

  @Override
  public Selection best(Wei baseFee) {
    return pool.best(baseFee);
  }

  @Override
  public @Nullable BlobSidecar sidecar(Hash hash) {
    return pool.sidecar(hash);
  }

  @Override
  public PoolContent content() {
    return pool.content();
  }

  @Override
  public int pendingCount() {
    return pool.pendingCount();
  }

  @Override
  public int queuedCount() {
    return pool.queuedCount();
  }

  @Override
  public Wei minimumTip() {
    return pool.minimumTip();
  }
}
