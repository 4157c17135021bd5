package org.cairn.rpc.dev;

import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.DevelopmentChain;

/// Who sends when the client does not say.
final class Senders {
  private Senders() {}

  /// The transaction in its sender's name; in the first account's when it has none.
  static CallArguments named(CallArguments given, DevelopmentChain chain) {
    List<Address> accounts = chain.accounts();
    boolean isNamed =
        !given.from().equals(Address.ZERO) || accounts.isEmpty() || chain.sendsFor(Address.ZERO);
    CallArguments named = isNamed ? given : given.withFrom(accounts.getFirst());
    if (!chain.sendsFor(named.from())) {
      throw new RpcException(RpcError.INVALID_PARAMS, "unknown account " + named.from());
    }
    return named;
  }
}
