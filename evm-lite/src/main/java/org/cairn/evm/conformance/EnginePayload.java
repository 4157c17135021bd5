package org.cairn.evm.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// A block as the Engine API's `engine_newPayload` delivers it: the payload has most of the header
/// and says which hash the whole block has; versions 3 and 4 have the hashes of the blobs, the
/// parent beacon block's root and the execution requests beside it.
final class EnginePayload {
  private static final int BLOB_HASHES = 1;
  private static final int BEACON_ROOT = 2;
  private static final int REQUESTS = 3;

  private final JsonNode parameters;
  private final JsonNode payload;

  private EnginePayload(JsonNode parameters) {
    this.parameters = parameters;
    this.payload = parameters.path(0);
  }

  /// The block of one element of a test's `engineNewPayloads`.
  ///
  /// @throws DecodingException when a transaction cannot be decoded, or the block is not the one
  ///   that the payload says
  static Block block(JsonNode newPayload) {
    return new EnginePayload(FixtureValues.required(newPayload, "params")).block();
  }

  /// The gas that the payload says it uses.
  static long gasUsed(JsonNode newPayload) {
    return FixtureValues.number63(newPayload.path("params").path(0).path("gasUsed"));
  }

  private Block block() {
    List<SignedTransaction> transactions = transactions();
    List<Withdrawal> withdrawals = withdrawals();
    BlockHeader header = header(transactions, withdrawals);
    Hash named = FixtureValues.hash(field("blockHash"));
    Hash hash = HeaderCodec.hash(header);
    if (!hash.equals(named)) {
      throw new DecodingException("the payload is that of block " + hash + ", not " + named);
    }
    checkBlobs(transactions);
    return new Block(header, new BlockBody(transactions, List.of(), withdrawals));
  }

  private BlockHeader header(
      List<SignedTransaction> transactions, @Nullable List<Withdrawal> withdrawals) {
    JsonNode requests = FixtureValues.member(parameters, REQUESTS);
    JsonNode beaconRoot = FixtureValues.member(parameters, BEACON_ROOT);
    return new BlockHeader(
        FixtureValues.hash(field("parentHash")),
        Roots.NO_OMMERS,
        FixtureValues.address(field("feeRecipient")),
        FixtureValues.hash(field("stateRoot")),
        Roots.transactions(transactions),
        FixtureValues.hash(field("receiptsRoot")),
        FixtureValues.bytes(field("logsBloom")),
        UInt256.ZERO,
        FixtureValues.number63(field("blockNumber")),
        FixtureValues.number63(field("gasLimit")),
        FixtureValues.number63(field("gasUsed")),
        FixtureValues.unsignedLong(field("timestamp")),
        FixtureValues.bytes(field("extraData")),
        FixtureValues.hash(field("prevRandao")),
        0,
        new Wei(FixtureValues.number(field("baseFeePerGas"))),
        withdrawals == null ? null : Roots.withdrawals(withdrawals),
        number("blobGasUsed"),
        number("excessBlobGas"),
        beaconRoot == null ? null : FixtureValues.hash(beaconRoot),
        requests == null ? null : Roots.requestsHash(FixtureValues.list(requests)));
  }

  private List<SignedTransaction> transactions() {
    return FixtureValues.list(field("transactions")).stream()
        .map(TransactionCodec::decode)
        .toList();
  }

  private @Nullable List<Withdrawal> withdrawals() {
    JsonNode list = FixtureValues.member(payload, "withdrawals");
    if (list == null) {
      return null;
    }
    List<Withdrawal> withdrawals = new ArrayList<>();
    for (JsonNode withdrawal : list) {
      withdrawals.add(
          new Withdrawal(
              FixtureValues.unsignedLong(FixtureValues.required(withdrawal, "index")),
              FixtureValues.unsignedLong(FixtureValues.required(withdrawal, "validatorIndex")),
              FixtureValues.address(FixtureValues.required(withdrawal, "address")),
              FixtureValues.unsignedLong(FixtureValues.required(withdrawal, "amount"))));
    }
    return withdrawals;
  }

  /// The caller says which blobs it expects, in the order of the transactions.
  private void checkBlobs(List<SignedTransaction> transactions) {
    JsonNode expected = FixtureValues.member(parameters, BLOB_HASHES);
    if (expected == null) {
      return;
    }
    List<Hash> found = new ArrayList<>();
    for (SignedTransaction signed : transactions) {
      if (signed.transaction() instanceof Transaction.Blob blob) {
        found.addAll(blob.blobVersionedHashes());
      }
    }
    List<Hash> wanted = new ArrayList<>();
    expected.forEach(hash -> wanted.add(FixtureValues.hash(hash)));
    if (!found.equals(wanted)) {
      throw new DecodingException("blobs " + found + ", not " + wanted);
    }
  }

  private JsonNode field(String name) {
    return FixtureValues.required(payload, name);
  }

  private @Nullable Long number(String name) {
    JsonNode field = FixtureValues.member(payload, name);
    return field == null ? null : Long.valueOf(FixtureValues.unsignedLong(field));
  }
}
