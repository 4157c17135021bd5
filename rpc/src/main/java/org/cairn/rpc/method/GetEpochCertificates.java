package org.cairn.rpc.method;

import java.util.List;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.FinalityView;
import org.cairn.rpc.subscription.Caller;

/// How the epochs from one to another ended: what leads a light client from validators to
/// validators. A long range is answered from its beginning; the client asks again from there.
record GetEpochCertificates(FinalityView finality) implements Method {
  private static final int MAX_EPOCHS = 256;

  @Override
  public String name() {
    return "cairn_getEpochCertificates";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "How the epochs from one to another ended: what leads a light client from validators to"
                + " validators",
            Kind.LIST)
        .needs("from", Kind.QUANTITY)
        .needs("to", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    long from = arguments.required(Values::number);
    long to = arguments.required(Values::number);
    arguments.end();
    int most = Math.clamp(to - from, -1, MAX_EPOCHS - 1) + 1;
    List<FinalityView.EpochEnd> ends = most == 0 ? List.of() : finality.epochEnds(from, most);
    return out -> {
      out.writeStartArray();
      for (FinalityView.EpochEnd end : ends) {
        out.writeStartObject();
        Fields.quantity(out, "epoch", end.epoch());
        Fields.quantity(out, "lastBlock", end.lastBlock());
        out.writeStringField("certificate", end.certificate().toString());
        out.writeEndObject();
      }
      out.writeEndArray();
    };
  }
}
