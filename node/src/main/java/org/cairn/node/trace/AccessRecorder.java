package org.cairn.node.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fork.Opcode;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.trace.Step;
import org.cairn.evm.trace.TracedState;
import org.cairn.evm.trace.Tracer;

/// Records the accounts and slots that a message touches, as an access list (EIP-2930). Accounts
/// that are warm anyway are in it only for their slots; those that the message creates are left
/// out.
final class AccessRecorder implements Tracer {
  private final SortedMap<Address, SortedSet<UInt256>> slots = new TreeMap<>();
  private final Set<Address> warm = new HashSet<>();
  private final Set<Address> created = new HashSet<>();

  AccessRecorder(Watched watched, List<AccessListEntry> given) {
    warm.add(watched.from());
    warm.add(watched.to());
    warm.addAll(watched.authorities());
    warm.addAll(Precompiles.at(watched.rules().fork()).addresses());
    for (AccessListEntry entry : given) {
      if (!warm.contains(entry.address())) {
        touch(entry.address());
      }
      entry.slots().forEach(key -> touch(entry.address()).add(key));
    }
  }

  private SortedSet<UInt256> touch(Address address) {
    return slots.computeIfAbsent(address, _ -> new TreeSet<>());
  }

  @Override
  public void step(Step step) {
    switch (step.opcode()) {
      case Opcode.SLOAD, Opcode.SSTORE -> {
        if (step.stackSize() >= 1) {
          touch(step.address()).add(step.word(0));
        }
      }
      case Opcode.BALANCE,
          Opcode.EXTCODESIZE,
          Opcode.EXTCODECOPY,
          Opcode.EXTCODEHASH,
          Opcode.SELFDESTRUCT -> {
        if (step.stackSize() >= 1) {
          touchUnlessWarm(step.word(0));
        }
      }
      case Opcode.CALL, Opcode.CALLCODE, Opcode.DELEGATECALL, Opcode.STATICCALL -> {
        if (step.stackSize() >= 2) {
          touchUnlessWarm(step.word(1));
        }
      }
      default -> {}
    }
  }

  private void touchUnlessWarm(UInt256 word) {
    Address address = Address.copy(word.toBytes(), Hash.SIZE_BYTES - Address.SIZE_BYTES);
    if (!warm.contains(address)) {
      touch(address);
    }
  }

  @Override
  public void enter(CallEntry entry, TracedState state) {
    if (entry.kind().isCreation()) {
      created.add(entry.to());
    }
  }

  List<AccessListEntry> accessList() {
    List<AccessListEntry> entries = new ArrayList<>();
    slots.forEach((address, keys) -> {
      if (!created.contains(address)) {
        entries.add(new AccessListEntry(address, List.copyOf(keys)));
      }
    });
    return entries;
  }
}
