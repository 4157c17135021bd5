package org.cairn.evm.trace;

import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.evm.instruction.Frame;
import org.cairn.evm.word.Word;

/// The instruction that is next, and its frame as it stands before it: memory has not grown for it,
/// nothing has been charged. One instance shows all steps of an execution, each until [Tracer#step]
/// returns; what its methods return stays good.
public final class Step {
  private final TracedState state;
  private Frame frame;
  private int opcode;

  Step(TracedState state, Frame frame) {
    this.state = state;
    this.frame = frame;
  }

  void show(Frame next, int nextOpcode) {
    frame = next;
    opcode = nextOpcode;
  }

  public int pc() {
    return frame.pc;
  }

  /// The instruction's byte; one that the fork does not know is shown too.
  public int opcode() {
    return opcode;
  }

  public long gas() {
    return frame.gas;
  }

  /// 1 for the outermost call, as EIP-3155 counts.
  public int depth() {
    return frame.depth + 1;
  }

  public int stackSize() {
    return frame.sp / Word.LIMBS;
  }

  /// A word of the stack, 0 being its top.
  ///
  /// @throws IllegalArgumentException when the stack is shorter
  public UInt256 word(int fromTop) {
    if (fromTop < 0 || fromTop >= stackSize()) {
      throw new IllegalArgumentException("word " + fromTop + " of " + stackSize());
    }
    return frame.word(fromTop);
  }

  public int memorySize() {
    return frame.memorySize;
  }

  /// All of the frame's memory.
  public Bytes memory() {
    return Bytes.copy(frame.memory(), frame.memoryBase, frame.memorySize);
  }

  /// A range of the frame's memory, with zeros where there is none yet.
  ///
  /// @throws IllegalArgumentException when the range is negative or too long for an array
  public Bytes memory(long offset, long sizeBytes) {
    if (offset < 0 || sizeBytes < 0 || sizeBytes > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("memory " + offset + " + " + sizeBytes);
    }
    byte[] range = new byte[(int) sizeBytes];
    int copied = (int) Math.max(0, Math.min(sizeBytes, frame.memorySize - offset));
    if (copied > 0) {
      System.arraycopy(frame.memory(), frame.memoryBase + (int) offset, range, 0, copied);
    }
    return Bytes.wrap(range);
  }

  /// What the last call of this frame returned.
  public Bytes returnData() {
    return frame.returnData();
  }

  /// The account whose storage the code works on.
  public Address address() {
    return frame.address();
  }

  public Address caller() {
    return frame.caller();
  }

  public UInt256 value() {
    return frame.value();
  }

  public Bytes input() {
    return frame.input();
  }

  public Bytes code() {
    return frame.code().toBytes();
  }

  public TracedState state() {
    return state;
  }
}
