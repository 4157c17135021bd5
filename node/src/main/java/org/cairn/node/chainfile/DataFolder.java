package org.cairn.node.chainfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.chain.ChainOptions;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.UInt256;
import org.cairn.genesis.alloc.Genesis;
import org.jspecify.annotations.Nullable;

/// A folder that holds a chain: a node's own, or one that was imported.
///
/// The mark of an import is a copy of the chain's genesis file, so that the folder is enough by
/// itself. An imported chain has all its states; in the place of a proof of finality it has each
/// block's total difficulty, which is what made the block part of its chain.
public record DataFolder(Path path) {
  private static final String IMPORTED_GENESIS = "imported-genesis.json";
  private static final String CHAIN = "chain";

  /// Whether the chain in here was imported.
  public boolean isImported() {
    return Files.exists(importedGenesis());
  }

  /// Where the chain database is.
  public Path chain() {
    return path.resolve(CHAIN);
  }

  /// @throws ChainFileException when the chain in here was imported
  public void requireOwn() {
    if (isImported()) {
      throw new ChainFileException(
          path
              + " holds an imported chain, which has no validators to go on with; serve it with:"
              + " cairn node --data "
              + path
              + " --frozen");
    }
  }

  private Path importedGenesis() {
    return path.resolve(IMPORTED_GENESIS);
  }

  /// The genesis file to go by: the one that is given, or the folder's own copy.
  ///
  /// @throws ChainFileException when there is neither
  public Path genesisFile(@Nullable Path given) {
    if (given != null) {
      return given;
    }
    if (!isImported()) {
      throw new ChainFileException(
          path + " holds no imported chain; for a node's own, --genesis names its genesis file");
    }
    return importedGenesis();
  }

  /// Opens the chain that is here, with all the history that it has.
  ///
  /// @throws ChainFileException when there is none
  public ChainDatabase open(Genesis genesis) {
    if (!Files.isDirectory(chain())) {
      throw new ChainFileException(path + " holds no chain");
    }
    return ChainDatabase.open(chain(), genesis.block(), ChainOptions.ARCHIVE);
  }

  /// Opens the folder's chain for an import, and marks the folder when it is new.
  ///
  /// @throws ChainFileException when the folder is a node's, or has another genesis file
  ChainDatabase openForImport(Path genesisFile, Genesis genesis) {
    try {
      Files.createDirectories(path);
      byte[] given = Files.readAllBytes(genesisFile);
      if (!isImported()) {
        if (Files.exists(chain())) {
          throw new ChainFileException(
              path + " holds the chain of a node; an import needs a folder of its own");
        }
        Path draft = path.resolve(IMPORTED_GENESIS + ".part");
        Files.write(draft, given);
        Files.move(draft, importedGenesis(), StandardCopyOption.ATOMIC_MOVE);
      } else if (!Arrays.equals(given, Files.readAllBytes(importedGenesis()))) {
        // The forks may differ even where the genesis block is the same.
        throw new ChainFileException(
            genesisFile + " is not the genesis file that " + path + " was imported with");
      }
    } catch (IOException e) {
      throw new ChainFileException("cannot use the data folder " + path + ": " + e, e);
    }
    return ChainDatabase.open(chain(), genesis.block(), ChainOptions.ARCHIVE);
  }

  /// The total difficulty of a block of an imported chain.
  public static UInt256 totalDifficulty(ChainDatabase chain, long number) {
    if (number == 0) {
      return Invariant.present(chain.header(0), "a chain has its genesis").difficulty();
    }
    Bytes stored = Invariant.present(chain.proof(number), "an imported block has its difficulty");
    return new RlpReader(stored).uint256();
  }

  static Bytes encodeTotalDifficulty(UInt256 total) {
    return new RlpWriter().scalar(total).toBytes();
  }
}
