package org.cairn.consensus.sim.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.Peer;
import org.cairn.consensus.simplex.TimerId;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Puts actions into the messages that one validator gets. Certificates carry everybody's
/// signature, whoever's were there: nothing depends on it. So a leader may know its own block by
/// another hash than the others do, and hears of it by that hash.
final class Wording {
  static final long BLOCK_MILLIS = 10;
  private static final long NOW_MILLIS = 5_000_000;

  private final Setting setting;
  private final EpochContext context;
  private final Names names;

  Wording(Setting setting, EpochContext context, Names names) {
    this.setting = setting;
    this.context = context;
    this.names = names;
  }

  static Bytes payload(long view, int salt) {
    return Bytes.of((byte) view, (byte) salt);
  }

  /// The inputs of an action for a validator that has made these blocks; notes the blocks they
  /// name.
  List<Input> inputs(
      Action action, int self, Map<Integer, ProposedBlock> own, Map<Hash, Integer> met) {
    return switch (action) {
      case Action.Propose(int id) -> {
        ProposedBlock block = block(id, own, met);
        ConsensusHeader header = block.header();
        Vote vote = vote(Ballot.notarize(header.round(), header.id()), header.proposer());
        yield List.of(from(header.proposer(), new Proposal(block, vote.signature())));
      }
      case Action.Supply(int id) ->
          List.of(from(other(self), new Message.BlockResponse(block(id, own, met))));
      case Action.Certify(int say) ->
          List.of(from(other(self), certificate(ballot(names.say(say), own, met))));
      case Action.Count(int say, int signers) -> {
        Ballot ballot = ballot(names.say(say), own, met);
        List<Input> votes = new ArrayList<>();
        for (int i = 0; i < setting.stakes().size(); i++) {
          if (((signers >> i) & 1) != 0 && i != self) {
            votes.add(from(i, vote(ballot, i)));
          }
        }
        yield votes;
      }
      case Action.Timeout(long view) ->
          List.of(new Input.TimerFired(new TimerId(TimerId.Kind.ADVANCE, round(view))));
    };
  }

  private int other(int self) {
    return self == 0 ? 1 : 0;
  }

  private static Input from(int validator, Message message) {
    var peer = new Peer(Setting.nodeId(validator), FakeBls.key(validator));
    return new Input.MessageReceived(peer, message, NOW_MILLIS);
  }

  private Round round(long view) {
    return new Round(context.epoch(), view);
  }

  private ProposedBlock block(int id, Map<Integer, ProposedBlock> own, Map<Hash, Integer> met) {
    ProposedBlock mine = own.get(id);
    if (mine != null) {
      return mine;
    }
    Names.Block name = names.block(id);
    RootBlock parent = context.root();
    Certificate certificate = null;
    if (name.parent() != Names.GENESIS) {
      ProposedBlock before = block(name.parent(), own, met);
      parent = RootBlock.of(before.header(), before.id());
      Round at = before.header().round();
      certificate =
          certificate(
              name.finalParent()
                  ? Ballot.finalize(at, parent.id())
                  : Ballot.notarize(at, parent.id()));
    }
    List<Certificate> skips = new ArrayList<>();
    for (long view = parent.view() + 1; view < name.view(); view++) {
      skips.add(certificate(Ballot.nullify(round(view))));
    }
    var block = block(name, parent, new Justification(certificate, skips));
    met.put(block.id(), id);
    return block;
  }

  private ProposedBlock block(Names.Block name, RootBlock parent, Justification justification) {
    Round round = round(name.view());
    int leader = setting.leaders().get((int) name.view() - 1);
    Bytes payload = payload(name.view(), name.salt());
    ConsensusHeader header =
        new ConsensusHeader(
            round,
            parent.view(),
            parent.id(),
            parent.height() + 1,
            leader,
            parent.timestampMillis() + BLOCK_MILLIS,
            Sha256.hash(payload.shared()),
            StakingRoots.NONE,
            justification.root(),
            FakeBls.reveal(context, round, leader),
            null,
            null);
    return new ProposedBlock(header, justification, payload);
  }

  private Ballot ballot(Names.Say say, Map<Integer, ProposedBlock> own, Map<Hash, Integer> met) {
    Round round = round(say.view());
    return say.kind() == VoteKind.NULLIFY
        ? Ballot.nullify(round)
        : new Ballot(say.kind(), round, block(say.block(), own, met).id());
  }

  private Vote vote(Ballot ballot, int validator) {
    Bytes signature = FakeBls.sign(FakeBls.key(validator), context.signingRoot(ballot));
    return new Vote(ballot, validator, signature);
  }

  private Certificate certificate(Ballot ballot) {
    boolean[] signed = new boolean[setting.stakes().size()];
    List<Bytes> signatures = new ArrayList<>();
    for (int i = 0; i < signed.length; i++) {
      signed[i] = true;
      signatures.add(vote(ballot, i).signature());
    }
    return new Certificate(ballot, SignerSet.of(signed), new FakeBls().aggregate(signatures));
  }
}
