package org.cairn.consensus.simplex;

import java.util.List;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.CertificateVerifier;
import org.cairn.consensus.crypto.VoteSigner;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.leader.LeaderSchedule;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
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
  /// Votes are taken from views this far ahead: some run ahead before their certificate is here.
  private static final long LOOKAHEAD_VIEWS = 8;

  private final EpochContext context;
  private final ValidatorSet validators;
  private final EngineConfig config;
  private final CertificateVerifier certificates;
  private final JustificationVerifier justifications;
  private final LeaderSchedule schedule;
  private final InactivityTracker inactivity;
  private final ViewStore views;
  private final BlockTree tree;
  private final Position position = new Position();
  private final Outbox outbox = new Outbox();
  private final Voter voter;
  private final BlockFetcher fetcher;
  private final VoteCounter votes;
  private final ViewTimers timers;
  private final BlockTracker blocks;
  private final Standing standing;

  /// The parent on which a payload is being built for the current view.
  private ParentSelector.Choice.@Nullable Build building;

  /// An engine that votes with the signer, or only follows when there is none.
  public SimplexEngine(
      EpochContext context, EngineConfig config, BlsProvider bls, @Nullable VoteSigner signer) {
    this.context = context;
    this.validators = context.validators();
    this.config = config;
    this.certificates = new CertificateVerifier(context, bls);
    this.views = new ViewStore(validators);
    this.tree = new BlockTree(context.root());
    this.justifications = new JustificationVerifier(certificates, views, context.root());
    this.schedule = new LeaderSchedule(context);
    this.inactivity = new InactivityTracker(validators, config.inactiveAfterViews());
    Pacemaker pacemaker = new Pacemaker(config);
    this.timers = new ViewTimers(pacemaker, views, position, outbox);
    this.voter = new Voter(context, signer, outbox);
    this.fetcher = new BlockFetcher(outbox, pacemaker);
    this.votes = new VoteCounter(context, bls, inactivity, views, fetcher, outbox);
    this.blocks = new BlockTracker(views, tree, fetcher, outbox);
    this.standing = new Standing(context.epoch(), views, position, outbox);
  }

  /// Takes one input in and gives out what is to be done, in order.
  public List<Effect> step(Input input) {
    Invariant.check(
        (position.view == 0) == (input instanceof Input.Start),
        "the first input, once, is the start");
    switch (input) {
      case Input.Start(RecoveredState recovered) -> start(recovered);
      case Input.MessageReceived(Peer peer, Message message, long nowMillis) ->
          onMessage(peer, message, nowMillis);
      case Input.PeerConnected(Peer peer) -> {
        fetcher.connected(peer);
        standing.tell(peer);
      }
      case Input.PeerDisconnected(Peer peer) -> fetcher.disconnected(peer);
      case Input.TimerFired(TimerId timer) -> onTimer(timer);
      case Input.PayloadBuilt built -> onPayload(built);
      case Input.PayloadFailed(long view) -> expire(view);
      case Input.BlockVerified(Hash blockId, Verdict verdict) -> onVerified(blockId, verdict);
      case Input.Persisted(long seq) -> onPersisted(seq);
      case Input.FinalizationLearned(ConsensusHeader head, Certificate finalization) ->
          onFinalizationLearned(head, finalization);
    }
    return outbox.drain();
  }

  // ---- Where the engine stands, for metrics and tests.

  /// The view this node is in; 0 before the start.
  public long currentView() {
    return position.view;
  }

  /// The view of the newest finalization known, delivered or not.
  public long finalizedView() {
    return views.finalizedView();
  }

  /// The newest block that was given out as final.
  public RootBlock root() {
    return tree.root();
  }

  public int leader(long view) {
    return schedule.leader(view);
  }

  // ---- Start and recovery (§1.4).

  private void start(RecoveredState recovered) {
    tree.advance(recovered.root());
    Certificate covering = recovered.finalization();
    if (covering != null) {
      views.raise(covering);
      views.open(covering.view()).hold(covering);
    }
    Invariant.check(
        views.finalizedView() >= recovered.root().view(), "a committed block has its finalization");
    for (JournalRecord entry : recovered.records()) {
      if (entry.view() > recovered.root().view()) {
        restore(entry);
      }
    }
    long left = views.finalizedView();
    for (ViewState state : views.descending()) {
      boolean voted = state.myNotarize != null || state.myNullify || state.myFinalize != null;
      left = Math.max(left, state.best() != null ? state.view : voted ? state.view - 1 : 0);
    }
    ViewState before = views.get(left);
    enter(left + 1, before == null ? null : before.best());
    for (ViewState state : List.copyOf(views.from(recovered.root().view() + 1))) {
      resume(state);
    }
    for (BlockTree.Node node : tree.nodes()) {
      consider(node);
    }
    standing.broadcast();
  }

  private void restore(JournalRecord entry) {
    switch (entry) {
      case JournalRecord.CertificateStored(Certificate certificate) -> {
        boolean _ = views.open(certificate.view()).hold(certificate);
        if (certificate.kind() == VoteKind.FINALIZE) {
          views.raise(certificate);
        }
      }
      case JournalRecord.BlockStored(ProposedBlock block) ->
          tree.add(block.id(), block, null).stored = true;
      case JournalRecord.Voted(Vote vote) -> {
        Invariant.check(
            voter.isObserver() || vote.validator() == voter.self(),
            "the journal holds votes of validator " + vote.validator());
        voter.restore(views.open(vote.ballot().view()), vote, tree.get(vote.ballot().blockId()));
      }
    }
  }

  /// Takes up the work on a view that the journal tells of.
  private void resume(ViewState state) {
    Certificate named = state.finalization != null ? state.finalization : state.notarization;
    if (named != null) {
      blocks.want(named, null);
    }
    for (VoteKind kind : VoteKind.values()) {
      Vote own = voter.isObserver() ? null : state.tally.vote(kind, voter.self());
      if (own != null) {
        learnOwn(votes.certificate(state, own.ballot()));
      }
    }
  }

  // ---- Views (§1.1, Enter).

  private void enter(long view, @Nullable Certificate because) {
    if (view <= position.view) {
      return;
    }
    if (position.view > 0) {
      timers.stop();
    }
    if (position.view == 0 || view - position.view > config.inactiveAfterViews()) {
      inactivity.reset(view);
    }
    position.view = view;
    position.entry = because;
    building = null;
    standing.newPeriod();
    ViewState state = views.open(view);
    int leader = schedule.leader(view);
    boolean nullified = because != null && because.kind() == VoteKind.NULLIFY;
    outbox.emit(new Effect.EnteredView(view, leader, nullified));
    timers.start(voter.isObserver(), state.proposal != null);
    if (leader == voter.self()) {
      propose();
    } else if (inactivity.isInactive(leader, view)) {
      expire(view);
    }
    checkExpiry(state);
  }

  /// Builds on the best parent, once it can be told which one that is (§1.1, SelectParent).
  private void propose() {
    if (schedule.leader(position.view) != voter.self() || building != null) {
      return;
    }
    if (!Voter.mayPropose(views.open(position.view))) {
      return;
    }
    switch (ParentSelector.select(position.view, views, tree, context.root())) {
      case ParentSelector.Choice.Build build -> {
        building = build;
        RootBlock parent = build.parent();
        outbox.emit(new Effect.BuildPayload(position.view, parent, parent.timestampMillis() + 1));
      }
      case ParentSelector.Choice.Wait() -> {}
      case ParentSelector.Choice.None() -> expire(position.view);
    }
  }

  private void onPayload(Input.PayloadBuilt built) {
    ParentSelector.Choice.Build base = building;
    if (built.view() != position.view || base == null) {
      return;
    }
    ViewState state = views.open(position.view);
    RootBlock parent = base.parent();
    boolean fits =
        built.timestampMillis() > parent.timestampMillis()
            && built.payload().size() <= ProposedBlock.MAX_PAYLOAD_BYTES;
    if (!fits) {
      expire(position.view);
      return;
    }
    if (!Voter.mayPropose(state)) {
      return;
    }
    ConsensusHeader header =
        new ConsensusHeader(
            new Round(context.epoch(), position.view),
            parent.view(),
            parent.id(),
            parent.height() + 1,
            voter.self(),
            built.timestampMillis(),
            built.payloadRoot(),
            base.justification().root());
    ProposedBlock block = new ProposedBlock(header, base.justification(), built.payload());
    BlockTree.Node node = tree.add(header.id(), block, null);
    node.status = BlockTree.Status.VALID;
    state.proposal = node.id;
    timers.proposalIsHere();
    voter.propose(state, node);
  }

  // ---- Timers.

  private void onTimer(TimerId timer) {
    boolean here = timer.view() == position.view;
    switch (timer.kind()) {
      case LEADER -> {
        if (here && views.open(position.view).proposal == null) {
          expire(position.view);
        }
      }
      case ADVANCE -> expire(timer.view());
      case REBROADCAST -> {
        if (here) {
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

  /// Votes to nullify the current view: its time is up, or it cannot succeed.
  private void expire(long view) {
    if (view == position.view && voter.nullify(views.open(view), view)) {
      timers.rebroadcast();
    }
  }

  /// Whether the votes show already that the current view brings no block: its leader gave up
  /// without a proposal, or no block can reach a quorum any more (the contradiction rule).
  private void checkExpiry(ViewState state) {
    if (state.view != position.view) {
      return;
    }
    int leader = schedule.leader(state.view);
    boolean leaderGaveUp =
        state.proposal == null && state.tally.vote(VoteKind.NULLIFY, leader) != null;
    long undecided = validators.total() - state.tally.weight(VoteKind.NOTARIZE);
    boolean contradicted = state.tally.heaviestNotarize() + undecided < validators.quorum();
    if (leaderGaveUp || contradicted) {
      expire(state.view);
    }
  }

  private void rebroadcast() {
    standing.newPeriod();
    standing.broadcast();
    blocks.catchUp(List.of());
    outbox.emit(
        new Effect.Stalled(
            StallReport.of(
                views.open(position.view),
                schedule.leader(position.view),
                validators,
                fetcher.missing())));
    timers.rebroadcast();
  }

  // ---- Messages.

  private void onMessage(Peer peer, Message message, long nowMillis) {
    long epoch =
        switch (message) {
          case Proposal proposal -> proposal.block().header().round().epoch();
          case Vote vote -> vote.ballot().round().epoch();
          case Certificate certificate -> certificate.ballot().round().epoch();
          case Message.Status status -> status.round().epoch();
          case Message.BlockRequest _ -> context.epoch();
          case Message.BlockResponse(ProposedBlock block) -> block.header().round().epoch();
        };
    if (epoch != context.epoch()) {
      penalize(peer, Fault.NOT_YOURS);
      return;
    }
    fetcher.connected(peer);
    switch (message) {
      case Proposal proposal -> onProposal(peer, proposal, nowMillis);
      case Vote vote -> onVote(peer, vote);
      case Certificate certificate -> onCertificate(peer, certificate);
      case Message.Status status -> standing.onStatus(peer, status);
      case Message.BlockRequest(Hash blockId) -> blocks.serve(peer, blockId);
      case Message.BlockResponse(ProposedBlock block) -> onBlock(peer, block);
    }
  }

  private void onProposal(Peer peer, Proposal proposal, long nowMillis) {
    ProposedBlock block = proposal.block();
    ConsensusHeader header = block.header();
    long view = header.view();
    if (view <= views.finalizedView() || header.proposer() == voter.self()) {
      return;
    }
    if (header.proposer() != schedule.leader(view)) {
      penalize(peer, Fault.BAD_PROPOSAL);
      return;
    }
    if (peer.validator() != header.proposer()) {
      return; // only the leader itself proposes; others answer requests
    }
    Vote vote = proposal.vote();
    Hash id = vote.ballot().blockId();
    ViewState known = views.get(view);
    Hash first = known == null ? null : known.proposal;
    if (view >= position.view && first == null) {
      if (!justifications.isComplete(header, block.justification())
          || !justifications.isProven(block.justification())) {
        penalize(peer, Fault.BAD_PROPOSAL);
        return;
      }
      learnFrom(block.justification(), peer);
      if (view == position.view) {
        accept(peer, block, id, nowMillis);
      }
    }
    onBlock(peer, block);
    if (view <= position.view + LOOKAHEAD_VIEWS) {
      count(peer, vote);
    }
    if (first != null && !first.equals(id)) {
      expire(view); // two proposals: nothing good can come of the view
    }
  }

  /// Takes the leader's first proposal of the current view.
  private void accept(Peer peer, ProposedBlock block, Hash id, long nowMillis) {
    ViewState state = views.open(position.view);
    state.proposal = id;
    state.fromTheFuture =
        block.header().timestampMillis() - config.maxClockDriftMillis() > nowMillis;
    timers.proposalIsHere();
    if (!blocks.isFarBehind()) {
      consider(tree.add(id, block, peer));
    }
  }

  /// The justification's certificates, newest first: the newest one opens the block's view, so that
  /// the views before it are not entered one by one.
  private void learnFrom(Justification justification, Peer peer) {
    for (Certificate skip : justification.skips().reversed()) {
      learn(skip, peer, false);
    }
    Certificate parent = justification.parent();
    if (parent != null) {
      learn(parent, peer, false);
    }
  }

  private void onVote(Peer peer, Vote vote) {
    long view = vote.ballot().view();
    if (vote.validator() != peer.validator() || vote.validator() >= validators.size()) {
      penalize(peer, Fault.NOT_YOURS);
      return;
    }
    if (vote.validator() == voter.self() || view > position.view + LOOKAHEAD_VIEWS) {
      return;
    }
    if (vote.ballot().kind() == VoteKind.NULLIFY && view < position.view) {
      standing.help(peer); // it is stuck where others have moved on
    }
    if (view > views.finalizedView() - ViewStore.RETAINED_VIEWS) {
      count(peer, vote);
    }
  }

  private void onCertificate(Peer peer, Certificate certificate) {
    ViewState state = views.get(certificate.view());
    if (certificate.view() <= views.finalizedView()
        || (state != null && state.certificate(certificate.kind()) != null)) {
      return;
    }
    if (!certificates.isValid(certificate)) {
      penalize(peer, Fault.BAD_CERTIFICATE);
      return;
    }
    learn(certificate, peer, true);
  }

  // ---- Votes and certificates.

  private void count(Peer author, Vote vote) {
    learnOwn(votes.count(author, vote));
    checkExpiry(views.open(vote.ballot().view()));
  }

  /// Takes up a certificate that this node has made itself, if any.
  private void learnOwn(@Nullable Certificate made) {
    if (made != null) {
      learn(made, null, true);
    }
  }

  /// Takes up a certificate that has been verified: keeps it, passes it on once, and moves on.
  private void learn(Certificate certificate, @Nullable Peer from, boolean relay) {
    long view = certificate.view();
    if (view <= views.finalizedView()) {
      return;
    }
    ViewState state = views.open(view);
    if (!state.hold(certificate)) {
      return;
    }
    outbox.journal(new JournalRecord.CertificateStored(certificate));
    if (relay || view >= position.view) {
      outbox.emit(new Effect.Broadcast(certificate));
    }
    inactivity.seen(certificate.signers(), view);
    switch (certificate.kind()) {
      case NOTARIZE -> blocks.want(certificate, from);
      case NULLIFY -> {}
      case FINALIZE -> {
        views.raise(certificate);
        views.prune();
        blocks.want(certificate, from);
      }
    }
    enter(view + 1, certificate);
    if (certificate.kind() != VoteKind.NULLIFY) {
      settle(state);
    }
    if (certificate.kind() == VoteKind.FINALIZE) {
      seekMissing();
    }
    propose();
  }

  /// Looks again at a view whose block or certificate has just become known.
  private void settle(ViewState state) {
    BlockTree.Node node = blocks.certified(state);
    if (node != null) {
      voter.finalizeBlock(state, node, views.finalizedView());
    }
    if (blocks.deliver()) {
      considerChildren(tree.root().id());
    }
    blocks.announceHead();
  }

  private void onPersisted(long seq) {
    for (Outbox.Held held : outbox.release(seq)) {
      Vote vote = held.vote();
      if (vote.ballot().view() <= views.finalizedView()) {
        continue; // nobody needs it any more
      }
      ViewState state = views.open(vote.ballot().view());
      state.said.add(held.message());
      outbox.emit(new Effect.Broadcast(held.message()));
      learnOwn(votes.countOwn(vote));
      checkExpiry(state);
    }
  }

  // ---- Blocks.

  /// A block that a certificate names, from whomever.
  private void onBlock(Peer peer, ProposedBlock block) {
    Hash id = block.id();
    if (!fetcher.isWanted(id)) {
      return;
    }
    if (!block.header().justificationRoot().equals(block.justification().root())) {
      penalize(peer, Fault.BAD_PROPOSAL);
      return;
    }
    fetcher.found(id);
    consider(tree.add(id, block, peer));
  }

  /// Has a block verified as soon as its parent is valid.
  private void consider(BlockTree.Node node) {
    switch (blocks.readiness(node)) {
      case READY, WAITING -> {}
      case BROKEN -> invalidate(node);
    }
  }

  /// Asks again for what keeps final blocks from being given out: a catch-up may have ended below
  /// them.
  private void seekMissing() {
    BlockTree.Node waiting = blocks.firstWaiting();
    if (waiting != null) {
      consider(waiting);
    }
  }

  private void considerChildren(Hash id) {
    tree.children(id).forEach(this::consider);
  }

  private void onVerified(Hash blockId, Verdict verdict) {
    BlockTree.Node node = tree.get(blockId);
    if (node == null || node.status != BlockTree.Status.VERIFYING) {
      return;
    }
    switch (verdict) {
      case VALID -> {
        node.status = BlockTree.Status.VALID;
        ViewState state = views.open(node.header().view());
        voter.notarize(state, node, position.view);
        settle(state);
        considerChildren(node.id);
        propose();
      }
      case INVALID -> {
        invalidate(node);
        propose();
      }
      case MISMATCH -> {
        if (node.source != null) {
          penalize(node.source, Fault.WRONG_PAYLOAD);
        }
        blocks.discard(node);
      }
    }
  }

  /// Nothing can be built on the block or its descendants. When a quorum thinks otherwise, the
  /// operator is told.
  private void invalidate(BlockTree.Node node) {
    for (BlockTree.Node lost : blocks.invalidate(node)) {
      ViewState state = views.get(lost.header().view());
      if (state != null && state.isProposal(lost.id)) {
        expire(state.view);
      }
    }
  }

  /// The node's own catch-up has committed final blocks.
  private void onFinalizationLearned(ConsensusHeader head, Certificate finalization) {
    Hash id = head.id();
    if (head.view() > tree.root().view()) {
      tree.advance(RootBlock.of(head, id));
      fetcher.forget(head.view());
    }
    learn(finalization, null, true);
    considerChildren(tree.root().id());
    Certificate newest = views.finalization();
    if (newest != null) {
      blocks.want(newest, null);
      settle(views.open(newest.view()));
    }
    seekMissing();
    propose();
  }

  private void penalize(Peer peer, Fault fault) {
    outbox.emit(new Effect.Penalize(peer, fault));
  }
}
