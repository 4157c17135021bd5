package org.cairn.node.chainfile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.jspecify.annotations.Nullable;

/// Writes the blocks of a data folder to a chain file. No node may run on the folder meanwhile.
public final class ChainExport {
  private ChainExport() {}

  /// The blocks that were written, first and last.
  public record Range(long from, long to) {}

  /// Writes the blocks from one number to another, the head when that is absent. The file appears
  /// under its name when it is whole.
  ///
  /// @throws ChainFileException when there are no such blocks, or the file cannot be written
  public static Range run(
      DataFolder folder, @Nullable Path genesisFile, long from, @Nullable Long to, Path file) {
    Genesis genesis = Genesis.of(ChainSpec.read(folder.genesisFile(genesisFile)));
    try (ChainDatabase chain = folder.open(genesis)) {
      long head = chain.head().number();
      long last = to == null ? head : to;
      if (from < 0 || from > last || last > head) {
        throw new ChainFileException(
            "no blocks from " + from + " to " + last + ": the head of the chain is " + head);
      }
      write(chain, new Range(from, last), file);
      return new Range(from, last);
    }
  }

  private static void write(ChainDatabase chain, Range range, Path file) {
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16)) {
        for (long number = range.from; number <= range.to; number++) {
          Block block = chain.block(number);
          if (block == null) {
            throw new ChainFileException("block " + number + " is not kept in this data folder");
          }
          output.write(BlockCodec.encode(block).shared());
        }
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ChainFileException("cannot write " + file + ": " + e, e);
    }
  }
}
