package org.cairn.rpc.trace;

import java.util.Collections;
import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// The code of a call and its instructions, those of callees within the instructions that called.
public record CodeTrace(Bytes code, List<Instruction> instructions) {
  public CodeTrace {
    instructions = Collections.unmodifiableList(instructions);
  }

  /// An instruction; one that failed has no effect.
  public record Instruction(
      int pc, String name, long cost, @Nullable Effect effect, @Nullable CodeTrace callee) {}

  /// What an instruction left behind: gas, what it put onto the stack from the bottom, what it read
  /// or wrote of memory, what it stored.
  public record Effect(
      long gasLeft, List<UInt256> pushed, @Nullable Memory memory, @Nullable Stored stored) {
    public Effect {
      pushed = List.copyOf(pushed);
    }
  }

  /// A range of memory.
  public record Memory(long offset, Bytes data) {}

  /// A slot and its new value.
  public record Stored(UInt256 key, UInt256 value) {}
}
