package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.FinalityJson;
import org.cairn.rpc.port.FinalityView;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.subscription.Caller;

/// Why a block is final: what convinces whoever knows the validators of its epoch.
record GetFinalityProof(BlockLookup blocks, FinalityView finality) implements Method {
  @Override
  public String name() {
    return "cairn_getFinalityProof";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Why a block is final: what convinces whoever knows the validators of its epoch",
            Kind.OBJECT)
        .needs("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(BlockRef::any);
    arguments.end();
    HashedHeader header = blocks.header(ref);
    FinalityView.Proven proven = header == null ? null : finality.proof(header.number());
    return out -> FinalityJson.write(out, proven);
  }
}
