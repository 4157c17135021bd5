package org.cairn.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Hash;
import org.cairn.node.chainfile.ChainImport;
import org.cairn.node.chainfile.DataFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cairn import`: executes a chain of another consensus from files.
@Command(
    name = "import",
    description = {
      "Executes the blocks of chain files (RLP, one after the other, as geth's export writes them)"
          + " into a data folder, and checks every field but the seal of proof of work.",
      "Blocks that the folder has are passed over, so an import that was stopped can be started"
          + " again. Serve the chain with: cairn node --data DIR --frozen"
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class ImportCommand implements Callable<Integer> {
  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      required = true,
      description = "The chain's genesis.json, as geth reads it.")
  @SuppressWarnings("NullAway.Init")
  Path genesis;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the chain; made when absent. Not the folder of a node.")
  @SuppressWarnings("NullAway.Init")
  Path data;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Chain files, in their order.")
  @SuppressWarnings("NullAway.Init")
  List<Path> files;

  private long startNanos;
  private long lineNanos;
  private long gasUsed;
  private long gasBeforeLine;

  @Override
  public Integer call() {
    startNanos = System.nanoTime();
    lineNanos = startNanos;
    ChainImport.Outcome outcome =
        ChainImport.run(genesis, new DataFolder(data), files, this::imported);
    double seconds = Math.max(1, System.nanoTime() - startNanos) / 1e9;
    say(
        "imported %d blocks in %.1f s, %.1f Mgas/s; passed over %d"
            .formatted(outcome.imported(), seconds, gasUsed / 1e6 / seconds, outcome.known()));
    say("head " + outcome.head().number() + " " + outcome.head().hash());
    return CommandLine.ExitCode.OK;
  }

  private void imported(BlockHeader header, Hash hash) {
    gasUsed += header.gasUsed();
    long now = System.nanoTime();
    long nanos = now - lineNanos;
    if (nanos >= NANOS_BETWEEN_LINES) {
      say(
          "block %d %s, %.1f Mgas/s"
              .formatted(header.number(), hash, (gasUsed - gasBeforeLine) * 1e3 / nanos));
      lineNanos = now;
      gasBeforeLine = gasUsed;
    }
  }

  private void say(String line) {
    PrintWriter out = command.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
