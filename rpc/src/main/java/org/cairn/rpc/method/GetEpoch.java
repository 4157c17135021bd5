package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.StakeView;
import org.cairn.rpc.subscription.Caller;

/// Who votes in an epoch, with what weight; of the current one also where all stake came from and
/// went to.
record GetEpoch(StakeView stakes) implements Method {
  @Override
  public String name() {
    return "cairn_getEpoch";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Who votes in an epoch, with what weight", Kind.OBJECT)
        .takes("epoch", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Long asked = arguments.orNull(Values::count);
    arguments.end();
    long current = stakes.currentEpoch();
    StakeView.EpochSet set = stakes.epoch(asked == null ? current : asked);
    if (set == null) {
      return Answer.nothing();
    }
    StakeView.Totals totals = set.epoch() == current ? stakes.totals() : null;
    return out -> {
      out.writeStartObject();
      Fields.quantity(out, "epoch", set.epoch());
      Fields.quantity(out, "firstBlock", set.firstBlock());
      Fields.quantity(out, "lastBlock", set.lastBlock());
      Fields.hex(out, "setRoot", set.setRoot());
      Fields.quantity(out, "totalWeight", set.totalWeight());
      out.writeArrayFieldStart("validators");
      for (StakeView.Member member : set.members()) {
        out.writeStartObject();
        Fields.quantity(out, "index", member.index());
        Fields.hex(out, "publicKey", member.publicKey());
        Fields.quantity(out, "weight", member.weight());
        out.writeEndObject();
      }
      out.writeEndArray();
      if (totals != null) {
        out.writeObjectFieldStart("supply");
        Fields.quantity(out, "genesisGwei", totals.genesisGwei());
        Fields.quantity(out, "depositedGwei", totals.depositedGwei());
        Fields.quantity(out, "issuedGwei", totals.issuedGwei());
        Fields.quantity(out, "penaltiesGwei", totals.penaltiesGwei());
        Fields.quantity(out, "slashedGwei", totals.slashedGwei());
        Fields.quantity(out, "forfeitedGwei", totals.forfeitedGwei());
        Fields.quantity(out, "withdrawnGwei", totals.withdrawnGwei());
        Fields.quantity(out, "heldGwei", totals.heldGwei());
        Fields.hex(out, "stateRoot", totals.stateRoot());
        out.writeEndObject();
      }
      out.writeEndObject();
    };
  }
}
