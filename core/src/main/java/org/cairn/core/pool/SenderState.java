package org.cairn.core.pool;

import org.cairn.core.state.Account;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;

/// What the head's state says of a sender. `maySend` is false for an account with code that is no
/// delegation (EIP-3607, EIP-7702).
record SenderState(long nonce, UInt256 balance, boolean maySend, boolean delegates) {
  private static final int DELEGATION_BYTES = 23;

  static SenderState of(StateReader state, Address sender) {
    Account account = state.account(sender);
    if (account == null) {
      return new SenderState(0, UInt256.ZERO, true, false);
    }
    boolean hasCode = !account.codeHash().equals(Account.NO_CODE);
    boolean delegates = hasCode && isDelegation(state.code(account.codeHash()));
    return new SenderState(
        account.nonce(), account.balance().value(), !hasCode || delegates, delegates);
  }

  /// EIP-7702: `0xef0100` and an address.
  private static boolean isDelegation(Bytes code) {
    return code.size() == DELEGATION_BYTES
        && code.get(0) == (byte) 0xef
        && code.get(1) == 1
        && code.get(2) == 0;
  }
}
