package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import org.cairn.core.block.BlobSidecar;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.BlockAssembler;

/// A block as the engine API passes it to a consensus layer, with what it is worth.
public final class PayloadJson {
  private PayloadJson() {}

  public static void write(
      JsonGenerator out, BlockAssembler.Result.Assembled made, List<BlobSidecar> sidecars)
      throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("executionPayload");
    payload(out, made);
    out.writeEndObject();
    Fields.quantity(out, "blockValue", value(made));
    out.writeObjectFieldStart("blobsBundle");
    bytes(out, "commitments", sidecars, BlobSidecar::commitments);
    bytes(out, "proofs", sidecars, BlobSidecar::cellProofs);
    bytes(out, "blobs", sidecars, BlobSidecar::blobs);
    out.writeEndObject();
    out.writeArrayFieldStart("executionRequests");
    for (Bytes request : made.requests()) {
      out.writeString(request.toString());
    }
    out.writeEndArray();
    out.writeBooleanField("shouldOverrideBuilder", false);
    out.writeEndObject();
  }

  private static void payload(JsonGenerator out, BlockAssembler.Result.Assembled made)
      throws IOException {
    BlockHeader header = made.block().header();
    Fields.hex(out, "parentHash", header.parentHash());
    Fields.hex(out, "feeRecipient", header.beneficiary());
    Fields.hex(out, "stateRoot", header.stateRoot());
    Fields.hex(out, "receiptsRoot", header.receiptsRoot());
    Fields.hex(out, "logsBloom", header.logsBloom());
    Fields.hex(out, "prevRandao", header.prevRandao());
    Fields.quantity(out, "blockNumber", header.number());
    Fields.quantity(out, "gasLimit", header.gasLimit());
    Fields.quantity(out, "gasUsed", header.gasUsed());
    Fields.quantity(out, "timestamp", header.timestampSeconds());
    Fields.hex(out, "extraData", header.extraData());
    Fields.quantity(out, "baseFeePerGas", header.baseFeePerGas());
    Fields.hex(out, "blockHash", made.hash());
    out.writeArrayFieldStart("transactions");
    for (SignedTransaction transaction : made.block().body().transactions()) {
      out.writeString(transaction.encoded().toString());
    }
    out.writeEndArray();
    if (made.block().body().withdrawals() != null) {
      out.writeFieldName("withdrawals");
      Withdrawals.write(out, made.block().body().withdrawals());
    }
    Long blobGasUsed = header.blobGasUsed();
    Long excessBlobGas = header.excessBlobGas();
    if (blobGasUsed != null && excessBlobGas != null) {
      Fields.quantity(out, "blobGasUsed", blobGasUsed);
      Fields.quantity(out, "excessBlobGas", excessBlobGas);
    }
  }

  private static void bytes(
      JsonGenerator out,
      String name,
      List<BlobSidecar> sidecars,
      Function<BlobSidecar, List<Bytes>> part)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (BlobSidecar sidecar : sidecars) {
      for (Bytes each : part.apply(sidecar)) {
        out.writeString(each.toString());
      }
    }
    out.writeEndArray();
  }

  /// The tips of all transactions.
  private static UInt256 value(BlockAssembler.Result.Assembled made) {
    BlockHeader header = made.block().header();
    Wei baseFee = header.baseFeePerGas() == null ? Wei.ZERO : header.baseFeePerGas();
    BigInteger value = BigInteger.ZERO;
    long before = 0;
    for (int i = 0; i < made.receipts().size(); i++) {
      long cumulative = made.receipts().get(i).cumulativeGasUsed();
      SignedTransaction signed = made.block().body().transactions().get(i);
      Wei price = TransactionJson.effectiveGasPrice(signed.transaction(), header);
      BigInteger tip = price.minus(baseFee).value().toBigInteger();
      value = value.add(tip.multiply(BigInteger.valueOf(cumulative - before)));
      before = cumulative;
    }
    return UInt256.of(value);
  }
}
