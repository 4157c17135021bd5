package org.cairn.node.driver;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.journal.EvidenceFile;
import org.cairn.consensus.journal.Wal;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.EpochRouter;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.Peer;
import org.cairn.consensus.simplex.RecoveredState;
import org.cairn.consensus.simplex.StallReport;
import org.cairn.consensus.simplex.TimerId;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Invariant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Feeds the finality engine and does what it wants done. The engine and its journal belong to the
/// thread `consensus`; every input enters through that thread's queue. Messages of peers are
/// dropped when the queue is long, which the protocol bears as it bears loss; inputs of this node
/// never are.
public final class ConsensusDriver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsensusDriver.class);
  private static final int QUEUE_LIMIT = 100_000;
  private static final int PEER_MESSAGES_QUEUED = 5_000;
  private static final long REPORT_PATIENCE_MILLIS = 1_000;
  private static final long NANOS_BETWEEN_STALL_LINES = 60_000_000_000L;

  /// `setting` counts how often timers were set, `handle` is the timer service's.
  private record ArmedTimer(long setting, long handle) {}

  private final Map<Bytes, Peer> peers = new LinkedHashMap<>();
  private EpochRouter engine;
  private final Wal journal;
  private final EvidenceFile evidenceFile;
  private final Timers timerService;
  private final Clock clock;
  private final SerialExecutor thread;
  private final ConsensusStatus status;
  private volatile @Nullable ConsensusPorts connected;
  private final Map<TimerId, ArmedTimer> timers = new HashMap<>();
  private final ArrayDeque<Input> answers = new ArrayDeque<>();
  private long timerSettings;
  private long lastStallLineNanos;
  private long lastRefusalLineNanos;
  private volatile boolean closed;

  public ConsensusDriver(
      EpochRouter engine,
      Wal journal,
      EvidenceFile evidenceFile,
      Timers timerService,
      Clock clock,
      ConsensusStatus status,
      Consumer<Throwable> onFatal) {
    this.engine = engine;
    this.journal = journal;
    this.evidenceFile = evidenceFile;
    this.timerService = timerService;
    this.clock = clock;
    this.status = status;
    this.thread = new SerialExecutor("consensus", QUEUE_LIMIT, onFatal);
    this.lastStallLineNanos = clock.nanos() - NANOS_BETWEEN_STALL_LINES;
    this.lastRefusalLineNanos = lastStallLineNanos;
  }

  /// Starts the engine from what the store and the journal hold. Inputs before this are refused.
  public void start(ConsensusPorts ports, RecoveredState recovered) {
    connected = ports;
    input(new Input.Start(recovered));
  }

  /// Goes on with another engine, as a new process would that is as well connected. From any
  /// thread.
  ///
  /// @param then called when that engine has started
  public void replace(EpochRouter other, RecoveredState recovered, Runnable then) {
    if (!closed) {
      thread.submit(() -> {
        List.copyOf(timers.values()).forEach(this::cancel);
        timers.clear();
        engine = other;
        step(new Input.Start(recovered));
        List.copyOf(peers.values()).forEach(peer -> step(new Input.PeerConnected(peer)));
        then.run();
      });
    }
  }

  /// This node votes from now on.
  ///
  /// @param newest what became final while the engine started, if anything has
  public void votes(Input.@Nullable FinalizationLearned newest) {
    status.votes();
    if (newest != null) {
      input(newest);
    }
  }

  /// Hands an input of this node to the engine. From any thread.
  public void input(Input input) {
    if (!closed && connected != null) {
      thread.submit(() -> step(input));
    }
  }

  /// Hands a peer's message to the engine, or drops it when too many wait. From any thread.
  public void received(Peer peer, Message message) {
    if (closed || connected == null || thread.queued() > PEER_MESSAGES_QUEUED) {
      status.messageDropped();
      return;
    }
    long nowMillis = clock.unixMillis();
    var _ = thread.offer(() -> step(new Input.MessageReceived(peer, message, nowMillis)));
  }

  /// Where the engine stands, or nothing when it does not answer soon or has not started.
  public @Nullable StallReport report() {
    if (closed || connected == null) {
      return null;
    }
    var asked = new CompletableFuture<StallReport>();
    thread.submit(() -> asked.complete(engine.current().report()));
    try {
      return asked.get(REPORT_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException busy) {
      LOG.debug("no report from the engine: {}", busy.toString());
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /// Forgets journal records that a durable block makes superfluous. From any thread.
  public void committed(Round round) {
    if (!closed) {
      thread.submit(() -> journal.prune(round));
    }
  }

  private void step(Input input) {
    ConsensusPorts ports = Invariant.present(connected, "the engine runs after its start");
    if (input instanceof Input.PeerConnected(Peer peer)) {
      peers.put(peer.nodeId(), peer);
    } else if (input instanceof Input.PeerDisconnected(Peer peer)) {
      peers.remove(peer.nodeId());
    }
    answers.add(input);
    while (!answers.isEmpty()) {
      for (Effect effect : engine.step(answers.removeFirst())) {
        perform(effect, ports);
      }
    }
  }

  private void perform(Effect effect, ConsensusPorts ports) {
    switch (effect) {
      case Effect.Persist persist -> persist(persist);
      case Effect.Broadcast(Message message) -> ports.network().broadcast(message);
      case Effect.SendTo(Peer peer, Message message) -> ports.network().send(peer, message);
      case Effect.SetTimer set -> setTimer(set);
      case Effect.CancelTimer(TimerId timer) -> cancel(timers.remove(timer));
      case Effect.BuildPayload build -> ports.payloads().build(build);
      case Effect.Proposed proposed -> ports.execution().proposed(proposed);
      case Effect.VerifyBlock verify -> ports.execution().verify(verify);
      case Effect.EnteredView entered -> status.entered(entered);
      case Effect.HeadNotarized _ -> {
        // RPC's pending block stands on the finalized head: what is only notarized shows nowhere.
      }
      case Effect.Finalized finalized -> {
        status.finalized(finalized.blocks(), clock);
        ports.execution().commit(finalized);
      }
      case Effect.EpochFinalized(Boundary boundary) ->
          LOG.info(
              "epoch={} is final height={}",
              boundary.epoch().epoch(),
              boundary.epoch().lastHeight());
      case Effect.CatchUp catchUp -> ports.sync().catchUp(catchUp);
      case Effect.ReportEvidence(var evidence) -> {
        status.evidence();
        evidenceFile.write(engine.evidence());
        LOG.warn(
            "validator={} signed conflicting votes offence={} round={}",
            evidence.validator(),
            evidence.offence(),
            evidence.first().ballot().round());
      }
      case Effect.Penalize(Peer peer, var fault) -> ports.network().penalize(peer, fault);
      case Effect.Stalled(StallReport report) -> explain(report);
      case Effect.Disputed(var blockId, _) -> {
        status.disputed();
        LOG.error(
            "FATAL a quorum certified block={} which this node finds invalid: it no longer follows."
                + " Compare its version with the others'",
            blockId);
      }
      case Effect.SigningRefused(var ballot) -> refused(ballot);
    }
  }

  private void persist(Effect.Persist persist) {
    journal.append(persist.records());
    if (persist.sync()) {
      journal.sync();
      answers.add(new Input.Persisted(persist.seq()));
    }
  }

  private void setTimer(Effect.SetTimer set) {
    cancel(timers.remove(set.timer()));
    long setting = ++timerSettings;
    long handle = timerService.after(set.after().toMillis(), () -> fired(set.timer(), setting));
    timers.put(set.timer(), new ArmedTimer(setting, handle));
  }

  private void fired(TimerId timer, long setting) {
    if (!closed) {
      thread.submit(() -> {
        // A timer that was set anew or cancelled meanwhile is armed differently, or not.
        ArmedTimer armed = timers.get(timer);
        if (armed != null && armed.setting() == setting) {
          timers.remove(timer);
          step(new Input.TimerFired(timer));
        }
      });
    }
  }

  private void cancel(@Nullable ArmedTimer timer) {
    if (timer != null) {
      timerService.cancel(timer.handle());
    }
  }

  private void refused(Ballot ballot) {
    long now = clock.nanos();
    if (now - lastRefusalLineNanos >= NANOS_BETWEEN_STALL_LINES) {
      lastRefusalLineNanos = now;
      LOG.error(
          "the signer refused round={} vote={}: does this key run elsewhere, or is the data folder"
              + " old or new?",
          ballot.round(),
          ballot.kind());
    }
  }

  private void explain(StallReport report) {
    status.stalled(report);
    long now = clock.nanos();
    if (now - lastStallLineNanos >= NANOS_BETWEEN_STALL_LINES) {
      lastStallLineNanos = now;
      StallReport.Unfinalized unfinalized = report.unfinalized();
      LOG.warn(
          "not finalizing for={}s round={} leader={} awaiting={} quorum={} notarize={} nullify={}"
              + " finalize={} silent={} proposal={} missingBlocks={}",
          status.nanosSinceFinalized(now) / 1_000_000_000,
          report.round(),
          report.leader(),
          report.awaited(),
          report.quorum(),
          report.notarizeWeight(),
          report.nullifyWeight(),
          unfinalized == null ? 0 : unfinalized.finalizeWeight(),
          report.silent(),
          report.proposal() == null ? "none" : report.proposal(),
          report.missingBlocks());
    }
  }

  /// Lets what is queued run, then closes the journal.
  @Override
  public void close() {
    Invariant.check(!closed, "closed once");
    closed = true;
    thread.close();
    List.copyOf(timers.values()).forEach(this::cancel);
    journal.close();
  }
}
