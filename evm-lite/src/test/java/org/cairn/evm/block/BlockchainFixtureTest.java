package org.cairn.evm.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cairn.evm.fixture.FixtureArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// All blockchain tests of the fixtures, one dynamic test a file: valid blocks are accepted, with
/// the state that their header names, and invalid ones are refused for the right reason.
class BlockchainFixtureTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Integer> CASES_BY_NETWORK = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> blockchainTest_everyCase_acceptsTheValidBlocksOnly() {
    Path root = FixtureArchive.root("blockchain_tests");
    return FixtureArchive.files("blockchain_tests").stream()
        .map(file ->
            DynamicTest.dynamicTest(
                root.relativize(file).toString(), () -> assertThat(failures(file)).isEmpty()));
  }

  @AfterAll
  static void report() {
    System.out.println("blockchain test cases by network: " + CASES_BY_NETWORK);
  }

  private static List<String> failures(Path file) throws IOException {
    List<String> failures = new ArrayList<>();
    for (Map.Entry<String, JsonNode> test : JSON.readTree(file.toFile()).properties()) {
      String network = test.getValue().get("network").textValue();
      int _ = CASES_BY_NETWORK.merge(network, 1, Integer::sum);
      String failure = BlockchainFixture.run(test.getValue());
      if (failure != null) {
        failures.add(test.getKey() + ": " + failure);
      }
    }
    return failures;
  }
}
