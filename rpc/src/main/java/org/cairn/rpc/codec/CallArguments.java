package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.Authorization;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// The transaction object of a simulated call, with all that a client may leave out.
public record CallArguments(
    Address from,
    @Nullable Address to,
    @Nullable Long gas,
    @Nullable Wei gasPrice,
    @Nullable Wei maxFeePerGas,
    @Nullable Wei maxPriorityFeePerGas,
    @Nullable Wei maxFeePerBlobGas,
    @Nullable Long nonce,
    Wei value,
    Bytes data,
    @Nullable Long chainId,
    List<AccessListEntry> accessList,
    List<Authorization> authorizations,
    List<Hash> blobVersionedHashes) {
  static final int MAX_ACCESS_LIST = 10_000;
  static final int MAX_SLOTS = 100_000;
  static final int MAX_AUTHORIZATIONS = 1_000;
  static final int MAX_BLOBS = 64;

  /// Reads the object. `input` and `data` are the same thing; the `type` follows from the other
  /// members and is ignored.
  public static CallArguments read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("the call must be an object");
    }
    Draft draft = new Draft();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        draft.member(name, parser);
      }
    }
    return draft.complete();
  }

  /// The same call in another's name.
  public CallArguments withFrom(Address newFrom) {
    return new CallArguments(
        newFrom,
        to,
        gas,
        gasPrice,
        maxFeePerGas,
        maxPriorityFeePerGas,
        maxFeePerBlobGas,
        nonce,
        value,
        data,
        chainId,
        accessList,
        authorizations,
        blobVersionedHashes);
  }

  /// The same call with other fees.
  public CallArguments withFees(
      @Nullable Wei newGasPrice,
      @Nullable Wei newMaxFee,
      @Nullable Wei newTip,
      @Nullable Wei newMaxBlobFee) {
    return new CallArguments(
        from,
        to,
        gas,
        newGasPrice,
        newMaxFee,
        newTip,
        newMaxBlobFee,
        nonce,
        value,
        data,
        chainId,
        accessList,
        authorizations,
        blobVersionedHashes);
  }

  private static final class Draft {
    private Address from = Address.ZERO;
    private @Nullable Address to;
    private @Nullable Long gas;
    private @Nullable Wei gasPrice;
    private @Nullable Wei maxFeePerGas;
    private @Nullable Wei maxPriorityFeePerGas;
    private @Nullable Wei maxFeePerBlobGas;
    private @Nullable Long nonce;
    private Wei value = Wei.ZERO;
    private @Nullable Bytes data;
    private @Nullable Bytes input;
    private @Nullable Long chainId;
    private List<AccessListEntry> accessList = List.of();
    private List<Authorization> authorizations = List.of();
    private List<Hash> blobVersionedHashes = List.of();

    void member(String name, JsonParser parser) throws IOException {
      switch (name) {
        case "from" -> from = Values.address(parser);
        case "to" -> to = Values.address(parser);
        case "gas" -> gas = Values.number(parser);
        case "gasPrice" -> gasPrice = Values.wei(parser);
        case "maxFeePerGas" -> maxFeePerGas = Values.wei(parser);
        case "maxPriorityFeePerGas" -> maxPriorityFeePerGas = Values.wei(parser);
        case "maxFeePerBlobGas" -> maxFeePerBlobGas = Values.wei(parser);
        case "nonce" -> nonce = Values.unsigned(parser);
        case "value" -> value = Values.wei(parser);
        case "data" -> data = Values.bytes(parser);
        case "input" -> input = Values.bytes(parser);
        case "chainId" -> chainId = Values.number(parser);
        case "accessList" ->
            accessList =
                Values.listOf(CallArguments::accessListEntry, MAX_ACCESS_LIST).read(parser);
        case "authorizationList" ->
            authorizations =
                Values.listOf(CallArguments::authorization, MAX_AUTHORIZATIONS).read(parser);
        case "blobVersionedHashes" ->
            blobVersionedHashes = Values.listOf(Values::hash, MAX_BLOBS).read(parser);
        default -> parser.skipChildren();
      }
    }

    CallArguments complete() {
      if (data != null && input != null && !data.equals(input)) {
        throw new IllegalArgumentException(
            "both \"data\" and \"input\" are set and not equal; use \"input\"");
      }
      if (gasPrice != null && (maxFeePerGas != null || maxPriorityFeePerGas != null)) {
        throw new IllegalArgumentException(
            "both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified");
      }
      Bytes payload = input != null ? input : data != null ? data : Bytes.EMPTY;
      return new CallArguments(
          from,
          to,
          gas,
          gasPrice,
          maxFeePerGas,
          maxPriorityFeePerGas,
          maxFeePerBlobGas,
          nonce,
          value,
          payload,
          chainId,
          accessList,
          authorizations,
          blobVersionedHashes);
    }
  }

  private static AccessListEntry accessListEntry(JsonParser parser) throws IOException {
    Address address = null;
    List<UInt256> slots = List.of();
    expectObject(parser);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "address" -> address = Values.address(parser);
        case "storageKeys" -> {
          if (token != JsonToken.VALUE_NULL) {
            slots = Values.listOf(Values::slotKey, MAX_SLOTS).read(parser);
          }
        }
        default -> parser.skipChildren();
      }
    }
    return new AccessListEntry(present(address, "address"), slots);
  }

  private static Authorization authorization(JsonParser parser) throws IOException {
    UInt256 chainId = null;
    Address address = null;
    Long nonce = null;
    UInt256 yParity = null;
    UInt256 r = null;
    UInt256 s = null;
    expectObject(parser);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      var _ = parser.nextToken();
      switch (name) {
        case "chainId" -> chainId = Values.word(parser);
        case "address" -> address = Values.address(parser);
        case "nonce" -> nonce = Values.unsigned(parser);
        case "yParity", "v" -> yParity = Values.word(parser);
        case "r" -> r = Values.word(parser);
        case "s" -> s = Values.word(parser);
        default -> parser.skipChildren();
      }
    }
    UInt256 parity = present(yParity, "yParity");
    if (parity.compareTo(UInt256.of(255)) > 0) {
      throw new IllegalArgumentException("yParity of an authorization is above 255");
    }
    return new Authorization(
        present(chainId, "chainId"),
        present(address, "address"),
        present(nonce, "nonce"),
        (int) parity.limb0(),
        present(r, "r"),
        present(s, "s"));
  }

  private static void expectObject(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not an object: " + Values.kind(parser));
    }
  }

  private static <T> T present(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("missing member \"" + name + "\"");
    }
    return value;
  }
}
