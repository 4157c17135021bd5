package org.cairn.rpc.method;

import java.util.List;
import org.cairn.core.state.StateProof;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ProofJson;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.StorageKey;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.subscription.Caller;

/// An account and some of its slots with the trie nodes that prove them (EIP-1186).
record GetProof(BlockLookup blocks, ChainView chain) implements Method {
  private static final int MAX_KEYS = 1024;

  @Override
  public String name() {
    return "eth_getProof";
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address address = arguments.required(Values::address);
    List<StorageKey> keys = arguments.required(Values.listOf(StorageKey::read, MAX_KEYS));
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    long number = blocks.requiredHeader(ref).number();
    StateProof proof = chain.proof(number, address, keys.stream().map(StorageKey::slot).toList());
    if (proof == null) {
      throw new RpcException(
          RpcError.SERVER,
          "missing trie node: the tries of block " + number + " are not kept, ask for a later one");
    }
    return out -> ProofJson.write(out, proof, keys);
  }
}
