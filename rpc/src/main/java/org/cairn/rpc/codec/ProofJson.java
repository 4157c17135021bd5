package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateProof;
import org.cairn.core.types.Bytes;

/// Proofs of accounts and slots as EIP-1186 has them.
public final class ProofJson {
  private ProofJson() {}

  /// `keys` are those of the proof's slots, in their order.
  public static void write(JsonGenerator out, StateProof proof, List<StorageKey> keys)
      throws IOException {
    Account account = proof.account() == null ? Account.EMPTY : proof.account();
    out.writeStartObject();
    Fields.hex(out, "address", proof.address());
    nodes(out, "accountProof", proof.accountNodes());
    Fields.quantity(out, "balance", account.balance());
    Fields.hex(out, "codeHash", account.codeHash());
    Fields.quantity(out, "nonce", account.nonce());
    Fields.hex(out, "storageHash", proof.storageRoot());
    out.writeArrayFieldStart("storageProof");
    for (int i = 0; i < keys.size(); i++) {
      StateProof.SlotProof slot = proof.slots().get(i);
      out.writeStartObject();
      out.writeStringField("key", keys.get(i).text());
      Fields.quantity(out, "value", slot.value());
      nodes(out, "proof", slot.nodes());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void nodes(JsonGenerator out, String name, List<Bytes> nodes) throws IOException {
    out.writeArrayFieldStart(name);
    for (Bytes node : nodes) {
      out.writeString(node.toString());
    }
    out.writeEndArray();
  }
}
