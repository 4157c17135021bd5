package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.cairn.rpc.port.SyncStatus;
import org.jspecify.annotations.Nullable;

/// How far the node is behind, or `false` when it is not.
public final class SyncJson {
  private SyncJson() {}

  public static void status(JsonGenerator out, @Nullable SyncStatus status) throws IOException {
    if (status == null) {
      out.writeBoolean(false);
      return;
    }
    out.writeStartObject();
    Fields.quantity(out, "startingBlock", status.startingBlock());
    Fields.quantity(out, "currentBlock", status.currentBlock());
    Fields.quantity(out, "highestBlock", status.highestBlock());
    out.writeEndObject();
  }

  /// What a subscriber to `syncing` gets.
  public static void change(JsonGenerator out, @Nullable SyncStatus status) throws IOException {
    if (status == null) {
      out.writeBoolean(false);
      return;
    }
    out.writeStartObject();
    out.writeBooleanField("syncing", true);
    out.writeFieldName("status");
    status(out, status);
    out.writeEndObject();
  }
}
