package org.cairn.evm.block;

import org.cairn.core.block.Senders;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.types.Address;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.jspecify.annotations.Nullable;

/// Finds the senders of a block's transactions, as the block's fork reads signatures.
public final class BlockSenders {
  private BlockSenders() {}

  /// The sender, or nothing when the signature names none. Homestead ended the upper `s` (EIP-2).
  public static @Nullable Address recover(SignedTransaction signed, Rules rules) {
    return rules.isAtLeast(Fork.HOMESTEAD)
        ? Senders.recover(signed)
        : Senders.recoverFrontier(signed);
  }
}
