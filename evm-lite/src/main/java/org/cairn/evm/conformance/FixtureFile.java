package org.cairn.evm.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/// A file of tests: one JSON object, from names to tests. It is read test by test, so that a large
/// file needs no more memory than its largest test.
public final class FixtureFile {
  /// A block in hexadecimal is twice as long as it is, and so are codes and states.
  private static final int MAX_STRING_CHARACTERS = 256 * 1024 * 1024;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(MAX_STRING_CHARACTERS).build())
              .build());

  private FixtureFile() {}

  /// What to do with the cases of a file, in order.
  public interface Visitor {
    void state(StateCase test);

    void blockchain(BlockchainCase test);

    /// A member of the file that is neither, by its name.
    default void other(String name) {}
  }

  /// Shows every case that is selected: of a state test each fork and index, of a blockchain test
  /// itself. Members that are neither are only named.
  ///
  /// @throws IllegalArgumentException when a test lacks what it needs
  public static void visit(InputStream file, Selection selection, Visitor visitor)
      throws IOException {
    try (JsonParser parser = JSON.getFactory().createParser(file)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = Objects.requireNonNull(parser.currentName());
        JsonToken _ = parser.nextToken();
        if (selection.takesName(name)) {
          JsonNode test = parser.readValueAsTree();
          visit(name, test, selection, visitor);
        } else {
          JsonParser _ = parser.skipChildren();
        }
      }
    }
  }

  private static void visit(String name, JsonNode test, Selection selection, Visitor visitor) {
    if (test.path(BlockchainCase.BLOCKS).isArray()
        || test.path(BlockchainCase.PAYLOADS).isArray()) {
      String network = FixtureValues.text(FixtureValues.required(test, "network"));
      if (selection.takesFork(network)) {
        visitor.blockchain(new BlockchainCase(name, network, test));
      }
    } else if (test.path("post").isObject() && test.has("transaction")) {
      for (Map.Entry<String, JsonNode> post : test.get("post").properties()) {
        if (selection.takesFork(post.getKey())) {
          for (int i = 0; i < post.getValue().size(); i++) {
            visitor.state(new StateCase(name, post.getKey(), i, test));
          }
        }
      }
    } else {
      visitor.other(name);
    }
  }
}
