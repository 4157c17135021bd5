package org.cairn.consensus.simplex;

import java.util.List;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.CertificateVerifier;
import org.cairn.consensus.crypto.VoteSigner;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Message;
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
  private final CurrentView current;
  private final BlockFetcher fetcher;
  private final BlockTracker blocks;
  private final BlockProgress progress;
  private final CertificateBook book;
  private final ViewTimers timers;
  private final Standing standing;
  private final Inbox inbox;
  private final Recovery recovery;

  /// An engine that votes with the signer, or only follows when there is none.
  public SimplexEngine(
      EpochContext context, EngineConfig config, BlsProvider bls, @Nullable VoteSigner signer) {
    this.state = EngineState.of(context, config);
    ViewStore views = state.views();
    Outbox outbox = state.outbox();
    var verifier = new CertificateVerifier(context, bls);
    var inactivity = new InactivityTracker(context.validators(), config.inactiveAfterViews());
    var pacemaker = new Pacemaker(config);
    var voter = new Voter(context, signer, outbox);
    this.timers = new ViewTimers(pacemaker, views, state.position(), outbox);
    this.standing = new Standing(context.epoch(), views, state.position(), outbox);
    this.current = new CurrentView(state, inactivity, voter, timers, standing);
    this.fetcher = new BlockFetcher(outbox, pacemaker);
    this.blocks = new BlockTracker(views, state.tree(), fetcher, outbox);
    this.progress = new BlockProgress(state, blocks, fetcher, voter, current);
    var votes = new VoteCounter(context, bls, inactivity, views, fetcher, outbox);
    this.book = new CertificateBook(state, verifier, votes, inactivity, blocks, progress, current);
    this.inbox =
        new Inbox(
            state,
            new JustificationVerifier(verifier, views, context.root()),
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
    Invariant.check(
        (currentView() == 0) == (input instanceof Input.Start),
        "the first input, once, is the start");
    switch (input) {
      case Input.Start(RecoveredState recovered) -> recovery.start(recovered);
      case Input.MessageReceived(Peer peer, Message message, long nowMillis) ->
          inbox.receive(peer, message, nowMillis);
      case Input.PeerConnected(Peer peer) -> {
        fetcher.connected(peer);
        standing.tell(peer);
      }
      case Input.PeerDisconnected(Peer peer) -> fetcher.disconnected(peer);
      case Input.TimerFired(TimerId timer) -> onTimer(timer);
      case Input.PayloadBuilt built -> current.onPayload(built);
      case Input.PayloadFailed(long view) -> current.expire(view);
      case Input.BlockVerified(Hash blockId, Verdict verdict) ->
          progress.onVerified(blockId, verdict);
      case Input.Persisted(long seq) -> onPersisted(seq);
      case Input.FinalizationLearned(ConsensusHeader head, Certificate finalization) -> {
        progress.committed(head);
        book.learn(finalization, null, true);
        progress.resume();
      }
    }
    return state.outbox().drain();
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

  /// The newest block that was given out as final.
  public RootBlock root() {
    return state.tree().root();
  }

  public int leader(long view) {
    return state.schedule().leader(view);
  }

  // ---- Timers and the journal's answers.

  private void onTimer(TimerId timer) {
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
    long view = currentView();
    state
        .outbox()
        .emit(
            new Effect.Stalled(
                StallReport.of(
                    state.views().open(view),
                    leader(view),
                    state.validators(),
                    fetcher.missing())));
    timers.rebroadcast();
  }

  /// What was held back is durable now: it is sent, and counts here as well (§1.4).
  private void onPersisted(long seq) {
    for (Outbox.Held held : state.outbox().release(seq)) {
      Vote vote = held.vote();
      if (vote.ballot().view() <= finalizedView()) {
        continue; // nobody needs it any more
      }
      state.views().open(vote.ballot().view()).said.add(held.message());
      state.outbox().emit(new Effect.Broadcast(held.message()));
      book.countOwn(vote);
    }
  }
}
