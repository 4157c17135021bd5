package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongFunction;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.leader.LeaderSchedule;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Justification;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// Applies blocks as they are proposed and committed to stake, and says what a new block has to
/// contain for it. Keeps the last epochs' schedules of leaders, so it belongs to one thread.
public final class BlockStaking {
  private static final int REMEMBERED_EPOCHS = 8;

  private final StakingTransition transition;
  private final LongFunction<EpochContext> contexts;
  private final BiPredicate<EpochContext, Evidence> verifier;
  private final Map<Long, Known> known = new LinkedHashMap<>();

  /// An epoch with its leaders.
  private record Known(EpochContext context, LeaderSchedule leaders) {}

  /// @param contexts of epochs whose predecessor is committed
  /// @param verifier whether both votes of a piece of evidence are signed in its epoch
  public BlockStaking(
      StakingTransition transition,
      LongFunction<EpochContext> contexts,
      BiPredicate<EpochContext, Evidence> verifier) {
    this.transition = transition;
    this.contexts = contexts;
    this.verifier = verifier;
  }

  /// The payouts of a block on that stake.
  public List<Withdrawal> withdrawalsOn(StakingState parent) {
    return transition.dueWithdrawals(parent);
  }

  /// What of the evidence and the messages a block on that stake can carry.
  public StakingContent choose(
      StakingState parent, List<Evidence> offered, List<SignedMessage> waiting) {
    Set<Bytes> convicted = new HashSet<>();
    List<Evidence> evidence = new ArrayList<>();
    for (Evidence piece : offered) {
      Conviction conviction = conviction(parent, piece);
      if (conviction != null
          && evidence.size() < StakingTransition.MAX_CONVICTIONS
          && transition.refusal(parent, conviction) == null
          && convicted.add(conviction.publicKey())) {
        evidence.add(piece);
      }
    }
    Set<Long> senders = new HashSet<>();
    List<SignedMessage> messages = new ArrayList<>();
    for (SignedMessage message : waiting) {
      long sender = message.message().validatorIndex();
      if (messages.size() < StakingTransition.MAX_MESSAGES
          && transition.refusal(parent, message) == null
          && !convicted.contains(parent.registry().get((int) sender).publicKey())
          && senders.add(sender)) {
        messages.add(message);
      }
    }
    return new StakingContent(evidence, messages);
  }

  /// Applies a block whose justification has been verified, on the stake after its parent.
  public Outcome apply(
      StakingState parent,
      ConsensusHeader header,
      Justification justification,
      StakingContent content,
      BlockFacts.Execution execution) {
    return apply(parent, header, justification, content, execution, verifier);
  }

  /// Applies a block that is committed, so that its evidence need not be verified again.
  public Outcome reapply(
      StakingState parent,
      ConsensusHeader header,
      Justification justification,
      StakingContent content,
      BlockFacts.Execution execution) {
    return apply(parent, header, justification, content, execution, (_, _) -> true);
  }

  private Outcome apply(
      StakingState parent,
      ConsensusHeader header,
      Justification justification,
      StakingContent content,
      BlockFacts.Execution execution,
      BiPredicate<EpochContext, Evidence> signed) {
    List<Conviction> convictions = new ArrayList<>();
    for (Evidence piece : content.evidence()) {
      Conviction conviction = conviction(parent, piece);
      if (conviction == null || !signed.test(known(conviction.epoch()).context(), piece)) {
        return new Outcome.Refused("evidence that proves nothing: " + piece.offence());
      }
      convictions.add(conviction);
    }
    return transition.apply(
        parent,
        BlockFacts.of(
            header,
            justification,
            known(header.round().epoch()).leaders(),
            convictions,
            content.messages(),
            execution));
  }

  /// What a piece of evidence says, if its epoch is within reach; its signatures are not looked at.
  private @Nullable Conviction conviction(StakingState parent, Evidence piece) {
    long epoch = piece.round().epoch();
    if (epoch > parent.epoch() || parent.setRoot(epoch) == null) {
      return null;
    }
    EpochContext context = known(epoch).context();
    return piece.validator() >= context.validators().size()
        ? null
        : new Conviction(
            context.validators().publicKey(piece.validator()),
            epoch,
            context.validators().root(),
            piece.offence());
  }

  private Known known(long epoch) {
    Known found = known.get(epoch);
    if (found == null) {
      EpochContext context = contexts.apply(epoch);
      found = new Known(context, new LeaderSchedule(context));
      known.put(epoch, found);
      if (known.size() > REMEMBERED_EPOCHS) {
        known.remove(known.keySet().iterator().next());
      }
    }
    return found;
  }
}
