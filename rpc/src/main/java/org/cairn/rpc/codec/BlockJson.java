package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Hash;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;
import org.jspecify.annotations.Nullable;

/// Blocks and headers as objects. There is no `totalDifficulty`.
public final class BlockJson {
  private BlockJson() {}

  /// A finalized block. `full` are its transactions with their senders, or nothing when only their
  /// hashes are wanted.
  public record Shown(
      HashedBlock block,
      List<Hash> ommers,
      long sizeBytes,
      @Nullable List<RecoveredTransaction> full) {}

  public static void write(JsonGenerator out, Shown shown) throws IOException {
    out.writeStartObject();
    members(out, shown);
    out.writeEndObject();
  }

  /// All members of the object, to which others may be added.
  public static void members(JsonGenerator out, Shown shown) throws IOException {
    HashedHeader header = shown.block().header();
    Block block = shown.block().block();
    header(out, header.header());
    Fields.hex(out, "hash", header.hash());
    Fields.hex(out, "miner", header.header().beneficiary());
    out.writeStringField("nonce", nonce(header.header().nonce()));
    Fields.quantity(out, "size", shown.sizeBytes());
    out.writeArrayFieldStart("transactions");
    List<RecoveredTransaction> full = shown.full();
    if (full != null) {
      for (int i = 0; i < full.size(); i++) {
        TransactionJson.mined(out, full.get(i), header, i);
      }
    } else {
      for (SignedTransaction signed : block.body().transactions()) {
        out.writeString(signed.hash().toString());
      }
    }
    out.writeEndArray();
    ommers(out, shown);
    withdrawals(out, block.body().withdrawals());
  }

  /// A block without its transactions and without the bloom, but with their count: for explorers,
  /// who page through them.
  public static void slim(JsonGenerator out, Shown shown) throws IOException {
    HashedHeader header = shown.block().header();
    header(out, header.header(), false);
    Fields.hex(out, "hash", header.hash());
    Fields.hex(out, "miner", header.header().beneficiary());
    out.writeStringField("nonce", nonce(header.header().nonce()));
    Fields.quantity(out, "size", shown.sizeBytes());
    out.writeNumberField("transactionCount", shown.block().block().body().transactions().size());
    ommers(out, shown);
    withdrawals(out, shown.block().block().body().withdrawals());
  }

  private static void ommers(JsonGenerator out, Shown shown) throws IOException {
    out.writeArrayFieldStart("uncles");
    for (Hash ommer : shown.ommers()) {
      out.writeString(ommer.toString());
    }
    out.writeEndArray();
  }

  /// An ommer: a header that was mined beside the chain.
  public static void ommer(JsonGenerator out, HashedHeader header, long sizeBytes)
      throws IOException {
    out.writeStartObject();
    header(out, header.header());
    Fields.hex(out, "hash", header.hash());
    Fields.hex(out, "miner", header.header().beneficiary());
    out.writeStringField("nonce", nonce(header.header().nonce()));
    Fields.quantity(out, "size", sizeBytes);
    out.writeArrayFieldStart("uncles");
    out.writeEndArray();
    out.writeEndObject();
  }

  /// The block that comes next as far as it is known: no hash, no nonce, no proposer yet.
  public static void pending(JsonGenerator out, BlockHeader header) throws IOException {
    out.writeStartObject();
    header(out, header);
    out.writeNullField("hash");
    out.writeNullField("miner");
    out.writeNullField("nonce");
    Fields.quantity(out, "size", 0);
    out.writeArrayFieldStart("transactions");
    out.writeEndArray();
    out.writeArrayFieldStart("uncles");
    out.writeEndArray();
    if (header.withdrawalsRoot() != null) {
      withdrawals(out, List.of());
    }
    out.writeEndObject();
  }

  /// What a `newHeads` subscriber gets: the header with its hash.
  public static void head(JsonGenerator out, HashedHeader header) throws IOException {
    out.writeStartObject();
    headMembers(out, header);
    out.writeEndObject();
  }

  /// The members of that object, to which others may be added.
  public static void headMembers(JsonGenerator out, HashedHeader header) throws IOException {
    header(out, header.header());
    Fields.hex(out, "hash", header.hash());
    Fields.hex(out, "miner", header.header().beneficiary());
    out.writeStringField("nonce", nonce(header.header().nonce()));
  }

  /// All members but `hash`, `miner` and `nonce`.
  private static void header(JsonGenerator out, BlockHeader header) throws IOException {
    header(out, header, true);
  }

  private static void header(JsonGenerator out, BlockHeader header, boolean withBloom)
      throws IOException {
    Fields.hex(out, "parentHash", header.parentHash());
    Fields.hex(out, "sha3Uncles", header.ommersHash());
    Fields.hex(out, "stateRoot", header.stateRoot());
    Fields.hex(out, "transactionsRoot", header.transactionsRoot());
    Fields.hex(out, "receiptsRoot", header.receiptsRoot());
    if (withBloom) {
      Fields.hex(out, "logsBloom", header.logsBloom());
    }
    Fields.quantity(out, "difficulty", header.difficulty());
    Fields.quantity(out, "number", header.number());
    Fields.quantity(out, "gasLimit", header.gasLimit());
    Fields.quantity(out, "gasUsed", header.gasUsed());
    Fields.quantity(out, "timestamp", header.timestampSeconds());
    Fields.hex(out, "extraData", header.extraData());
    Fields.hex(out, "mixHash", header.prevRandao());
    if (header.baseFeePerGas() != null) {
      Fields.quantity(out, "baseFeePerGas", header.baseFeePerGas());
    }
    if (header.withdrawalsRoot() != null) {
      Fields.hex(out, "withdrawalsRoot", header.withdrawalsRoot());
    }
    Long blobGasUsed = header.blobGasUsed();
    if (blobGasUsed != null) {
      Fields.quantity(out, "blobGasUsed", blobGasUsed);
    }
    Long excessBlobGas = header.excessBlobGas();
    if (excessBlobGas != null) {
      Fields.quantity(out, "excessBlobGas", excessBlobGas);
    }
    if (header.parentBeaconBlockRoot() != null) {
      Fields.hex(out, "parentBeaconBlockRoot", header.parentBeaconBlockRoot());
    }
    if (header.requestsHash() != null) {
      Fields.hex(out, "requestsHash", header.requestsHash());
    }
  }

  private static void withdrawals(JsonGenerator out, @Nullable List<Withdrawal> withdrawals)
      throws IOException {
    if (withdrawals != null) {
      out.writeFieldName("withdrawals");
      Withdrawals.write(out, withdrawals);
    }
  }

  private static String nonce(long nonce) {
    return "0x" + HexFormat.of().toHexDigits(nonce);
  }
}
