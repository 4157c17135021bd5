package org.cairn.consensus.sim.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.consensus.sim.GuardedFakeSigner;
import org.cairn.consensus.sim.MemoryWatermark;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.EngineConfig;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.RecoveredState;
import org.cairn.consensus.simplex.SimplexEngine;
import org.cairn.consensus.simplex.Verdict;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// One honest validator: all states that it was found in, and where actions lead from them. Journal
/// and execution answer at once, and hold every block to be valid.
final class Node {
  private static final EngineConfig CONFIG = EngineConfig.of(100, 50);

  private final int self;
  private final int views;
  private final EpochContext context;
  private final Names names;
  private final Wording wording;
  private final List<Local> locals = new ArrayList<>();
  private final Map<Object, Integer> ids = new HashMap<>();

  /// Of states that were reached by several ways, the way that was found last.
  private final Map<Integer, Local> otherWays = new HashMap<>();

  private final List<Voice> voices = new ArrayList<>();
  private final Map<Voice, Integer> voiceIds = new HashMap<>();

  private record Key(List<Long> fingerprint, int voice) {}

  Node(int self, Setting setting, EpochContext context, Names names) {
    this.self = self;
    this.views = setting.views();
    this.context = context;
    this.names = names;
    this.wording = new Wording(setting, context, names);
    int _ = new Replay(null).intern(-1, -1);
  }

  int self() {
    return self;
  }

  Local local(int id) {
    return locals.get(id);
  }

  int size() {
    return locals.size();
  }

  Voice voice(int id) {
    return voices.get(id);
  }

  int next(int from, int action) {
    Local local = locals.get(from);
    Integer known = local.next.get(action);
    if (known != null) {
      return known;
    }
    int reached = after(local, action);
    local.next.put(action, reached);
    return reached;
  }

  private int after(Local local, int action) {
    Replay replay = new Replay(local);
    wording.inputs(names.action(action), self, local.own, replay.blocks).forEach(replay::take);
    return replay.intern(local.id, action);
  }

  /// Actions that lead elsewhere when their state was reached by another way: then what is kept of
  /// a state would not decide what follows.
  List<String> ambiguities() {
    List<String> found = new ArrayList<>();
    for (Local way : List.copyOf(otherWays.values())) {
      locals
          .get(way.id)
          .next
          .forEach((action, reached) -> {
            if (after(way, action) != reached) {
              found.add("state " + way.id + ": " + names.describe(names.action(action)));
            }
          });
    }
    return found;
  }

  int waysCompared() {
    return otherWays.size();
  }

  /// An engine that is taken to a state, and on.
  private final class Replay {
    private final SimplexEngine engine;
    private final List<Input> inputs = new ArrayList<>();
    private final Map<Integer, ProposedBlock> own = new HashMap<>();
    private final Map<Hash, Integer> blocks = new HashMap<>();
    private final BitSet votes = new BitSet();
    private final BitSet proposals = new BitSet();
    private final BitSet certificates = new BitSet();
    private int tip;

    Replay(@Nullable Local from) {
      var guard = SigningGuard.recover(new MemoryWatermark(), false, List.of());
      engine =
          new SimplexEngine(context, CONFIG, new FakeBls(), new GuardedFakeSigner(self, guard));
      blocks.put(context.root().id(), Names.GENESIS);
      if (from != null) {
        blocks.putAll(from.blocks);
      }
      step(new Input.Start(RecoveredState.fresh(context)));
      if (from != null) {
        from.inputs.forEach(this::take);
      }
    }

    void take(Input input) {
      inputs.add(input);
      step(input);
    }

    private void step(Input input) {
      List<Effect> effects = engine.step(input);
      for (Effect effect : effects) {
        if (effect instanceof Effect.Proposed(_, ProposedBlock block)) {
          proposed(block); // is sent only when the journal has answered
        }
      }
      for (Effect effect : effects) {
        switch (effect) {
          case Effect.Persist(long seq, _, boolean sync) -> {
            if (sync) {
              step(new Input.Persisted(seq));
            }
          }
          case Effect.Broadcast(Message message) -> said(message);
          case Effect.BuildPayload build -> build(build);
          case Effect.VerifyBlock(Hash id, _, _) ->
              step(new Input.BlockVerified(id, Verdict.VALID));
          case Effect.Finalized(List<ProposedBlock> given, _) -> tip = name(given.getLast().id());
          default -> {}
        }
      }
    }

    private void build(Effect.BuildPayload build) {
      if (build.round().view() <= views) {
        var payload = Wording.payload(build.round().view(), Names.HONEST);
        step(
            new Input.PayloadBuilt(
                build.round(),
                payload,
                Sha256.hash(payload.shared()),
                StakingRoots.NONE,
                build.parent().timestampMillis() + Wording.BLOCK_MILLIS));
      }
    }

    private void proposed(ProposedBlock block) {
      ConsensusHeader header = block.header();
      var parent = block.justification().parent();
      boolean finalParent = parent != null && parent.kind() == VoteKind.FINALIZE;
      int id =
          names.id(
              new Names.Block(header.view(), name(header.parentId()), finalParent, Names.HONEST));
      own.put(id, block);
      blocks.put(block.id(), id);
    }

    private void said(Message message) {
      if (message instanceof Proposal proposal) {
        proposals.set(name(proposal.block().id()));
        said(proposal.vote());
      } else if (message instanceof Vote(var ballot, int validator, _) && validator == self) {
        votes.set(name(ballot));
      } else if (message instanceof Certificate certificate) {
        certificates.set(name(certificate.ballot()));
      }
    }

    private int name(Ballot ballot) {
      boolean named = ballot.kind() != VoteKind.NULLIFY;
      int block = named ? name(ballot.blockId()) : Names.GENESIS;
      return names.id(new Names.Say(ballot.kind(), ballot.view(), block));
    }

    private int name(Hash id) {
      Integer known = blocks.get(id);
      if (known == null) {
        throw new IllegalStateException("unknown block " + id);
      }
      return known;
    }

    int intern(int from, int action) {
      var said = new Voice(votes, proposals, certificates, tip);
      int voice = voiceIds.computeIfAbsent(said, _ -> voices.size());
      if (voice == voices.size()) {
        voices.add(said);
      }
      var key = new Key(engine.fingerprint(this::name), voice);
      Integer known = ids.get(key);
      int id = known == null ? locals.size() : known;
      long view = engine.currentView();
      var local = new Local(id, from, action, inputs, own, blocks, voice, view);
      if (known == null) {
        ids.put(key, id);
        locals.add(local);
      } else if (!inputs.equals(locals.get(id).inputs)) {
        otherWays.put(id, local);
      }
      return id;
    }
  }
}
