package org.cairn.node.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.light.FinalityVerifier;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.Input;
import org.cairn.core.block.Block;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.node.stake.StakeStore;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.Network;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.RequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches final blocks when the engine says that this node is too far behind, and serves them to
/// others. One virtual thread fetches at a time; each block's proof is verified before it is
/// executed and committed, so that a lying peer costs itself its connection and this node one
/// request.
public final class SyncDriver implements ConsensusPorts.SyncPort {
  private static final Logger LOG = LoggerFactory.getLogger(SyncDriver.class);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);
  private static final Duration LIAR_BAN = Duration.ofMinutes(10);
  private static final long COMMIT_PATIENCE_SECONDS = 120;
  private static final long NANOS_BETWEEN_PROGRESS_LINES = 5_000_000_000L;

  /// The kind of the requests that this driver sends and answers.
  public static final int REQUEST_KIND = FinalBlocks.KIND;

  /// How far a node that catches up has come, in heights.
  public record Progress(long startHeight, long targetHeight) {}

  private final Network network;
  private final ChainDatabase chain;
  private final Epochs epochs;
  private final StakeStore stakes;
  private final BlsProvider bls;
  private final ExecutionDriver execution;
  private final Clock clock;
  private final Consumer<Input> engine;
  private final Runnable onSyncingChanged;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile @Nullable Progress progress;
  private volatile boolean closed;

  public SyncDriver(
      Network network,
      ChainDatabase chain,
      Epochs epochs,
      StakeStore stakes,
      BlsProvider bls,
      ExecutionDriver execution,
      Clock clock,
      Consumer<Input> engine,
      Runnable onSyncingChanged) {
    this.network = network;
    this.chain = chain;
    this.epochs = epochs;
    this.stakes = stakes;
    this.bls = bls;
    this.execution = execution;
    this.clock = clock;
    this.engine = engine;
    this.onSyncingChanged = onSyncingChanged;
  }

  /// The progress while this node catches up, else nothing.
  public @Nullable Progress progress() {
    return progress;
  }

  /// Answers a peer: final blocks from a height on. Reads from disk.
  public @Nullable Bytes answer(Bytes request) {
    FinalBlocks.Request wanted = FinalBlocks.decodeRequest(request);
    var entries = new ArrayList<FinalBlocks.Entry>();
    int size = 0;
    for (long height = wanted.fromHeight();
        height < wanted.fromHeight() + wanted.count() && size < FinalBlocks.MAX_ANSWER_BYTES;
        height++) {
      Bytes proof = chain.proof(height);
      Block block = chain.block(height);
      if (proof == null || block == null) {
        break;
      }
      Bytes payload = new Payload(block, stakes.record(height).content()).encode();
      size += proof.size() + payload.size();
      entries.add(new FinalBlocks.Entry(proof, payload));
    }
    return entries.isEmpty() ? null : FinalBlocks.encode(entries);
  }

  @Override
  public void catchUp(Effect.CatchUp request) {
    if (!closed && running.compareAndSet(false, true)) {
      var _ =
          Thread.ofVirtual()
              .name("catch-up")
              .start(() -> {
                try {
                  fetchAll(request);
                } finally {
                  progress = null;
                  running.set(false);
                  onSyncingChanged.run();
                }
              });
    }
  }

  private void fetchAll(Effect.CatchUp request) {
    long startHeight = chain.head().header().number();
    long sinceLineNanos = clock.nanos();
    for (PeerId peer : candidates(request)) {
      while (!closed) {
        FinalityProof newest = fetchSome(peer);
        if (newest == null) {
          break;
        }
        long height = newest.header().height();
        long target =
            Math.max(height, height + request.target().view() - newest.finalization().view());
        progress = new Progress(startHeight, target);
        onSyncingChanged.run();
        if (clock.nanos() - sinceLineNanos > NANOS_BETWEEN_PROGRESS_LINES) {
          sinceLineNanos = clock.nanos();
          LOG.info("catching up height={} of at most={}", height, target);
        }
        engine.accept(new Input.FinalizationLearned(newest.header(), newest.finalization()));
        if (!request.target().isAfter(newest.finalization().ballot().round())) {
          LOG.info("caught up height={} blocks={}", height, height - startHeight);
          return;
        }
      }
    }
  }

  /// The peers that the engine named first, then all others.
  private List<PeerId> candidates(Effect.CatchUp request) {
    var candidates = new ArrayList<PeerId>();
    List<PeerId> connected = network.peers().stream().map(PeerInfo::id).toList();
    for (var named : request.peers()) {
      connected.stream()
          .filter(id -> id.value().toBytes().equals(named.nodeId()))
          .forEach(candidates::add);
    }
    for (PeerId id : connected) {
      if (!candidates.contains(id)) {
        candidates.add(id);
      }
    }
    return candidates;
  }

  /// Fetches, verifies and commits the next blocks from a peer; the last one's proof, or nothing
  /// when this peer is of no more use.
  private @Nullable FinalityProof fetchSome(PeerId peer) {
    long from = chain.head().header().number() + 1;
    try {
      Bytes answer =
          network
              .request(
                  peer,
                  FinalBlocks.KIND,
                  FinalBlocks.encode(new FinalBlocks.Request(from, FinalBlocks.MAX_BLOCKS)),
                  ANSWER_PATIENCE)
              .join();
      FinalityProof newest = null;
      for (FinalBlocks.Entry entry : FinalBlocks.decodeAnswer(answer)) {
        FinalityProof proof = MessageCodec.decodeProof(entry.proof());
        if (!isNextFinal(proof) || !commit(proof, entry.payload())) {
          throw new DecodingException("block " + proof.header().height() + " is not proven final");
        }
        newest = proof;
      }
      return newest;
    } catch (DecodingException lie) {
      LOG.warn("peer={} sent bad final blocks reason={}", peer.abbreviated(), lie.getMessage());
      network.disconnect(peer, DisconnectReason.MISBEHAVED, LIAR_BAN);
      return null;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RequestException refused) {
        LOG.debug(
            "peer={} gave no final blocks reason={}", peer.abbreviated(), refused.getMessage());
        return null;
      }
      throw e;
    }
  }

  /// Whether the proof is that of the next block, by the validators of its epoch.
  private boolean isNextFinal(FinalityProof proof) {
    long height = chain.head().header().number() + 1;
    return proof.header().height() == height
        && new FinalityVerifier(epochs.context(epochs.epochOf(height)), bls).isFinal(proof);
  }

  private boolean commit(FinalityProof proof, Bytes payload) {
    var done = new CompletableFuture<Boolean>();
    var block =
        new ProposedBlock(
            proof.path().getLast().header(), proof.path().getLast().justification(), payload);
    execution.commitFetched(block, proof, done::complete);
    try {
      return done.get(COMMIT_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a fetched block was not committed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Fetches no more.
  public void close() {
    closed = true;
  }
}
