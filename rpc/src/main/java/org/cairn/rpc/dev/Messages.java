package org.cairn.rpc.dev;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Values;

/// Reads a message to be signed: bytes, or plain text, as some clients send it.
final class Messages {
  private Messages() {}

  static Bytes read(JsonParser parser) throws IOException {
    String text = Values.text(parser);
    return text.startsWith("0x")
        ? Values.bytes(parser)
        : Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
