package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.StakeView;
import org.cairn.rpc.subscription.Caller;

/// What an epoch that is over brought to its validators, or to one of them.
record GetRewards(StakeView stakes) implements Method {
  @Override
  public String name() {
    return "cairn_getRewards";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "What an epoch that is over brought to its validators, or to one of them", Kind.OBJECT)
        .needs("epoch", Kind.QUANTITY)
        .takes("validator", Kind.ANY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    long epoch = arguments.required(Values::count);
    StakeText.Name only = arguments.orNull(StakeText.Name::read);
    arguments.end();
    StakeView.Rewards rewards = stakes.rewards(epoch);
    if (rewards == null) {
      return Answer.nothing();
    }
    StakeView.Staker staker = only == null ? null : only.in(stakes);
    return out -> {
      out.writeStartObject();
      Fields.quantity(out, "epoch", rewards.epoch());
      Fields.quantity(out, "potGwei", rewards.potGwei());
      Fields.quantity(out, "certificates", rewards.certificates());
      out.writeArrayFieldStart("validators");
      for (StakeView.Earnings earnings : rewards.earnings()) {
        if (only == null || (staker != null && staker.index() == earnings.index())) {
          out.writeStartObject();
          Fields.quantity(out, "index", earnings.index());
          Fields.quantity(out, "votes", earnings.votes());
          Fields.quantity(out, "proposed", earnings.proposed());
          Fields.quantity(out, "missed", earnings.missed());
          Fields.quantity(out, "voteRewardGwei", earnings.voteRewardGwei());
          Fields.quantity(out, "proposalRewardGwei", earnings.proposalRewardGwei());
          Fields.quantity(out, "penaltyGwei", earnings.penaltyGwei());
          out.writeEndObject();
        }
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }
}
