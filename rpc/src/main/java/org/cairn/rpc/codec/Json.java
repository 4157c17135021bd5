package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/// The JSON reader and writer of the endpoint, with limits against hostile text.
public final class Json {
  /// The deepest request of ours is a batch of calls with access lists: 7.
  static final int MAX_DEPTH = 32;

  /// What we write ourselves: a trace of 1024 nested calls has up to three levels for each.
  private static final int MAX_WRITTEN_DEPTH = 4_000;

  static final int MAX_NUMBER_CHARS = 128;
  static final int MAX_NAME_CHARS = 256;

  /// Longer than any body that the server takes in.
  static final int MAX_STRING_CHARS = 64 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Nearly all is read and written by the few threads of the endpoint; a pool that they
          // share would have them wait for one another.
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_CHARS)
                  .maxNameLength(MAX_NAME_CHARS)
                  .maxStringLength(MAX_STRING_CHARS)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(MAX_WRITTEN_DEPTH).build())
          .build();

  private Json() {}

  public static JsonGenerator writer(OutputStream target) throws IOException {
    return FACTORY.createGenerator(target);
  }

  public static JsonGenerator writer(Writer target) throws IOException {
    return FACTORY.createGenerator(target);
  }

  public static JsonParser reader(byte[] text) throws IOException {
    return reader(text, 0, text.length);
  }

  static JsonParser reader(byte[] text, int offset, int lengthBytes) throws IOException {
    return FACTORY.createParser(text, offset, lengthBytes);
  }
}
