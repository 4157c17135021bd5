package org.cairn.core.state;

import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// An account with the root of its storage: what the state trie holds under the account's key, and
/// the flat record too, byte for byte.
record StoredAccount(Account account, Hash storageRoot) {
  private static final int MAX_SIZE_BYTES = 112;

  boolean hasStorage() {
    return !storageRoot.equals(BulkRoot.EMPTY);
  }

  byte[] encode() {
    return new RlpWriter(MAX_SIZE_BYTES)
        .startList()
        .scalar(account.nonce())
        .scalar(account.balance().value())
        .bytes(storageRoot)
        .bytes(account.codeHash())
        .endList()
        .toByteArray();
  }

  static StoredAccount decode(byte[] encoded) {
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    long nonce = reader.scalar();
    Wei balance = new Wei(reader.uint256());
    Hash storageRoot = reader.hash();
    Hash codeHash = reader.hash();
    reader.leaveList();
    reader.finish();
    return new StoredAccount(
        new Account(nonce, balance, codeHash.equals(Account.NO_CODE) ? Account.NO_CODE : codeHash),
        storageRoot.equals(BulkRoot.EMPTY) ? BulkRoot.EMPTY : storageRoot);
  }

  static byte[] encodeSlot(UInt256 value) {
    return new RlpWriter(33).scalar(value).toByteArray();
  }

  static UInt256 decodeSlot(byte[] encoded) {
    RlpReader reader = new RlpReader(encoded);
    UInt256 value = reader.uint256();
    reader.finish();
    return value;
  }
}
