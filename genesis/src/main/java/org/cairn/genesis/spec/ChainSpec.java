package org.cairn.genesis.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.types.Address;
import org.jspecify.annotations.Nullable;

/// All that nodes of one chain must agree on before the first block: geth's `genesis.json`, and
/// with `cairn` present the validators and the rules of finality. Without it this is a foreign
/// chain, whose blocks can be imported and executed but not extended.
public record ChainSpec(
    ChainConfig config,
    @Nullable CairnConfig cairn,
    GenesisFields genesis,
    SortedMap<Address, GenesisAccount> alloc) {
  /// Ethereum's mainnet file has 1 MB; a million funded accounts fit.
  public static final int MAX_FILE_SIZE_BYTES = 128 << 20;

  public ChainSpec {
    alloc = Collections.unmodifiableSortedMap(new TreeMap<>(alloc));
  }

  /// Reads a specification from a file.
  ///
  /// @throws SpecException when there is no such file or it is no usable specification
  public static ChainSpec read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_SIZE_BYTES) {
        throw new SpecException(file.toString(), "larger than " + MAX_FILE_SIZE_BYTES + " bytes");
      }
      return parse(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      throw new SpecException(file.toString(), "no such genesis file");
    } catch (IOException e) {
      throw new SpecException(file.toString(), "cannot be read: " + e.getMessage());
    }
  }

  /// Reads a specification from JSON text in UTF-8.
  ///
  /// @throws SpecException when it is no usable specification
  public static ChainSpec parse(byte[] json) {
    return SpecReader.chainSpec(SpecReader.parse(json));
  }

  public static ChainSpec parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /// The specification as JSON that geth reads as well.
  public String toJson() {
    return SpecWriter.toJson(this);
  }

  /// Writes the specification to a new file or over an old one.
  public void write(Path file) {
    try {
      Files.writeString(file, toJson());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The section of a chain with finality.
  ///
  /// @throws SpecException when this is a foreign chain
  public CairnConfig requireCairn() {
    if (cairn == null) {
      throw new SpecException(
          "config.cairn", "missing: without validators this chain can be imported, but not run");
    }
    return cairn;
  }
}
