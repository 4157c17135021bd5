package org.cairn.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cairn.node.chainfile.ChainExport;
import org.cairn.node.chainfile.DataFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cairn export`: writes the blocks of a data folder to a file.
@Command(
    name = "export",
    description = {
      "Writes the blocks of a data folder to a chain file (RLP, one after the other), which import"
          + " and other clients read. No node may run on the folder meanwhile."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class ExportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Folder with the chain, imported or a node's.")
  @SuppressWarnings("NullAway.Init")
  Path data;

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description = "Chain specification; needed for the folder of a node.")
  @Nullable Path genesis;

  @Option(
      names = "--from",
      defaultValue = "1",
      paramLabel = "BLOCK",
      description = "First block; the genesis block is not part of a chain file by custom.")
  long from;

  @Option(names = "--to", paramLabel = "BLOCK", description = "Last block. Default: the head.")
  @Nullable Long to;

  @Parameters(paramLabel = "FILE", description = "The file to write; replaced when it exists.")
  @SuppressWarnings("NullAway.Init")
  Path file;

  @Override
  public Integer call() {
    ChainExport.Range range =
        ChainExport.run(new DataFolder(data), genesis, from, to, file.toAbsolutePath());
    PrintWriter out = command.commandLine().getOut();
    out.println("exported blocks " + range.from() + " to " + range.to() + " to " + file);
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
