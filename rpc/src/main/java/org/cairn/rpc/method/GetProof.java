package org.cairn.rpc.method;

import java.util.List;
import java.util.Map;
import org.cairn.core.state.StateProof;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.ProofJson;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.StorageKey;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.subscription.Caller;

/// An account and some of its slots with the trie nodes that prove them (EIP-1186).
record GetProof(BlockLookup blocks, ChainView chain) implements Method {
  private static final int MAX_KEYS = 1024;

  @Override
  public String name() {
    return "eth_getProof";
  }

  /// What was asked for, and of which block.
  record Found(HashedHeader header, StateProof proof, List<StorageKey> keys) {}

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "An account and some of its slots with the trie nodes that prove them (EIP-1186)",
            Kind.OBJECT)
        .needs("address", Kind.ADDRESS)
        .needs("keys", Kind.LIST)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Found found = find(arguments);
    return out -> ProofJson.write(out, found.proof(), found.keys());
  }

  Found find(Arguments arguments) {
    Address address = arguments.required(Values::address);
    List<StorageKey> keys = arguments.required(Values.listOf(StorageKey::read, MAX_KEYS));
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    StateProof proof = find(ref, address, keys.stream().map(StorageKey::slot).toList());
    return new Found(blocks.requiredHeader(ref), proof, keys);
  }

  StateProof find(BlockRef ref, Address address, List<UInt256> keys) {
    long number = blocks.requiredHeader(ref).number();
    StateProof proof = chain.proof(number, address, keys);
    if (proof == null) {
      throw new RpcException(
          RpcError.SERVER,
          "missing trie node: the tries of block " + number + " are not kept, ask for a later one",
          ErrorDetails.of("stateNotKept", Map.of("block", number)));
    }
    return proof;
  }
}
