package org.cairn.core.block;

import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;

/// An address and slots that a transaction declares it touches (EIP-2930).
public record AccessListEntry(Address address, List<UInt256> slots) {
  public AccessListEntry {
    slots = List.copyOf(slots);
  }
}
