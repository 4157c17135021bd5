package org.cairn.evm.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.Authorization;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// A transaction as a JSON object of its fields, in the words of JSON-RPC or of the tests, signed
/// or with the key to sign it.
public final class TransactionFields {
  private final JsonNode json;
  private final long chainId;

  private TransactionFields(JsonNode json, long chainId) {
    this.json = json;
    this.chainId = chainId;
  }

  /// The transaction with the signature that is there, and otherwise signed with `secretKey`. A
  /// legacy transaction is bound to the chain unless `protected` is false.
  ///
  /// @throws IllegalArgumentException when a field is missing or out of its range
  public static SignedTransaction read(JsonNode json, long chainId) {
    return new TransactionFields(json, chainId).read();
  }

  private SignedTransaction read() {
    String key = key();
    if (key != null) {
      return TransactionCodec.sign(transaction(isProtected()), SecretKey.fromHex(key));
    }
    UInt256 v = FixtureValues.number(FixtureValues.required(json, "v"));
    UInt256 r = FixtureValues.number(FixtureValues.required(json, "r"));
    UInt256 s = FixtureValues.number(FixtureValues.required(json, "s"));
    boolean bound = v.compareTo(UInt256.of(35)) >= 0;
    int parity = parity(v);
    return TransactionCodec.assemble(transaction(bound), new Signature(parity, r, s));
  }

  private @Nullable String key() {
    JsonNode key = FixtureValues.member(json, "secretKey");
    if (key == null || FixtureValues.number(key).isZero() || isSigned()) {
      return null;
    }
    return FixtureValues.number(key).toHash().toString();
  }

  private boolean isSigned() {
    JsonNode r = FixtureValues.member(json, "r");
    return r != null && !FixtureValues.number(r).isZero();
  }

  private boolean isProtected() {
    return json.path("protected").asBoolean(true);
  }

  /// From the numbers that legacy signatures (27, 28, EIP-155) and typed ones (0, 1) have.
  private static int parity(UInt256 v) {
    long low = v.limb0();
    return (int) (low < 2 ? low : (low - 27) & 1);
  }

  private Transaction transaction(boolean bound) {
    long nonce = FixtureValues.unsignedLong(FixtureValues.required(json, "nonce"));
    long gas = FixtureValues.unsignedLong(either("gas", "gasLimit"));
    Wei value = FixtureValues.wei(FixtureValues.required(json, "value"));
    Bytes data = FixtureValues.bytes(either("input", "data"));
    Address to = to();
    int type = type();
    if (type == 0) {
      return new Transaction.Legacy(
          bound ? chainId() : null, nonce, wei("gasPrice"), gas, to, value, data);
    }
    if (type == 1) {
      return new Transaction.WithAccessList(
          chainId(), nonce, wei("gasPrice"), gas, to, value, data, accessList());
    }
    Wei tip = wei("maxPriorityFeePerGas");
    Wei cap = wei("maxFeePerGas");
    if (type == 2) {
      return new Transaction.DynamicFee(
          chainId(), nonce, tip, cap, gas, to, value, data, accessList());
    }
    if (to == null) {
      throw new IllegalArgumentException("a transaction of type " + type + " that creates");
    }
    if (type == 3) {
      Wei blobCap = wei("maxFeePerBlobGas");
      return new Transaction.Blob(
          chainId(), nonce, tip, cap, gas, to, value, data, accessList(), blobCap, blobHashes());
    }
    return new Transaction.SetCode(
        chainId(), nonce, tip, cap, gas, to, value, data, accessList(), authorizations());
  }

  /// As it is named, or by the fields that only some types have.
  private int type() {
    JsonNode type = FixtureValues.member(json, "type");
    if (type != null) {
      int number = FixtureValues.number31(type);
      if (number > 4) {
        throw new IllegalArgumentException("transaction type " + number);
      }
      return number;
    }
    if (json.has("authorizationList")) {
      return 4;
    }
    if (json.has("maxFeePerBlobGas") || json.has("blobVersionedHashes")) {
      return 3;
    }
    if (json.has("maxFeePerGas")) {
      return 2;
    }
    return FixtureValues.member(json, "accessList") != null ? 1 : 0;
  }

  private @Nullable Address to() {
    JsonNode to = FixtureValues.member(json, "to");
    return to == null || FixtureValues.text(to).isEmpty() ? null : FixtureValues.address(to);
  }

  private JsonNode either(String name, String otherName) {
    JsonNode first = FixtureValues.member(json, name);
    return first != null ? first : FixtureValues.required(json, otherName);
  }

  private Wei wei(String name) {
    return FixtureValues.wei(FixtureValues.required(json, name));
  }

  private long chainId() {
    JsonNode id = FixtureValues.member(json, "chainId");
    return id == null ? chainId : FixtureValues.number63(id);
  }

  private List<AccessListEntry> accessList() {
    List<AccessListEntry> entries = new ArrayList<>();
    JsonNode list = FixtureValues.member(json, "accessList");
    if (list != null) {
      for (JsonNode entry : list) {
        List<UInt256> slots = new ArrayList<>();
        for (JsonNode key : entry.path("storageKeys")) {
          slots.add(FixtureValues.number(key));
        }
        entries.add(
            new AccessListEntry(
                FixtureValues.address(FixtureValues.required(entry, "address")), slots));
      }
    }
    return entries;
  }

  private List<Hash> blobHashes() {
    List<Hash> hashes = new ArrayList<>();
    for (JsonNode hash : json.path("blobVersionedHashes")) {
      hashes.add(FixtureValues.hash(hash));
    }
    return hashes;
  }

  private List<Authorization> authorizations() {
    List<Authorization> list = new ArrayList<>();
    for (JsonNode each : json.path("authorizationList")) {
      JsonNode parity = each.has("yParity") ? each.get("yParity") : each.path("v");
      list.add(
          new Authorization(
              FixtureValues.number(FixtureValues.required(each, "chainId")),
              FixtureValues.address(FixtureValues.required(each, "address")),
              FixtureValues.unsignedLong(FixtureValues.required(each, "nonce")),
              FixtureValues.number31(parity),
              FixtureValues.number(FixtureValues.required(each, "r")),
              FixtureValues.number(FixtureValues.required(each, "s"))));
    }
    return list;
  }
}
