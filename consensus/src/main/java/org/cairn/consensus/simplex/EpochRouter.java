package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.VoteSigner;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.EvidenceWindow;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.jspecify.annotations.Nullable;

/// The finality of a chain: one engine an epoch, and the passage from each to the next (§1.1, Epoch
/// end). The engine of an epoch that is over stays for two more epochs and answers those who are
/// still in it. Messages of an epoch that this node has not come to are kept for the moment that
/// this takes; a node that is further behind catches up.
///
/// Inputs and effects are those of the engines. Single-threaded and deterministic like them; input
/// from peers never makes it throw.
public final class EpochRouter {
  /// Epochs for which the engine of a past one still answers. Evidence of them is always kept; how
  /// much longer it counts is for the chain to say.
  public static final int RESPONDING_EPOCHS = 2;

  /// Evidence offered with a request for a payload, and told to a new peer.
  static final int OFFERED_EVIDENCE = 16;

  private final EngineConfig config;
  private final BlsProvider bls;
  private final @Nullable VoteSigner signer;
  private final Sequence sequence = new Sequence();
  private final EarlyMessages early = new EarlyMessages();
  private final EvidencePool evidence;
  private final EvidenceWindow window;
  private final TreeMap<Long, SimplexEngine> engines = new TreeMap<>();
  private final Map<Bytes, Peer> peers = new LinkedHashMap<>();

  /// Peers of later epochs that were asked how this one ended, in this view.
  private final Set<Bytes> asked = new LinkedHashSet<>();

  /// Journal records of epochs after the one that the node started in.
  private final List<JournalRecord> later = new ArrayList<>();

  private List<Effect> effects = new ArrayList<>();

  /// A chain's finality for a node that votes with the signer in the epochs whose validators have
  /// its key, or only follows when there is none.
  public EpochRouter(EngineConfig config, BlsProvider bls, @Nullable VoteSigner signer) {
    this(config, bls, signer, EvidenceWindow.SHORT);
  }

  /// The same on a chain that accepts evidence of many epochs.
  public EpochRouter(
      EngineConfig config, BlsProvider bls, @Nullable VoteSigner signer, EvidenceWindow window) {
    this.window = window;
    this.config = config;
    this.bls = bls;
    this.signer = signer;
    this.evidence = new EvidencePool(bls);
  }

  /// Takes one input in and gives out what is to be done, in order.
  public List<Effect> step(Input input) {
    Invariant.check(
        engines.isEmpty() == (input instanceof Input.Start), "the first input, once, is the start");
    switch (input) {
      case Input.Start(RecoveredState recovered) -> start(recovered);
      case Input.MessageReceived received -> receive(received);
      case Input.PeerConnected(Peer peer) -> connected(peer);
      case Input.PeerDisconnected(Peer peer) -> {
        peers.remove(peer.nodeId());
        early.forget(peer);
        engines.values().forEach(engine -> run(engine, input));
      }
      case Input.TimerFired(TimerId timer) -> route(timer.round().epoch(), input);
      case Input.PayloadBuilt built -> route(built.round().epoch(), input);
      case Input.PayloadFailed failed -> route(failed.round().epoch(), input);
      case Input.BlockVerified _, Input.Persisted _ ->
          engines.values().forEach(engine -> run(engine, input));
      case Input.EpochOpened(EpochContext context, Boundary boundary) -> open(context, boundary);
      case Input.FinalizationLearned learned ->
          route(learned.finalization().ballot().round().epoch(), input);
    }
    List<Effect> drained = effects;
    effects = new ArrayList<>();
    return drained;
  }

  // ---- Where the chain stands.

  /// The engine of the newest epoch.
  public SimplexEngine current() {
    return Invariant.present(engines.lastEntry(), "started").getValue();
  }

  public long epoch() {
    return current().context().epoch();
  }

  /// The newest block that was given out as final.
  public RootBlock root() {
    return current().root();
  }

  /// Verified evidence, the oldest first.
  public List<Evidence> evidence() {
    return evidence.all();
  }

  // ---- Epochs.

  private void start(RecoveredState recovered) {
    for (Boundary boundary : recovered.past()) {
      if (boundary.epoch().epoch() >= recovered.context().epoch() - RESPONDING_EPOCHS) {
        SimplexEngine over = engine(boundary.epoch(), null);
        engines.put(boundary.epoch().epoch(), over);
        run(over, new Input.EpochOpened(recovered.context(), boundary));
      }
    }
    for (JournalRecord entry : recovered.records()) {
      if (entry.round().epoch() > recovered.context().epoch()) {
        later.add(entry);
      }
    }
    begin(recovered);
    for (Evidence known : recovered.evidence()) {
      EpochContext context = contextOf(known);
      boolean _ =
          context != null
              && known.validator() < context.validators().size()
              && evidence.add(context, known);
    }
  }

  private void begin(RecoveredState recovered) {
    Boundary before = recovered.past().isEmpty() ? null : recovered.past().getLast();
    SimplexEngine engine = engine(recovered.context(), before);
    engines.put(recovered.context().epoch(), engine);
    peers.values().forEach(engine::meet);
    run(engine, new Input.Start(recovered));
  }

  private SimplexEngine engine(EpochContext context, @Nullable Boundary before) {
    return new SimplexEngine(EngineState.of(context, before, config, sequence), bls, signer);
  }

