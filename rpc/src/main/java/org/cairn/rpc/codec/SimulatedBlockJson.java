package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.types.Hash;
import org.cairn.rpc.port.BlockSimulator;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;

/// Blocks of `eth_simulateV1`: a block object with the results of its calls.
public final class SimulatedBlockJson {
  private SimulatedBlockJson() {}

  /// A simulated block; `results` are those of its transactions, in their order.
  public record Shown(
      HashedBlock block,
      List<RecoveredTransaction> transactions,
      boolean fullTransactions,
      List<BlockSimulator.Step.Executed> results) {
    public Shown {
      transactions = List.copyOf(transactions);
      results = List.copyOf(results);
    }
  }

  public static void write(JsonGenerator out, Shown shown) throws IOException {
    long sizeBytes = BlockCodec.encode(shown.block().block()).size();
    out.writeStartObject();
    BlockJson.members(
        out,
        new BlockJson.Shown(
            shown.block(),
            List.of(),
            sizeBytes,
            shown.fullTransactions() ? shown.transactions() : null));
    out.writeArrayFieldStart("calls");
    for (int i = 0; i < shown.results().size(); i++) {
      Hash hash = shown.transactions().get(i).signed().hash();
      result(out, shown.results().get(i), shown.block().header(), hash, i);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void result(
      JsonGenerator out,
      BlockSimulator.Step.Executed executed,
      HashedHeader block,
      Hash transactionHash,
      int index)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("returnData", executed.succeeded() ? executed.output().toString() : "0x");
    out.writeArrayFieldStart("logs");
    for (BlockSimulator.NumberedLog log : executed.logs()) {
      LogJson.write(
          out, new LogJson.Located(log.log(), block, transactionHash, index, log.number()));
    }
    out.writeEndArray();
    Fields.quantity(out, "gasUsed", executed.gasUsed());
    Fields.quantity(out, "maxUsedGas", executed.maxGasUsed());
    Fields.quantity(out, "status", executed.succeeded() ? 1 : 0);
    if (!executed.succeeded()) {
      out.writeObjectFieldStart("error");
      if (executed.reverted()) {
        RpcError error = RevertReason.error(executed.output());
        out.writeNumberField("code", error.code());
        out.writeStringField("message", error.message());
        Fields.hex(out, "data", executed.output());
      } else {
        out.writeNumberField("code", RpcError.SIMULATED_FAILURE);
        out.writeStringField("message", "vm execution error: " + executed.reason());
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
