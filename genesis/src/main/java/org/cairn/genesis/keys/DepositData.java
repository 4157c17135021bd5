package org.cairn.genesis.keys;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsPublicKey;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.crypto.BlsSignature;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.genesis.json.Json;
import org.cairn.genesis.json.JsonReader;
import org.cairn.genesis.json.JsonWriter;
import org.cairn.genesis.json.MalformedJsonException;

/// A signed deposit, as Ethereum's deposit tools write it into `deposit_data.json`: a list of
/// objects whose byte strings have no `0x`. Both roots are written, and compared when read.
public record DepositData(DepositMessage message, Bytes signature, Bytes forkVersion) {
  private static final int PUBLIC_KEY_BYTES = 48;
  private static final int SIGNATURE_BYTES = 96;
  private static final int FORK_VERSION_BYTES = 4;
  private static final int MAX_FILE_BYTES = 4 << 20;

  /// The format that is written, by the version of the tool that set it.
  private static final String FORMAT_VERSION = "2.7.0";

  /// Signs a deposit.
  public static DepositData sign(
      BlsSecretKey key, Hash withdrawalCredentials, long amountGwei, Bytes forkVersion) {
    DepositMessage message =
        new DepositMessage(key.publicKey().toBytes(), withdrawalCredentials, amountGwei);
    byte[] root = message.signingRoot(forkVersion).toArray();
    return new DepositData(message, Bls.sign(key, root).toBytes(), forkVersion);
  }

  /// Whether the key signed it for a chain with that fork version.
  public boolean isSignedFor(Bytes chainForkVersion) {
    return Bls.verify(
        BlsPublicKey.of(message.publicKey()),
        message.signingRoot(chainForkVersion).toArray(),
        BlsSignature.of(signature));
  }

  /// The call of the deposit contract: `deposit(bytes,bytes,bytes,bytes32)`.
  public Bytes callData() {
    ByteBuffer call = ByteBuffer.allocate(4 + 4 * 32 + (32 + 64) + (32 + 32) + (32 + 96));
    byte[] selector =
        Keccak256.hash(
                Bytes.wrap(
                    "deposit(bytes,bytes,bytes,bytes32)".getBytes(StandardCharsets.US_ASCII)))
            .shared();
    call.put(selector, 0, 4);
    word(call, 128);
    word(call, 224);
    word(call, 288);
    call.put(message.dataRoot(signature).shared());
    word(call, PUBLIC_KEY_BYTES);
    call.put(message.publicKey().shared()).put(new byte[64 - PUBLIC_KEY_BYTES]);
    word(call, Hash.SIZE_BYTES);
    call.put(message.withdrawalCredentials().shared());
    word(call, SIGNATURE_BYTES);
    call.put(signature.shared());
    return Bytes.wrap(call.array());
  }

  private static void word(ByteBuffer call, int value) {
    call.put(new byte[28]).putInt(value);
  }

  /// The file with this one deposit.
  public String toJson(String networkName) {
    String object =
        JsonWriter.object(json -> {
          json.writeStringField("pubkey", plain(message.publicKey()));
          json.writeStringField(
              "withdrawal_credentials", plain(message.withdrawalCredentials().toBytes()));
          json.writeNumberField("amount", message.amountGwei());
          json.writeStringField("signature", plain(signature));
          json.writeStringField("deposit_message_root", plain(message.root().toBytes()));
          json.writeStringField("deposit_data_root", plain(message.dataRoot(signature).toBytes()));
          json.writeStringField("fork_version", plain(forkVersion));
          json.writeStringField("network_name", networkName);
          json.writeStringField("deposit_cli_version", FORMAT_VERSION);
        });
    return "[ " + object.stripTrailing() + " ]\n";
  }

  /// Reads the deposits of a file.
  ///
  /// @throws KeystoreException when there is no such file or it holds anything else
  public static List<DepositData> read(Path file) {
    return parse(file.toString(), OperatorFile.bytes(file, MAX_FILE_BYTES, "deposit data file"));
  }

  static List<DepositData> parse(String source, byte[] json) {
    try {
      if (!(JsonReader.read(json) instanceof Json.Elements(List<Json> elements))) {
        throw new KeystoreException(source + ": expected a list of deposits");
      }
      List<DepositData> deposits = new ArrayList<>();
      for (Json element : elements) {
        deposits.add(of(element));
      }
      return deposits;
    } catch (MalformedJsonException | IllegalArgumentException e) {
      throw new KeystoreException(source + ": no deposit data: " + e.getMessage());
    }
  }

  private static DepositData of(Json json) {
    if (!(json.at("amount") instanceof Json.Whole(BigInteger amount)) || amount.bitLength() > 63) {
      throw new IllegalArgumentException("amount is not a number of Gwei");
    }
    DepositMessage message =
        new DepositMessage(
            bytes(json, "pubkey", PUBLIC_KEY_BYTES),
            Hash.wrap(bytes(json, "withdrawal_credentials", Hash.SIZE_BYTES).toArray()),
            amount.longValue());
    DepositData data =
        new DepositData(
            message,
            bytes(json, "signature", SIGNATURE_BYTES),
            bytes(json, "fork_version", FORK_VERSION_BYTES));
    Bytes stated = bytes(json, "deposit_data_root", Hash.SIZE_BYTES);
    if (!stated.equals(message.dataRoot(data.signature).toBytes())) {
      throw new IllegalArgumentException("deposit_data_root is not that of the deposit");
    }
    return data;
  }

  private static Bytes bytes(Json json, String name, int sizeBytes) {
    if (!(json.at(name) instanceof Json.Text(String text)) || text.length() > 4 * sizeBytes) {
      throw new IllegalArgumentException(name + " is not " + sizeBytes + " bytes in hexadecimal");
    }
    Bytes bytes = Bytes.fromHex(text);
    if (bytes.size() != sizeBytes) {
      throw new IllegalArgumentException(name + " is not " + sizeBytes + " bytes in hexadecimal");
    }
    return bytes;
  }

  private static String plain(Bytes bytes) {
    return bytes.toString().substring(2);
  }
}
