package org.cairn.consensus.simplex;

import java.util.List;
import java.util.function.ToLongFunction;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.CertificateVerifier;
import org.cairn.consensus.crypto.VoteSigner;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.jspecify.annotations.Nullable;

/// The finality engine of one epoch: accountable, stake-weighted Simplex (docs/consensus.md).
///
/// Time passes in views. A view has one leader, who proposes one block. A validator votes to
/// notarize the first valid block that it sees, and to nullify the view when that takes too long; a
/// quorum of either moves everybody on. Whoever sees a block notarized in a view that it has not
/// asked to nullify votes to finalize it; a quorum of that makes the block and its ancestors final.
///
/// Why that is safe, in three lines: two quorums share an honest validator. No honest validator
/// both nullifies and finalizes a view, or finalizes another block than it notarized, so a final
/// view has no nullification and no other notarized block. A later block has to show, by
/// certificates inside it, a nullification of every view it skips, so it cannot skip a final one.
///
/// The rule that makes this durable: what a vote says is in [ViewState] before it is signed and in
/// the journal before it is sent ([Voter], [Outbox]).
///
/// Single-threaded and deterministic: the same inputs give the same effects. Input from peers never
/// makes it throw.
public final class SimplexEngine {
  private final EngineState state;
  private final InactivityTracker inactivity;
  private final CurrentView current;
  private final BlockFetcher fetcher;
  private final BlockTracker blocks;
  private final BlockProgress progress;
  private final CertificateBook book;
  private final ViewTimers timers;
  private final Standing standing;
  private final Inbox inbox;
  private final Recovery recovery;

  /// An engine of a chain's first epoch that votes with the signer, or only follows when there is
  /// none or its key is not among the epoch's validators.
  public SimplexEngine(
      EpochContext context, EngineConfig config, BlsProvider bls, @Nullable VoteSigner signer) {
    this(EngineState.of(context, null, config, new Sequence()), bls, signer);
  }

  SimplexEngine(EngineState state, BlsProvider bls, @Nullable VoteSigner signer) {
    this.state = state;
    EpochContext context = state.context();
    EngineConfig config = state.config();
    var verifier = new CertificateVerifier(context, bls);
    this.inactivity = new InactivityTracker(context.validators(), config.inactiveAfterViews());
    var pacemaker = new Pacemaker(config);
    var voter = new Voter(state, signer);
    this.timers = new ViewTimers(pacemaker, state);
    this.standing = new Standing(state);
    this.current = new CurrentView(state, inactivity, voter, timers, standing);
    this.fetcher = new BlockFetcher(state, pacemaker);
    this.blocks = new BlockTracker(state, fetcher, bls);
    this.progress = new BlockProgress(state, blocks, fetcher, voter, current);
    var votes = new VoteCounter(state, bls, inactivity, fetcher);
    this.book = new CertificateBook(state, verifier, votes, inactivity, blocks, progress, current);
    this.inbox =
        new Inbox(
            state,
            new JustificationVerifier(state, verifier, bls),
            book,
            blocks,
            progress,
            fetcher,
            current,
            timers,
            standing,
            voter.self());
    this.recovery = new Recovery(state, voter, book, blocks, progress, current, standing);
  }

  /// Takes one input in and gives out what is to be done, in order.
  public List<Effect> step(Input input) {
    boolean first = currentView() == 0 && !isClosed();
    Invariant.check(
        first
            ? input instanceof Input.Start || input instanceof Input.EpochOpened
            : !(input instanceof Input.Start),
        "the first input, once, is the start");
    switch (input) {
      case Input.Start(RecoveredState recovered) -> recovery.start(recovered);
      case Input.MessageReceived(Peer peer, Message message, long nowMillis) ->
          inbox.receive(peer, message, nowMillis);
      case Input.PeerConnected(Peer peer) -> {
        fetcher.connected(peer);
        if (!isClosed()) {
          standing.tell(peer);
        }
      }
      case Input.PeerDisconnected(Peer peer) -> fetcher.disconnected(peer);
      case Input.TimerFired(TimerId timer) -> onTimer(timer);
      case Input.PayloadBuilt built -> current.onPayload(built);
      case Input.PayloadFailed(Round round) -> current.expire(round.view());
      case Input.BlockVerified(Hash blockId, Verdict verdict) ->
          progress.onVerified(blockId, verdict);
      case Input.Persisted(long seq) -> onPersisted(seq);
      case Input.FinalizationLearned(ConsensusHeader head, Certificate finalization) -> {
        if (!isClosed()) {
          progress.committed(head);
          book.learn(finalization, null, true);
          progress.resume();
        }
      }
      case Input.EpochOpened(_, Boundary boundary) -> conclude(boundary);
    }
    return state.outbox().drain();
  }

