package org.cairn.node.dev;

import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Senders;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Address;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.UInt256;

/// Transactions in somebody's name without that one's key. In place of a signature they carry a
/// mark that names the sender, so that two senders' equal transactions have two hashes: `s` is 1,
/// `r` is the address with a 1 before it.
final class Impersonation {
  /// The 1 before the 160 bits of an address.
  private static final UInt256 MARK = UInt256.fromHex("0x1" + "0".repeat(2 * Address.SIZE_BYTES));

  private Impersonation() {}

  static RecoveredTransaction of(Transaction transaction, Address sender) {
    UInt256 r = MARK.plus(UInt256.fromHex(sender.toString()));
    return new RecoveredTransaction(
        TransactionCodec.assemble(transaction, new Signature(0, r, UInt256.ONE)), sender);
  }

  /// Whom the mark names, or else who signed.
  static Address sender(SignedTransaction signed) {
    Signature signature = signed.signature();
    boolean isMarked =
        signature.s().equals(UInt256.ONE)
            && signature.r().compareTo(MARK) >= 0
            && signature.r().compareTo(MARK.plus(MARK)) < 0;
    if (isMarked) {
      byte[] word = signature.r().toBytes();
      byte[] address = new byte[Address.SIZE_BYTES];
      System.arraycopy(word, word.length - address.length, address, 0, address.length);
      return Address.of(address);
    }
    return Invariant.present(
        Senders.recoverFrontier(signed), "a transaction of the chain has a sender");
  }
}
