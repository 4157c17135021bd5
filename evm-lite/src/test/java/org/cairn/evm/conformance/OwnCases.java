package org.cairn.evm.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.cairn.core.types.Bytes;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.tx.TransactionProcessor;
import org.jspecify.annotations.Nullable;

/// The project's own cases, as they are or with something in them changed.
final class OwnCases {
  static final String STATE = "state.json";
  static final String BLOCKS = "blocks.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private OwnCases() {}

  /// What became of each case; an entry is absent when the case passed.
  static List<@Nullable CaseFailure> run(InputStream file, Selection selection) throws IOException {
    List<@Nullable CaseFailure> results = new ArrayList<>();
    TransactionProcessor processor = new TransactionProcessor();
    CodeCache codes = new CodeCache();
    FixtureFile.visit(
        file,
        selection,
        new FixtureFile.Visitor() {
          @Override
          public void state(StateCase test) {
            results.add(test.run(processor, codes, null));
          }

          @Override
          public void blockchain(BlockchainCase test) {
            results.add(test.run(() -> 0).failure());
          }
        });
    return results;
  }

  static List<@Nullable CaseFailure> run(String name) throws IOException {
    try (InputStream file = open(name)) {
      return run(file, Selection.ALL);
    }
  }

  /// The result of a fork's first case after the change to its test.
  static @Nullable CaseFailure runChanged(String name, String fork, Consumer<ObjectNode> change) {
    try (InputStream file = open(name)) {
      ObjectNode tests = (ObjectNode) JSON.readTree(file);
      for (JsonNode test : tests) {
        change.accept((ObjectNode) test);
      }
      byte[] bytes = JSON.writeValueAsBytes(tests);
      return run(new ByteArrayInputStream(bytes), new Selection(fork, null)).getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The encoding of a block of the fork's case.
  static Bytes block(String fork, int index) {
    try (InputStream file = open(BLOCKS)) {
      for (JsonNode test : JSON.readTree(file)) {
        if (test.path("network").asText().equals(fork)) {
          return FixtureValues.bytes(test.path("blocks").path(index).path("rlp"));
        }
      }
      throw new IllegalArgumentException("no blocks of " + fork);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(OwnCases.class.getResourceAsStream("/conformance/" + name), name);
  }
}
