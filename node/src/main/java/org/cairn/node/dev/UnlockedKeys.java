package org.cairn.node.dev;

import java.util.List;
import org.cairn.core.block.Transaction;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.rpc.port.Submission;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.port.UnlockedAccounts;
import org.jspecify.annotations.Nullable;

/// Keys with which a node of a network signs for whoever asks. Their transactions take the way of
/// all others.
public final class UnlockedKeys implements UnlockedAccounts {
  private final Keyring keys;
  private final TxSink transactions;

  public UnlockedKeys(List<SecretKey> keys, TxSink transactions) {
    this.keys = new Keyring(keys);
    this.transactions = transactions;
  }

  @Override
  public List<Address> accounts() {
    return keys.accounts();
  }

  @Override
  public boolean sendsFor(Address account) {
    return keys.sendsFor(account);
  }

  @Override
  public @Nullable Signature sign(Address account, Hash message) {
    return keys.sign(account, message);
  }

  @Override
  public Submission send(Transaction transaction, Address sender) {
    return transactions.submit(keys.complete(transaction, sender).signed().encoded());
  }
}
