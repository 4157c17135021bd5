package org.cairn.node.devnet;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One validator's process: found again by the process id in its folder, which is believed only
/// while a process with that id runs this folder's node.
final class DevnetProcess {
  private static final int LOG_TAIL_BYTES = 2_000;
  private final int index;
  private final Path folder;

  DevnetProcess(int index, Path folder) {
    this.index = index;
    this.folder = folder;
  }

  int index() {
    return index;
  }

  private Path pidFile() {
    return folder.resolve("pid");
  }

  Path logFile() {
    return folder.resolve("node.log");
  }

  /// The running process, or nothing.
  @Nullable ProcessHandle running() {
    try {
      if (!Files.exists(pidFile())) {
        return null;
      }
      String[] recorded = Files.readString(pidFile()).strip().split(" ", 2);
      Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(recorded[0]));
      // A process id is used again after a while: the start time tells the two apart.
      return handle
          .filter(ProcessHandle::isAlive)
          .filter(process -> recorded.length == 2 && startOf(process).equals(recorded[1]))
          .orElse(null);
    } catch (IOException | NumberFormatException e) {
      throw new DevnetException("cannot read " + pidFile(), e);
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Object::toString).orElse("unknown");
  }

  /// Starts the node; what it prints goes to its log file.
  void start(List<String> nodeArguments) {
    var command = new ArrayList<String>();
    // Ctrl-C in the terminal must reach the nodes through the devnet alone, in order.
    command.addAll(
        List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\"", launcher(), "node"));
    command.addAll(nodeArguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
              .start();
      Files.writeString(pidFile(), process.pid() + " " + startOf(process.toHandle()));
    } catch (IOException e) {
      throw new DevnetException("cannot start validator " + index + ": " + e.getMessage(), e);
    }
  }

  private static String launcher() {
    String launcher = System.getProperty("cairn.launcher");
    if (launcher == null) {
      throw new DevnetException("start the devnet by scripts/devnet");
    }
    return launcher;
  }

  /// Ends the process as a power cut would. Does nothing when it does not run.
  void kill() {
    ProcessHandle process = running();
    if (process != null && process.destroyForcibly()) {
      awaitEnd(process, Duration.ofSeconds(10));
    }
  }

  /// Asks the process to end; [#awaitStopped] waits for it.
  void requestStop() {
    ProcessHandle process = running();
    if (process != null) {
      var _ = process.destroy();
    }
  }

  /// Waits until a process that was asked to end has ended, and kills it when it takes too long.
  void awaitStopped(Duration patience) {
    ProcessHandle process = running();
    if (process != null && !awaitEnd(process, patience)) {
      kill();
    }
  }

  private static boolean awaitEnd(ProcessHandle process, Duration patience) {
    try {
      var _ = process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new DevnetException("cannot wait for process " + process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// The end of the log, to show why a node did not start.
  String logTail() {
    try (var file = new RandomAccessFile(logFile().toFile(), "r")) {
      long start = Math.max(0, file.length() - LOG_TAIL_BYTES);
      byte[] tail = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
