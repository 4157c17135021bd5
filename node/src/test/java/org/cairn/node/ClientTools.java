package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// The clients that come by npm, in the folder where `scripts/clients --install` has put them:
/// programs to run there, and contracts that were compiled there.
record ClientTools(Path folder) {
  private static final Path ROOT = Path.of(System.getProperty("cairn.root", ".")).toAbsolutePath();
  private static final long INSTALL_SECONDS = 300;
  private static final long RUN_SECONDS = 90;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// How a program ended.
  record Outcome(int status, String output, String errors) {
    /// What it printed.
    ///
    /// @throws AssertionError with all that it said, when it failed
    String succeeded() {
      if (status != 0) {
        throw new AssertionError("status " + status + "\n" + output + errors);
      }
      return output.strip();
    }

    /// What it said.
    ///
    /// @throws AssertionError when it did not fail
    String failed() {
      if (status == 0) {
        throw new AssertionError("did not fail\n" + output + errors);
      }
      return output + errors;
    }
  }

  /// A program that goes on, and what it says.
  static final class Following implements AutoCloseable {
    private static final long LINE_SECONDS = 30;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Following(Process process) {
      this.process = process;
      var _ = Thread.startVirtualThread(() -> process.inputReader().lines().forEach(lines::add));
    }

    /// The first line from now on that is as wanted.
    String awaitLine(Predicate<String> wanted) throws InterruptedException {
      while (true) {
        String line = lines.poll(LINE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
          throw new AssertionError("it said no more");
        }
        if (wanted.test(line)) {
          return line;
        }
      }
    }

    @Override
    public void close() {
      end(process);
    }
  }

  /// Installs what `scripts/clients.d/package.json` names. Skips the test when there is no npm.
  static ClientTools install() {
    Path folder = ROOT.resolve("target/clients");
    List<String> command = List.of(ROOT.resolve("scripts/clients").toString(), "--install");
    String said = run(command, Map.of(), ROOT, INSTALL_SECONDS).succeeded();
    if (said.startsWith("skipped")) {
      System.err.println(said);
    }
    Assumptions.assumeFalse(said.startsWith("skipped"), said);
    return new ClientTools(folder);
  }

  Outcome node(String script, String argument, Map<String, String> environment) {
    return run(List.of("node", script, argument), environment, folder, RUN_SECONDS);
  }

  /// Runs a program that npm has installed.
  Outcome run(Map<String, String> environment, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program(program));
    Collections.addAll(command, arguments);
    return run(command, environment, folder, RUN_SECONDS);
  }

  /// Runs hardhat in its project, with the Node.js that it wants.
  Outcome hardhat(Map<String, String> environment, String... arguments) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("HARDHAT_IGNITION_CONFIRM_DEPLOYMENT", "false");
    all.put("HARDHAT_IGNITION_CONFIRM_RESET", "false");
    all.put("HARDHAT_DISABLE_TELEMETRY_PROMPT", "true");
    List<String> command = new ArrayList<>();
    command.add(newerNode());
    command.add("node_modules/hardhat/dist/src/cli.js");
    Collections.addAll(command, arguments);
    return run(command, all, folder.resolve("hardhat"), RUN_SECONDS);
  }

  private String newerNode() {
    return inPackages(folder.resolve("node_modules"), "node");
  }

  /// Starts a program that npm has installed and that goes on until this is closed.
  Following follow(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program(program));
    Collections.addAll(command, arguments);
    return new Following(
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start());
  }

  /// The binary in the package for this platform: the script that npm has for it says nothing of
  /// how the program ended.
  private String program(String name) {
    return inPackages(folder.resolve("node_modules/@foundry-rs"), name);
  }

  private static String inPackages(Path packages, String name) {
    try (Stream<Path> found = Files.list(packages)) {
      return found
          .map(each -> each.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("npm has no " + name + " for this machine"))
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A contract's code as a transaction without arguments deploys it.
  String deploymentCode(String contract) {
    return artifact(contract).at("/bytecode/object").asText();
  }

  String runtimeCode(String contract) {
    return artifact(contract).at("/deployedBytecode/object").asText();
  }

  private JsonNode artifact(String contract) {
    return json(folder.resolve("artifacts").resolve(contract + ".sol").resolve(contract + ".json"));
  }

  static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + text, e);
    }
  }

  private static Outcome run(
      List<String> command, Map<String, String> environment, Path folder, long seconds) {
    Path output = null;
    Path errors = null;
    try {
      output = Files.createTempFile("cairn", ".out");
      errors = Files.createTempFile("cairn", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      if (!ended) {
        end(process);
        var _ = process.waitFor();
      }
      String late = ended ? "" : "\nended after " + seconds + " seconds: " + command;
      return new Outcome(
          process.exitValue(), Files.readString(output), Files.readString(errors) + late);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      delete(output);
      delete(errors);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    var _ = process.destroyForcibly();
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
