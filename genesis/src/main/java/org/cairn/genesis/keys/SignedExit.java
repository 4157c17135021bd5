package org.cairn.genesis.keys;

import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.genesis.json.JsonWriter;

/// A validator's signed wish to leave, or to come back, as Ethereum's tools write a
/// `SignedVoluntaryExit`. It can be made long before it is used, and kept in a safe place.
public record SignedExit(ExitMessage message, Bytes signature) {
  public static SignedExit sign(
      BlsSecretKey key, ExitMessage message, Bytes forkVersion, Hash genesisHash) {
    byte[] root = message.signingRoot(forkVersion, genesisHash).toArray();
    return new SignedExit(message, Bls.sign(key, root).toBytes());
  }

  public String toJson() {
    return JsonWriter.object(json -> {
      json.writeObjectFieldStart("message");
      json.writeStringField("epoch", Long.toString(message.epoch()));
      json.writeStringField("validator_index", Long.toString(message.validatorIndex()));
      json.writeEndObject();
      json.writeStringField("signature", signature.toString());
    });
  }
}
