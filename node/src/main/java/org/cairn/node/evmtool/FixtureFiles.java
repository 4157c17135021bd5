package org.cairn.node.evmtool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The JSON files that a list of files and folders names, in the order of their paths.
public final class FixtureFiles {
  private FixtureFiles() {}

  /// @throws IllegalArgumentException when a path does not exist
  public static List<Path> below(List<Path> paths) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new IllegalArgumentException("no such file or folder: " + path);
      }
      try (Stream<Path> found = Files.walk(path)) {
        found.filter(FixtureFiles::isFixture).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /// A hidden folder beside the fixtures holds their index.
  private static boolean isFixture(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".") && part.toString().length() > 2) {
        return false;
      }
    }
    return path.toString().endsWith(".json") && Files.isRegularFile(path);
  }
}
