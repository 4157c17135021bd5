package org.cairn.p2p.gossip;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.frame.WireReader;
import org.cairn.p2p.frame.WireWriter;

/// What nodes say to each other about transactions.
sealed interface TxMessage {
  int MAX_TX_BYTES = 256 << 10;
  int MAX_PUSHED = 4096;
  int MAX_ANNOUNCED = 4096;
  int MAX_PULLED = 256;

  Bytes encode();

  /// Whole transactions.
  record Push(List<Bytes> transactions) implements TxMessage {
    public Push {
      transactions = List.copyOf(transactions);
    }

    @Override
    public Bytes encode() {
      int size = 3;
      for (Bytes transaction : transactions) {
        size += 4 + transaction.size();
      }
      WireWriter out = new WireWriter(size).u8(0).u16(transactions.size());
      for (Bytes transaction : transactions) {
        out.u32(transaction.size()).raw(transaction.shared());
      }
      return out.toBytes();
    }
  }

  /// The name of a transaction and how large it is.
  record Announced(Hash hash, int sizeBytes) {}

  /// Transactions that the sender has.
  record Announce(List<Announced> transactions) implements TxMessage {
    public Announce {
      transactions = List.copyOf(transactions);
    }

    @Override
    public Bytes encode() {
      WireWriter out = new WireWriter(3 + 36 * transactions.size());
      out.u8(1).u16(transactions.size());
      for (Announced announced : transactions) {
        out.hash(announced.hash).u32(announced.sizeBytes);
      }
      return out.toBytes();
    }
  }

  /// Transactions that the sender wants; the answer is a [Push] of those that are there.
  record Pull(List<Hash> hashes) implements TxMessage {
    public Pull {
      hashes = List.copyOf(hashes);
    }

    @Override
    public Bytes encode() {
      WireWriter out = new WireWriter(3 + 32 * hashes.size()).u8(2).u16(hashes.size());
      hashes.forEach(out::hash);
      return out.toBytes();
    }
  }

  /// @throws DecodingException when the bytes are no such message
  static TxMessage decode(Bytes payload) {
    WireReader in = new WireReader(payload);
    int kind = in.u8();
    int count = in.u16();
    TxMessage message =
        switch (kind) {
          case 0 -> push(in, count);
          case 1 -> announce(in, count);
          case 2 -> pull(in, count);
          default -> throw new DecodingException("unknown transaction message " + kind);
        };
    in.end();
    return message;
  }

  private static Push push(WireReader in, int count) {
    limit(count, MAX_PUSHED);
    List<Bytes> transactions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long size = in.u32();
      if (size < 1 || size > MAX_TX_BYTES) {
        throw new DecodingException("transaction of " + size + " bytes");
      }
      transactions.add(in.bytes((int) size));
    }
    return new Push(transactions);
  }

  private static Announce announce(WireReader in, int count) {
    limit(count, MAX_ANNOUNCED);
    List<Announced> announced = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Hash hash = in.hash();
      long size = in.u32();
      if (size < 1 || size > MAX_TX_BYTES) {
        throw new DecodingException("announced transaction of " + size + " bytes");
      }
      announced.add(new Announced(hash, (int) size));
    }
    return new Announce(announced);
  }

  private static Pull pull(WireReader in, int count) {
    limit(count, MAX_PULLED);
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hashes.add(in.hash());
    }
    return new Pull(hashes);
  }

  private static void limit(int count, int max) {
    if (count > max) {
      throw new DecodingException(count + " transactions in a message");
    }
  }
}
