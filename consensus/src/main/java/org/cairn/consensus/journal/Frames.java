package org.cairn.consensus.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.InvariantViolation;

/// How records lie in a segment: `magic(4) length(4) crc32c(4) durable(8) type(1) payload`, with
/// `length` that of the payload and the checksum over all that follows it.
///
/// `durable` is how much of the segment had been flushed when the record was appended. It tells
/// damage from a crash: an append that was cut off leaves an invalid end, and even valid records
/// behind a hole when the disk wrote out of order, but none of those can say that the hole was
/// durable. A record that says so proves that flushed data has changed.
public final class Frames {
  public static final int HEADER_BYTES = 21;
  private static final int MAGIC = 0x4a726e6c;
  private static final int CHECKED_FROM = 12;
  private static final int MAX_PAYLOAD_BYTES = MessageCodec.MAX_MESSAGE_BYTES;

  private static final byte VOTED = 1;
  private static final byte BLOCK = 2;
  private static final byte CERTIFICATE = 3;

  private Frames() {}

  /// What a segment holds.
  public sealed interface Scan {
    /// The records up to `validBytes`; what follows is an append that was cut off.
    record Intact(List<JournalRecord> records, int validBytes) implements Scan {}

    /// Flushed data is damaged at this offset.
    record Damaged(int offset) implements Scan {}
  }

  public static byte[] frame(JournalRecord entry, long durableBytes) {
    byte type;
    Bytes payload;
    switch (entry) {
      case JournalRecord.Voted(var vote) -> {
        type = VOTED;
        payload = MessageCodec.encodeVote(vote);
      }
      case JournalRecord.BlockStored(var block) -> {
        type = BLOCK;
        payload = MessageCodec.encodeBlock(block);
      }
      case JournalRecord.CertificateStored(var certificate) -> {
        type = CERTIFICATE;
        payload = MessageCodec.encodeCertificate(certificate);
      }
    }
    ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + payload.size());
    buffer.putInt(MAGIC).putInt(payload.size()).putInt(0);
    buffer.putLong(durableBytes).put(type).put(payload.shared());
    buffer.putInt(8, checksum(buffer.array(), 0, payload.size()));
    return buffer.array();
  }

  /// Reads the records of a segment from an offset on.
  public static Scan scan(byte[] segment, int from) {
    List<JournalRecord> records = new ArrayList<>();
    int at = from;
    while (isRecord(segment, at)) {
      records.add(decode(segment, at));
      at += sizeBytes(segment, at);
    }
    for (int later = at + 1; later <= segment.length - HEADER_BYTES; later++) {
      if (isRecord(segment, later) && ByteBuffer.wrap(segment).getLong(later + 12) > at) {
        return new Scan.Damaged(at);
      }
    }
    return new Scan.Intact(records, at);
  }

  private static int sizeBytes(byte[] segment, int at) {
    return HEADER_BYTES + ByteBuffer.wrap(segment).getInt(at + 4);
  }

  private static boolean isRecord(byte[] segment, int at) {
    if (segment.length - at < HEADER_BYTES) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(segment);
    if (buffer.getInt(at) != MAGIC) {
      return false;
    }
    int length = buffer.getInt(at + 4);
    return length >= 0
        && length <= MAX_PAYLOAD_BYTES
        && length <= segment.length - at - HEADER_BYTES
        && checksum(segment, at, length) == buffer.getInt(at + 8);
  }

  /// Over the payload's length and everything behind the checksum.
  private static int checksum(byte[] segment, int at, int lengthBytes) {
    CRC32C crc = new CRC32C();
    crc.update(segment, at + 4, 4);
    crc.update(segment, at + CHECKED_FROM, HEADER_BYTES - CHECKED_FROM + lengthBytes);
    return (int) crc.getValue();
  }

  private static JournalRecord decode(byte[] segment, int at) {
    int lengthBytes = sizeBytes(segment, at) - HEADER_BYTES;
    Bytes payload = Bytes.copy(segment, at + HEADER_BYTES, lengthBytes);
    byte type = segment[at + HEADER_BYTES - 1];
    try {
      return switch (type) {
        case VOTED -> new JournalRecord.Voted(MessageCodec.decodeVote(payload));
        case BLOCK -> new JournalRecord.BlockStored(MessageCodec.decodeBlock(payload));
        case CERTIFICATE ->
            new JournalRecord.CertificateStored(MessageCodec.decodeCertificate(payload));
        default -> throw new InvariantViolation("journal record of type " + type);
      };
    } catch (DecodingException e) {
      throw new InvariantViolation("journal record with a valid checksum: " + e.getMessage());
    }
  }
}