  /// Goes on to the next epoch; one that has been opened before is passed over.
  private void open(EpochContext context, Boundary boundary) {
    if (context.epoch() <= epoch()) {
      return;
    }
    Invariant.check(context.epoch() == epoch() + 1, "epochs follow one another");
    SimplexEngine over = current();
    if (over.isClosed() && signer != null) {
      signer.witnessedStart(context.epoch());
    }
    run(over, new Input.EpochOpened(context, boundary));
    begin(RecoveredState.opening(context, boundary, later));
    later.removeIf(entry -> entry.round().epoch() <= context.epoch());
    engines.headMap(context.epoch() - RESPONDING_EPOCHS).clear();
    evidence.forget(firstEpochOfEvidence(), window::isSettled);
    asked.clear();
    for (Input.MessageReceived message : early.drain()) {
      receive(message);
    }
  }

  // ---- Peers.

  private void connected(Peer peer) {
    peers.put(peer.nodeId(), peer);
    engines.values().forEach(engine -> run(engine, new Input.PeerConnected(peer)));
    for (Evidence known : offeredEvidence()) {
      effects.add(new Effect.SendTo(peer, new Message.Accusation(known)));
    }
  }

  private void receive(Input.MessageReceived received) {
    Message message = received.message();
    switch (message) {
      case Message.BlockRequest(Hash blockId) -> {
        for (SimplexEngine engine : engines.descendingMap().values()) {
          if (engine.holds(blockId)) {
            run(engine, received);
            return;
          }
        }
      }
      case Message.Accusation(Evidence accusation) -> {
        if (accusation.round().epoch() == epoch() + 1) {
          early.keep(received);
        } else {
          onAccusation(received.peer(), accusation);
        }
      }
      default -> {
        if (message.epoch() <= epoch()) {
          route(message.epoch(), received);
        } else {
          fromTheFuture(received);
        }
      }
    }
  }

  /// The sender is in an epoch that this node has not come to. Its engine of this one tells how it
  /// ended; when many blocks are missing, only final ones in bulk help.
  private void fromTheFuture(Input.MessageReceived received) {
    Message message = received.message();
    boolean next = message.epoch() == epoch() + 1;
    if (next) {
      early.keep(received);
      Certificate ending = ending(message);
      if (ending != null && !current().isClosed()) {
        run(current(), new Input.MessageReceived(received.peer(), ending, received.nowMillis()));
      }
    }
    if (current().isClosed() || !asked.add(received.peer().nodeId())) {
      return;
    }
    if (next) {
      effects.add(new Effect.SendTo(received.peer(), current().status()));
    }
    long missing = current().context().lastHeight() - root().height();
    if (!next || missing > BlockTracker.FETCH_DEPTH_BLOCKS) {
      Round claimed = new Round(message.epoch(), 0); // a false one costs a request for no blocks
      effects.add(new Effect.CatchUp(claimed, List.of(received.peer())));
    }
  }

  /// The finalization of this epoch that a first proposal of the next one contains.
  private @Nullable Certificate ending(Message message) {
    if (!(message instanceof Proposal proposal)) {
      return null;
    }
    Justification justification = proposal.block().justification();
    Certificate parent = justification.parent();
    boolean ofThisEpoch =
        parent != null
            && parent.kind() == VoteKind.FINALIZE
            && parent.ballot().round().epoch() == epoch();
    return ofThisEpoch ? parent : null;
  }

  private void onAccusation(Peer peer, Evidence accusation) {
    EpochContext context = contextOf(accusation);
    if (context == null || isNoNews(context, accusation)) {
      return;
    }
    if (evidence.isValid(context, accusation)) {
      report(context, accusation);
    } else {
      effects.add(new Effect.Penalize(peer, Fault.BAD_EVIDENCE));
    }
  }

  private boolean isNoNews(EpochContext context, Evidence accusation) {
    ValidatorSet set = context.validators();
    return evidence.isSuperfluous(context, accusation)
        || (accusation.validator() < set.size()
            && window.isSettled(set.publicKey(accusation.validator())));
  }

  /// The facts of the epoch that evidence is of; nothing when that is too far away for it to count.
  private @Nullable EpochContext contextOf(Evidence found) {
    long epoch = found.round().epoch();
    SimplexEngine engine = engines.get(epoch);
    if (engine != null) {
      return engine.context();
    }
    return epoch < firstEpochOfEvidence() || epoch > epoch() ? null : window.context(epoch);
  }

  /// Evidence of former epochs can be in no block of this one or a later one.
  private long firstEpochOfEvidence() {
    return epoch() - Math.max(RESPONDING_EPOCHS, window.epochs());
  }

  private List<Evidence> offeredEvidence() {
    return evidence.oldest(OFFERED_EVIDENCE, window::isSettled);
  }

  private void report(EpochContext context, Evidence found) {
    if (evidence.add(context, found)) {
      effects.add(new Effect.ReportEvidence(found));
      effects.add(new Effect.Broadcast(new Message.Accusation(found)));
    }
  }

  // ---- Engines.

  private void route(long epoch, Input input) {
    SimplexEngine engine = engines.get(epoch);
    if (engine != null) {
      run(engine, input);
    }
  }

  private void run(SimplexEngine engine, Input input) {
    for (Effect effect : engine.step(input)) {
      switch (effect) {
        case Effect.ReportEvidence(Evidence found) -> report(engine.context(), found);
        case Effect.EnteredView _, Effect.Stalled _ -> {
          asked.clear();
          engines.headMap(engine.context().epoch()).values().forEach(SimplexEngine::newPeriod);
          effects.add(effect);
        }
        case Effect.BuildPayload build ->
            effects.add(
                new Effect.BuildPayload(
                    build.round(),
                    build.parent(),
                    build.minTimestampMillis(),
                    build.randaoReveal(),
                    offeredEvidence()));
        default -> effects.add(effect);
      }
    }
  }
}
