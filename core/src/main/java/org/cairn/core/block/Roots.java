package org.cairn.core.block;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.trie.OrderedTrie;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// The commitments by which a header names its body and what executing it gave.
public final class Roots {
  /// The hash of the empty list of ommers: all that a proof-of-stake header may have.
  public static final Hash NO_OMMERS =
      Hash.fromHex("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");

  /// The root of a trie without leaves.
  public static final Hash EMPTY_TRIE =
      Hash.fromHex("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

  private Roots() {}

  public static Hash transactions(List<SignedTransaction> transactions) {
    List<byte[]> leaves = new ArrayList<>(transactions.size());
    for (SignedTransaction transaction : transactions) {
      leaves.add(transaction.encoded().shared());
    }
    return OrderedTrie.root(leaves);
  }

  public static Hash receipts(List<Receipt> receipts) {
    List<byte[]> leaves = new ArrayList<>(receipts.size());
    for (Receipt receipt : receipts) {
      leaves.add(ReceiptCodec.encode(receipt).shared());
    }
    return OrderedTrie.root(leaves);
  }

  public static Hash withdrawals(List<Withdrawal> withdrawals) {
    List<byte[]> leaves = new ArrayList<>(withdrawals.size());
    for (Withdrawal withdrawal : withdrawals) {
      RlpWriter writer = new RlpWriter(64);
      BlockCodec.write(writer, withdrawal);
      leaves.add(writer.toByteArray());
    }
    return OrderedTrie.root(leaves);
  }

  public static Hash ommers(List<BlockHeader> ommers) {
    if (ommers.isEmpty()) {
      return NO_OMMERS;
    }
    RlpWriter writer = new RlpWriter().startList();
    for (BlockHeader ommer : ommers) {
      HeaderCodec.write(writer, ommer);
    }
    return Keccak256.hash(writer.endList().toByteArray());
  }

  /// EIP-7685: the SHA-256 over the SHA-256 of each request list, its type byte first. A list
  /// without data, which has the type byte alone, does not count.
  public static Hash requestsHash(List<Bytes> requests) {
    byte[] hashes = new byte[requests.size() * Hash.SIZE_BYTES];
    int end = 0;
    for (Bytes request : requests) {
      if (request.size() > 1) {
        byte[] hash = Sha256.hash(request.shared()).shared();
        System.arraycopy(hash, 0, hashes, end, Hash.SIZE_BYTES);
        end += Hash.SIZE_BYTES;
      }
    }
    return Sha256.hash(hashes, 0, end);
  }
}
