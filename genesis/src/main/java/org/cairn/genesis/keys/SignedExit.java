package org.cairn.genesis.keys;

import java.nio.file.Path;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.genesis.json.Json;
import org.cairn.genesis.json.JsonReader;
import org.cairn.genesis.json.JsonWriter;
import org.cairn.genesis.json.MalformedJsonException;

/// A validator's signed wish to leave, or to come back, as Ethereum's tools write a
/// `SignedVoluntaryExit`. It can be made long before it is used, and kept in a safe place.
public record SignedExit(ExitMessage message, Bytes signature) {
  private static final int MAX_FILE_BYTES = 64 << 10;

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

  /// Reads an exit from a file.
  ///
  /// @throws KeystoreException when there is no such file or it holds anything else
  public static SignedExit read(Path file) {
    try {
      Json json = JsonReader.read(OperatorFile.bytes(file, MAX_FILE_BYTES, "signed exit"));
      ExitMessage message =
          new ExitMessage(
              ExitMessage.Kind.EXIT,
              Long.parseLong(text(json.at("message", "epoch"))),
              Long.parseLong(text(json.at("message", "validator_index"))));
      Bytes signature = Bytes.fromHex(text(json.at("signature")));
      return new SignedExit(message, signature);
    } catch (MalformedJsonException | IllegalArgumentException e) {
      throw new KeystoreException(file + ": no signed exit: " + e.getMessage());
    }
  }

  private static String text(Json json) {
    if (json instanceof Json.Text(String value)) {
      return value;
    }
    throw new IllegalArgumentException("a text is missing");
  }
}
