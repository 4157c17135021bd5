package org.cairn.rpc.method;

import java.util.List;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateProof;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// An account as the trie has it.
record GetAccount(GetProof proofs) implements Method {
  @Override
  public String name() {
    return "eth_getAccount";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "An account as the trie has it: balance, nonce, hash of the code, root of the "
                + "slots; or `null`",
            Kind.OBJECT)
        .needs("address", Kind.ADDRESS)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address address = arguments.required(Values::address);
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    StateProof proof = proofs.find(ref, address, List.of());
    Account account = proof.account();
    if (account == null) {
      return Answer.nothing();
    }
    return out -> {
      out.writeStartObject();
      Fields.quantity(out, "balance", account.balance());
      Fields.hex(out, "codeHash", account.codeHash());
      Fields.quantity(out, "nonce", account.nonce());
      Fields.hex(out, "storageRoot", proof.storageRoot());
      out.writeEndObject();
    };
  }
}