  /// The epoch is over, whether this engine saw it or the node caught up: from now on it only tells
  /// those who are behind (§1.1, Epoch end).
  private void conclude(Boundary boundary) {
    Certificate finalization = boundary.finalization();
    state.views().raise(finalization);
    boolean _ = state.views().open(finalization.view()).hold(finalization);
    progress.committed(boundary.proof().header());
    state.position().closed = true;
    if (currentView() > 0) {
      timers.stop();
    }
  }

  /// Everybody may ask this engine once more.
  void newPeriod() {
    standing.newPeriod();
  }

  /// The peer is there, and need not be told anything.
  void meet(Peer peer) {
    fetcher.connected(peer);
  }

  boolean holds(Hash blockId) {
    return state.tree().get(blockId) != null;
  }

  /// Where this node stands, as it tells others.
  Message.Status status() {
    return standing.status();
  }

  Round round() {
    return state.round(currentView());
  }

  EpochContext context() {
    return state.context();
  }

  // ---- Where the engine stands, for metrics and tests.

  /// The view this node is in; 0 before the start.
  public long currentView() {
    return state.position().view;
  }

  /// The view of the newest finalization known, delivered or not.
  public long finalizedView() {
    return state.views().finalizedView();
  }

  /// Who has said what in the current view, and what it waits for.
  public StallReport report() {
    return StallReport.of(state, fetcher.missing());
  }

  /// Whether the epoch's last block is final.
  public boolean isClosed() {
    return state.position().closed;
  }

  /// The newest block that was given out as final.
  public RootBlock root() {
    return state.tree().root();
  }

  /// All that decides how this engine answers in its first views, as numbers; see [Fingerprint].
  public List<Long> fingerprint(ToLongFunction<Hash> names) {
    return Fingerprint.of(state, fetcher, inactivity, names);
  }

  /// How much is in memory: views, and blocks of all of them.
  public record Footprint(int views, int blocks) {}

  public Footprint footprint() {
    return new Footprint(state.views().size(), state.tree().size());
  }

  public int leader(long view) {
    return state.schedule().leader(view);
  }

  // ---- Timers and the journal's answers.

  private void onTimer(TimerId timer) {
    if (isClosed()) {
      return;
    }
    switch (timer.kind()) {
      case LEADER -> current.leaderIsLate(timer.view());
      case ADVANCE -> current.expire(timer.view());
      case REBROADCAST -> {
        if (timer.view() == currentView()) {
          rebroadcast();
        }
      }
      case FETCH -> {
        if (fetcher.ask()) {
          blocks.catchUp(List.of());
        }
      }
    }
  }

  /// t_r: nothing moves; says again where this node stands, and why (§1.1).
  private void rebroadcast() {
    standing.newPeriod();
    standing.broadcast();
    blocks.catchUp(List.of());
    state.outbox().emit(new Effect.Stalled(report()));
    timers.rebroadcast();
  }

  /// What was held back is durable now: it is sent, and counts here as well (§1.4).
  private void onPersisted(long seq) {
    for (Outbox.Held held : state.outbox().release(seq)) {
      Vote vote = held.vote();
      if (vote.ballot().view() <= finalizedView() || isClosed()) {
        continue; // nobody needs it any more
      }
      state.views().open(vote.ballot().view()).said.add(held.message());
      state.outbox().emit(new Effect.Broadcast(held.message()));
      book.countOwn(vote);
    }
  }
}
