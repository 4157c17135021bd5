package org.cairn.node.trace;

import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.evm.fork.Rules;

/// What tracers need to know of a transaction before it runs. `to` is the contract that it creates
/// when it creates one.
record Watched(
    Address from,
    Address to,
    boolean creates,
    long gasLimit,
    Address beneficiary,
    List<Address> authorities,
    Rules rules) {
  Watched {
    authorities = List.copyOf(authorities);
  }
}
