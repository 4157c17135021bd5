package org.cairn.consensus.staking;

import java.util.List;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.staking.StakingParameters;
import org.jspecify.annotations.Nullable;

/// From the state before a block to the state after it. The same inputs give the same state at
/// every node; nothing else enters.
///
/// In a block, in this order: payouts that were due before it leave; evidence is applied; messages
/// of validators are; requests of contracts join their queues; votes, proposals and missed slots
/// are counted. After an epoch's last block [EpochEnd] follows.
public final class StakingTransition {
  /// What a block may carry of each.
  public static final int MAX_CONVICTIONS = 16;

  public static final int MAX_MESSAGES = 16;

  private final StakingParameters parameters;
  private final StakingSignatures signatures;

  public StakingTransition(StakingParameters parameters, StakingSignatures signatures) {
    this.parameters = parameters;
    this.signatures = signatures;
  }

  public StakingParameters parameters() {
    return parameters;
  }

  /// The payouts that the next block on this state must contain, no more and no less.
  public List<Withdrawal> dueWithdrawals(StakingState state) {
    return Payouts.due(parameters, state).withdrawals();
  }

  /// Applies a block to the state of its parent.
  ///
  /// @throws IllegalArgumentException when the block is not the state's next one
  public Outcome apply(StakingState before, BlockFacts facts) {
    if (facts.height() != before.height() + 1) {
      throw new IllegalArgumentException(
          "block " + facts.height() + " on the state of " + before.height());
    }
    if (facts.convictions().size() > MAX_CONVICTIONS || facts.messages().size() > MAX_MESSAGES) {
      return new Outcome.Refused(
          "%d convictions, %d messages of validators"
              .formatted(facts.convictions().size(), facts.messages().size()));
    }
    Draft draft = new Draft(parameters, before);
    Payouts payouts = Payouts.due(parameters, before);
    if (!facts.withdrawals().equals(payouts.withdrawals())) {
      return new Outcome.Refused(
          "withdrawals %s instead of %s".formatted(facts.withdrawals(), payouts.withdrawals()));
    }
    payouts.apply(draft);
    for (Conviction conviction : facts.convictions()) {
      String problem = OffenceRules.refusal(draft, conviction);
      if (problem != null) {
        return new Outcome.Refused(problem);
      }
      OffenceRules.slash(draft, conviction);
    }
    for (SignedMessage message : facts.messages()) {
      String problem = applyMessage(draft, message);
      if (problem != null) {
        return new Outcome.Refused(problem);
      }
    }
    RequestRules.apply(draft, facts.requests());
    Participation participation = before.participation().and(facts);
    if (!parameters.endsEpoch(facts.height())) {
      return new Outcome.Applied(draft.finish(facts, participation), null);
    }
    return new EpochEnd(draft, participation, facts, signatures).apply();
  }

  /// Why a block on this state must not contain the conviction, or nothing.
  public @Nullable String refusal(StakingState state, Conviction conviction) {
    return OffenceRules.refusal(new Draft(parameters, state), conviction);
  }

  /// Why a block on this state must not contain the message, or nothing.
  public @Nullable String refusal(StakingState state, SignedMessage message) {
    return applyMessage(new Draft(parameters, state), message);
  }

  /// Whether a message could be applied to this state, but for its signature.
  public boolean isTimely(StakingState state, ExitMessage message) {
    return untimely(new Draft(parameters, state), message) == null;
  }

  /// Whether the validator that the message names has signed it.
  public boolean isSigned(StakingState state, SignedMessage signed) {
    long index = signed.message().validatorIndex();
    return index < state.registry().size()
        && signatures.isSigned(state.registry().get((int) index).publicKey(), signed);
  }

  private @Nullable String applyMessage(Draft draft, SignedMessage signed) {
    ExitMessage message = signed.message();
    String untimely = untimely(draft, message);
    if (untimely != null) {
      return untimely;
    }
    int validator = (int) message.validatorIndex();
    StakedValidator sender = draft.get(validator);
    if (!signatures.isSigned(sender.publicKey(), signed)) {
      return "validator " + validator + " did not sign its " + message.kind();
    }
    switch (message.kind()) {
      case EXIT -> draft.leave(validator);
      case RETURN -> draft.put(validator, sender.with(sender.life().absent(0, false)));
    }
    return null;
  }

  private static @Nullable String untimely(Draft draft, ExitMessage message) {
    long index = message.validatorIndex();
    if (index >= draft.size()) {
      return "message of validator " + index + ", which does not exist";
    }
    if (message.epoch() > draft.epoch) {
      return "message of validator " + index + " for epoch " + message.epoch();
    }
    StakedValidator.Status status = draft.get((int) index).status(draft.epoch);
    boolean timely =
        switch (message.kind()) {
          case EXIT ->
              status == StakedValidator.Status.ACTIVE || status == StakedValidator.Status.ABSENT;
          // An old message must not bring a validator back that was left out later.
          case RETURN -> status == StakedValidator.Status.ABSENT && message.epoch() == draft.epoch;
        };
    return timely ? null : "validator %d is %s: no %s".formatted(index, status, message.kind());
  }
}
