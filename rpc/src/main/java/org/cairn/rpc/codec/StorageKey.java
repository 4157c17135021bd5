package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;

/// A slot's key as a client wrote it. It is given back as 32 bytes when it came so, else as a
/// quantity.
public record StorageKey(UInt256 slot, boolean whole) {
  public static StorageKey read(JsonParser parser) throws IOException {
    UInt256 slot = Values.slotKey(parser);
    return new StorageKey(slot, parser.getText().length() >= 2 * Hash.SIZE_BYTES);
  }

  public String text() {
    return whole ? slot.toHash().toString() : slot.toHex();
  }
}
