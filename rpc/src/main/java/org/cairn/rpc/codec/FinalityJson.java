package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.cairn.rpc.port.FinalityView;
import org.jspecify.annotations.Nullable;

/// Proofs of finality as objects.
public final class FinalityJson {
  private FinalityJson() {}

  /// `null` for a block that needs or has no proof.
  public static void write(JsonGenerator out, FinalityView.@Nullable Proven proven)
      throws IOException {
    if (proven == null) {
      out.writeNull();
      return;
    }
    out.writeStartObject();
    Fields.quantity(out, "number", proven.number());
    Fields.hex(out, "hash", proven.hash());
    Fields.hex(out, "blockId", proven.blockId());
    Fields.quantity(out, "epoch", proven.epoch());
    Fields.hex(out, "proof", proven.proof());
    out.writeEndObject();
  }
}
