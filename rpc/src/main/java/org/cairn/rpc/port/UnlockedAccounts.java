package org.cairn.rpc.port;

import java.util.List;
import org.cairn.core.block.Transaction;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Accounts in whose name the node signs and sends for whoever asks: on networks of tests only.
/// From any thread.
public interface UnlockedAccounts {
  /// The accounts whose keys the node holds, and those in whose name it sends.
  List<Address> accounts();

  /// Whether it sends in the account's name.
  boolean sendsFor(Address account);

  /// Signs with the account's key; nothing when the node does not hold it.
  @Nullable Signature sign(Address account, Hash message);

  /// Hands a transaction in that is signed by a held key, or marked when its sender is
  /// impersonated.
  Submission send(Transaction transaction, Address sender);
}
