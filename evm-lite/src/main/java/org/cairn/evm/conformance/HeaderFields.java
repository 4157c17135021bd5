package org.cairn.evm.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// A genesis header from its fields: the oldest tests, and those for the Engine API, do not have
/// its encoding. The fields that forks added are absent where the test has none.
final class HeaderFields {
  private final JsonNode json;

  private HeaderFields(JsonNode json) {
    this.json = json;
  }

  static BlockHeader read(JsonNode json) {
    return new HeaderFields(json).header();
  }

  private BlockHeader header() {
    return new BlockHeader(
        hash("parentHash"),
        hash("uncleHash"),
        address("coinbase"),
        hash("stateRoot"),
        hash("transactionsTrie"),
        hash("receiptTrie"),
        bytes("bloom"),
        FixtureValues.number(field("difficulty")),
        number("number"),
        number("gasLimit"),
        number("gasUsed"),
        number("timestamp"),
        bytes("extraData"),
        hash("mixHash"),
        ByteBuffer.wrap(bytes("nonce").shared()).getLong(),
        wei("baseFeePerGas"),
        hashOrNull("withdrawalsRoot"),
        numberOrNull("blobGasUsed"),
        numberOrNull("excessBlobGas"),
        hashOrNull("parentBeaconBlockRoot"),
        hashOrNull("requestsHash"));
  }

  private @Nullable Wei wei(String name) {
    JsonNode field = FixtureValues.member(json, name);
    return field == null ? null : FixtureValues.wei(field);
  }

  private @Nullable Hash hashOrNull(String name) {
    JsonNode field = FixtureValues.member(json, name);
    return field == null ? null : FixtureValues.hash(field);
  }

  private @Nullable Long numberOrNull(String name) {
    JsonNode field = FixtureValues.member(json, name);
    return field == null ? null : Long.valueOf(FixtureValues.unsignedLong(field));
  }

  private JsonNode field(String name) {
    return FixtureValues.required(json, name);
  }

  private Hash hash(String name) {
    return FixtureValues.hash(field(name));
  }

  private Address address(String name) {
    return FixtureValues.address(field(name));
  }

  private Bytes bytes(String name) {
    return FixtureValues.bytes(field(name));
  }

  private long number(String name) {
    return FixtureValues.number63(field(name));
  }
}
