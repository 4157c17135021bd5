package org.cairn.consensus.sim.adversary;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.consensus.sim.stake.StakeLoad;
import org.cairn.consensus.sim.stake.StakePlan;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakingContent;
import org.cairn.consensus.staking.StakingState;
import org.cairn.consensus.staking.StakingTransition;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Leads blocks that lie about stake: payouts that are not due or left out, evidence that is
/// forged, old or there twice, exits of others, another stake than there is.
final class StakeForger extends Corrupt {
  private static final int KEPT = 32;

  private final List<Evidence> heard = new ArrayList<>();
  private final List<Vote> votes = new ArrayList<>();

  StakeForger(SimNode node) {
    super(node);
  }

  @Override
  public boolean receives(int from, Message message) {
    if (message instanceof Message.Accusation(Evidence evidence) && heard.size() < KEPT) {
      heard.add(evidence);
    } else if (message instanceof Vote vote && world.isHonest(from)) {
      votes.addFirst(vote);
      if (votes.size() > KEPT) {
        votes.removeLast();
      }
    }
    return true;
  }

  @Override
  public StakingRoots staking(StakingRoots honest) {
    return oneIn(8) ? new StakingRoots(unknownBlock(), honest.content()) : honest;
  }

  @Override
  public StakeLoad load(StakeLoad honest, StakingState parent) {
    return switch (chance().nextInt(6)) {
      case 0 -> honest.with(payouts(honest, parent));
      case 1 -> honest.with(convicting(heard));
      case 2 -> honest.with(convicting(forged()));
      case 3 -> honest.with(exitOfAnother(parent));
      default -> honest;
    };
  }

  private List<Withdrawal> payouts(StakeLoad honest, StakingState parent) {
    List<Withdrawal> payouts = new ArrayList<>(honest.withdrawals());
    if (!payouts.isEmpty() && oneIn(2)) {
      payouts.removeLast();
      return payouts;
    }
    long index = parent.sweep().nextIndex() + payouts.size();
    long own = Math.max(0, parent.registry().indexOf(world.crypto().publicKey(node.key())));
    payouts.add(new Withdrawal(index, own, StakePlan.owner(node.key()), 1 + chance().nextInt(9)));
    return payouts;
  }

  /// Whatever evidence it has ever heard of, one piece of it twice.
  private StakingContent convicting(List<Evidence> known) {
    List<Evidence> pieces = new ArrayList<>();
    if (!known.isEmpty()) {
      pieces.add(known.get(chance().nextInt(known.size())));
      if (oneIn(2)) {
        pieces.add(known.get(chance().nextInt(known.size())));
      }
    }
    return new StakingContent(
        pieces.subList(0, Math.min(pieces.size(), StakingTransition.MAX_CONVICTIONS)), List.of());
  }

  /// Votes of others with a second one that they never signed.
  private List<Evidence> forged() {
    List<Evidence> pieces = new ArrayList<>();
    for (Vote vote : votes) {
      Ballot other = Ballot.finalize(round(vote), unknownBlock());
      Evidence.Offence offence = Evidence.offence(vote.ballot(), other);
      if (offence != null) {
        Bytes signature = FakeBls.forged(chance().nextInt());
        pieces.add(new Evidence(offence, vote, new Vote(other, vote.validator(), signature)));
      }
    }
    return pieces;
  }

  private StakingContent exitOfAnother(StakingState parent) {
    int victim = chance().nextInt(parent.registry().size());
    ExitMessage exit = new ExitMessage(ExitMessage.Kind.EXIT, parent.epoch(), victim);
    Hash root = exit.signingRoot(StakePlan.FORK_VERSION, world.context().root().id());
    Bytes signature = world.crypto().sign(node.key(), root);
    return new StakingContent(List.of(), List.of(new SignedMessage(exit, signature)));
  }
}
