package org.cairn.core.state;

import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// The world state after one block. An instance never changes what it answers.
public interface StateReader {
  /// The account, or nothing when it does not exist.
  @Nullable Account account(Address address);

  /// The slot's value; zero when it was never set.
  UInt256 slot(Address address, UInt256 key);

  /// Whether the account has any slot that is not zero (EIP-7610).
  boolean hasStorage(Address address);

  /// The code with that hash; empty for [Account#NO_CODE].
  Bytes code(Hash codeHash);
}
