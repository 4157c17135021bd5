package org.cairn.rpc.method;

import org.cairn.core.block.HeaderCodec;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.FinalityJson;
import org.cairn.rpc.codec.ProofJson;
import org.cairn.rpc.port.FinalityView;
import org.cairn.rpc.subscription.Caller;

/// An account and some of its slots with all that proves them to somebody who knows the validators:
/// the trie nodes up to the state root, the header that has this root, and why this header is
/// final.
record GetProvenState(GetProof proofs, FinalityView finality) implements Method {
  @Override
  public String name() {
    return "cairn_getProof";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "An account and some of its slots with all that proves them to somebody who knows the"
                + " validators: the trie nodes up to the state root, the header that has this root,"
                + " and why this header is final",
            Kind.OBJECT)
        .needs("address", Kind.ADDRESS)
        .needs("keys", Kind.LIST)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    GetProof.Found found = proofs.find(arguments);
    FinalityView.Proven proven = finality.proof(found.header().number());
    return out -> {
      out.writeStartObject();
      out.writeFieldName("state");
      ProofJson.write(out, found.proof(), found.keys());
      Fields.hex(out, "header", HeaderCodec.encode(found.header().header()));
      out.writeFieldName("finality");
      FinalityJson.write(out, proven);
      out.writeEndObject();
    };
  }
}
