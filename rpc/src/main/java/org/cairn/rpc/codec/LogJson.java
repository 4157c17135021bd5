package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.cairn.core.block.Log;
import org.cairn.core.types.Hash;
import org.cairn.rpc.port.HashedHeader;

/// Logs as objects.
public final class LogJson {
  private LogJson() {}

  /// A log and where it was emitted. `logIndex` counts through the whole block.
  public record Located(
      Log log, HashedHeader block, Hash transactionHash, int transactionIndex, int logIndex) {}

  public static void write(JsonGenerator out, Located located) throws IOException {
    Log log = located.log();
    out.writeStartObject();
    Fields.hex(out, "address", log.address());
    out.writeArrayFieldStart("topics");
    for (Hash topic : log.topics()) {
      out.writeString(topic.toString());
    }
    out.writeEndArray();
    Fields.hex(out, "data", log.data());
    Fields.quantity(out, "blockNumber", located.block().number());
    Fields.hex(out, "transactionHash", located.transactionHash());
    Fields.quantity(out, "transactionIndex", located.transactionIndex());
    Fields.hex(out, "blockHash", located.block().hash());
    Fields.quantity(out, "blockTimestamp", located.block().header().timestampSeconds());
    Fields.quantity(out, "logIndex", located.logIndex());
    // Only final blocks are shown, so no log is ever taken back.
    out.writeBooleanField("removed", false);
    out.writeEndObject();
  }
}
