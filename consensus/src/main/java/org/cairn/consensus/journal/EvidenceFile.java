package org.cairn.consensus.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;

/// Verified evidence in a small file, replaced as a whole: it has to outlive the journal, which
/// forgets what is committed, until blocks have taken it up.
public final class EvidenceFile {
  private static final int MAX_BYTES = 4 << 20;

  private final Path file;

  public EvidenceFile(Path file) {
    this.file = file;
  }

  /// What the file holds; nothing when there is none.
  ///
  /// @throws DecodingException when it holds something else
  public List<Evidence> read() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new DecodingException("evidence of " + Files.size(file) + " bytes");
      }
      RlpReader reader = new RlpReader(Files.readAllBytes(file));
      List<Evidence> found = new ArrayList<>();
      reader.enterList();
      while (reader.hasNext()) {
        found.add(MessageCodec.decodeEvidence(reader.bytes()));
      }
      reader.leaveList();
      reader.finish();
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Replaces what the file holds, durably.
  public void write(List<Evidence> evidence) {
    RlpWriter writer = new RlpWriter().startList();
    for (Evidence piece : evidence) {
      Bytes encoded = MessageCodec.encodeEvidence(piece);
      writer.bytes(encoded);
    }
    try {
      AtomicFile.replace(file, writer.endList().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
