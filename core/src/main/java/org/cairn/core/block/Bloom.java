package org.cairn.core.block;

import java.util.List;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// The 2048-bit filter over the addresses and topics of logs: three bits for each.
public final class Bloom {
  public static final int SIZE_BYTES = HeaderCodec.BLOOM_BYTES;
  public static final Bytes EMPTY = Bytes.wrap(new byte[SIZE_BYTES]);

  private Bloom() {}

  public static Bytes of(List<Log> logs) {
    if (logs.isEmpty()) {
      return EMPTY;
    }
    byte[] bloom = new byte[SIZE_BYTES];
    byte[] digest = new byte[Hash.SIZE_BYTES];
    for (Log log : logs) {
      add(bloom, log.address().shared(), digest);
      for (Hash topic : log.topics()) {
        add(bloom, topic.shared(), digest);
      }
    }
    return Bytes.wrap(bloom);
  }

  /// The filter of a block: the union of its receipts' filters.
  public static Bytes union(List<Receipt> receipts) {
    byte[] bloom = new byte[SIZE_BYTES];
    boolean empty = true;
    for (Receipt receipt : receipts) {
      if (!receipt.logs().isEmpty()) {
        byte[] other = receipt.bloom().shared();
        for (int i = 0; i < SIZE_BYTES; i++) {
          bloom[i] |= other[i];
        }
        empty = false;
      }
    }
    return empty ? EMPTY : Bytes.wrap(bloom);
  }

  /// False when no log in the filter is from that address.
  public static boolean mayContain(Bytes bloom, Address address) {
    return mayContain(bloom.shared(), address.shared());
  }

  /// False when no log in the filter has that topic.
  public static boolean mayContain(Bytes bloom, Hash topic) {
    return mayContain(bloom.shared(), topic.shared());
  }

  private static boolean mayContain(byte[] bloom, byte[] item) {
    byte[] digest = new byte[Hash.SIZE_BYTES];
    Keccak256.digest(item, 0, item.length, digest, 0);
    for (int pair = 0; pair < 6; pair += 2) {
      int bit = bit(digest, pair);
      if ((bloom[SIZE_BYTES - 1 - (bit >>> 3)] & 1 << (bit & 7)) == 0) {
        return false;
      }
    }
    return true;
  }

  private static void add(byte[] bloom, byte[] item, byte[] digest) {
    Keccak256.digest(item, 0, item.length, digest, 0);
    for (int pair = 0; pair < 6; pair += 2) {
      int bit = bit(digest, pair);
      bloom[SIZE_BYTES - 1 - (bit >>> 3)] |= (byte) (1 << (bit & 7));
    }
  }

  /// The low 11 bits of two bytes of the digest.
  private static int bit(byte[] digest, int pair) {
    return (digest[pair] & 7) << 8 | (digest[pair + 1] & 0xff);
  }
}
