package org.cairn.evm.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// A genesis header from its fields: the oldest tests do not have its encoding. Headers were
/// Frontier's then.
final class OldHeader {
  private final JsonNode json;

  private OldHeader(JsonNode json) {
    this.json = json;
  }

  static BlockHeader read(JsonNode json) {
    return new OldHeader(json).header();
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
        null,
        null,
        null,
        null,
        null,
        null);
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
