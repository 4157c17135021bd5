package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/// Reads one value, of which the parser's current token is the first. What does not fit is an
/// [IllegalArgumentException] whose message is for the client.
@FunctionalInterface
public interface Reader<T> {
  T read(JsonParser parser) throws IOException;
}
