package org.cairn.rpc.port;

import java.util.Map;
import java.util.Set;
import org.cairn.core.types.Address;

/// Which precompiles are not where the chain has them: those that are gone, and where some of these
/// stand instead, by their new address.
public record PrecompileMoves(Set<Address> removed, Map<Address, Address> moved) {
  public static final PrecompileMoves NONE = new PrecompileMoves(Set.of(), Map.of());

  public PrecompileMoves {
    removed = Set.copyOf(removed);
    moved = Map.copyOf(moved);
  }
}
