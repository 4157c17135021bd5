package org.cairn.rpc.method;

import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// A slot's value, always as 32 bytes.
record GetStorageAt(BlockLookup blocks) implements Method {
  @Override
  public String name() {
    return "eth_getStorageAt";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("A slot's value, always as 32 bytes", Kind.BYTES)
        .needs("address", Kind.ADDRESS)
        .needs("slot", Kind.BYTES)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address address = arguments.required(Values::address);
    UInt256 key = arguments.required(Values::slotKey);
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    return Answer.text(blocks.state(ref).slot(address, key).toHash().toString());
  }
}
