package org.cairn.node.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The archive of the execution-apis suite, unpacked below `target` when it is first asked for.
final class Suite {
  private static final String ARCHIVE = "execution-apis.tar.zst";

  private Suite() {}

  /// The suite's folder. Skips the test when there is no archive.
  static synchronized Path root() {
    Path fixtures = Path.of(System.getProperty("cairn.fixtures", "../shared/fixtures"));
    Path archive = fixtures.resolve(ARCHIVE);
    if (!Files.exists(archive)) {
      System.err.println("no fixtures at " + archive + ": recorded exchanges are skipped");
    }
    Assumptions.assumeTrue(Files.exists(archive));
    Path target = Path.of("target", "fixtures");
    Path done = target.resolve("execution-apis.unpacked");
    if (!Files.exists(done)) {
      unpack(archive, target);
      write(done);
    }
    return target.resolve("execution-apis");
  }

  /// All files below a folder of the suite with that ending, in order.
  static List<Path> files(String folder, String ending) {
    try (Stream<Path> found = Files.walk(root().resolve(folder))) {
      return found.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unpack(Path archive, Path target) {
    try {
      Files.createDirectories(target);
      Process process =
          new ProcessBuilder(
                  "tar",
                  "--zstd",
                  "-xf",
                  archive.toAbsolutePath().toString(),
                  "-C",
                  target.toString())
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("tar --zstd failed on " + archive + "; is zstd installed?");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void write(Path marker) {
    try {
      Files.writeString(marker, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
