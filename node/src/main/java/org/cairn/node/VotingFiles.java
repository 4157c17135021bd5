package org.cairn.node;

import java.nio.file.Path;
import java.util.List;
import org.cairn.consensus.journal.EvidenceFile;
import org.cairn.consensus.journal.FileWatermark;
import org.cairn.consensus.message.Evidence;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a data folder keeps what a key has signed.
public final class VotingFiles {
  private static final Logger LOG = LoggerFactory.getLogger(VotingFiles.class);

  private VotingFiles() {}

  /// The folder of the journals and the watermark.
  public static Path folder(Path data) {
    return data.resolve("consensus");
  }

  static EvidenceFile evidenceFile(Path data) {
    return new EvidenceFile(folder(data).resolve("evidence"));
  }

  /// What is known of the guilty. When the file is damaged, others still know.
  static List<Evidence> evidence(EvidenceFile file) {
    try {
      return file.read();
    } catch (DecodingException e) {
      LOG.warn("the file of evidence is damaged and begins anew: {}", e.getMessage());
      return List.of();
    }
  }

  /// Marks the files of a chain and key, or of a chain and no key when the key is empty.
  static Hash identity(Hash genesisHash, Bytes publicKey) {
    return Sha256.hash(genesisHash.shared(), publicKey.shared());
  }

  /// @throws IllegalStateException when the file is damaged, or of another chain or key
  public static FileWatermark watermark(Path data, Hash genesisHash, Bytes publicKey) {
    return FileWatermark.open(folder(data).resolve("watermark"), identity(genesisHash, publicKey));
  }
}
