package org.cairn.evm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fixture.FixtureArchive;
import org.cairn.evm.tx.TransactionProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The official state tests, blockchain tests and compute benchmarks, one dynamic test a file, all
/// forks: every case with blocks of up to 120 million gas, which leaves out the larger ones of the
/// benchmarks only; `-Dcairn.fixtures.gas=N` sets another bound. It takes one to two minutes.
class ConformanceTest {
  /// The largest block of the tests that are no benchmarks uses as much.
  private static final long MAX_GAS = Long.getLong("cairn.fixtures.gas", 120_000_000);

  private static final Map<String, Integer> CASES_BY_FORK = new TreeMap<>();

  private final TransactionProcessor processor = new TransactionProcessor();
  private final CodeCache codes = new CodeCache();

  @TestFactory
  Stream<DynamicTest> stateTests_everyCase_endsInTheExpectedState() {
    return tests("state_tests");
  }

  @TestFactory
  Stream<DynamicTest> blockchainTests_everyCase_acceptsTheValidBlocksOnly() {
    return tests("blockchain_tests");
  }

  @TestFactory
  Stream<DynamicTest> benchmarks_ofLittleGas_acceptTheValidBlocksOnly() {
    return tests("benchmark");
  }

  @AfterAll
  static void report() {
    System.out.println("conformance cases by fork: " + CASES_BY_FORK);
  }

  private Stream<DynamicTest> tests(String folder) {
    Path root = FixtureArchive.root(folder);
    return FixtureArchive.files(folder).stream()
        .map(file ->
            DynamicTest.dynamicTest(
                root.relativize(file).toString(), () -> assertThat(failures(file)).isEmpty()));
  }

  private List<String> failures(Path file) throws IOException {
    List<String> failures = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      FixtureFile.visit(
          in,
          Selection.ALL,
          new FixtureFile.Visitor() {
            @Override
            public void state(StateCase test) {
              note(test.name(), test.fork(), test.run(processor, codes, null), failures);
            }

            @Override
            public void blockchain(BlockchainCase test) {
              if (test.greatestGasUsed() <= MAX_GAS) {
                note(test.name(), test.network(), test.run(() -> 0).failure(), failures);
              }
            }
          });
    }
    return failures;
  }

  private static void note(
      String name, String fork, @Nullable CaseFailure failure, List<String> failures) {
    int _ = CASES_BY_FORK.merge(fork, 1, Integer::sum);
    if (failure != null) {
      failures.add(name + " " + fork + ": " + failure);
    }
  }
}
