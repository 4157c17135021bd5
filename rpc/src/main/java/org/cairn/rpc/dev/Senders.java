package org.cairn.rpc.dev;

import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.UnlockedAccounts;

/// Who sends when the client does not say.
final class Senders {
  private Senders() {}

  /// The transaction in its sender's name; in the first account's when it has none.
  static CallArguments named(CallArguments given, UnlockedAccounts unlocked) {
    List<Address> accounts = unlocked.accounts();
    boolean isNamed =
        !given.from().equals(Address.ZERO) || accounts.isEmpty() || unlocked.sendsFor(Address.ZERO);
    CallArguments named = isNamed ? given : given.withFrom(accounts.getFirst());
    if (!unlocked.sendsFor(named.from())) {
      throw new RpcException(RpcError.INVALID_PARAMS, "unknown account " + named.from());
    }
    return named;
  }
}
