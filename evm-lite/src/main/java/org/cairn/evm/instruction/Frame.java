package org.cairn.evm.instruction;

import java.util.Arrays;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.evm.code.Code;
import org.cairn.evm.gas.MemoryGas;
import org.cairn.evm.word.Division;
import org.cairn.evm.word.Word;
import org.cairn.evm.world.AccountState;
import org.jspecify.annotations.Nullable;

/// One call: its operand stack, program counter, gas, memory and surroundings.
///
/// While the interpreter runs the frame, `pc`, `sp` and `gas` live in its locals; it writes them
/// back before an instruction of this package and reads them again after. The fields are public to
/// the interpreter for that reason alone.
public final class Frame {
  /// The longest stack; an index beyond fails the array's bounds check.
  public static final int MAX_WORDS = 1024;

  /// EIP-150's era: the deepest nesting of calls.
  static final int MAX_DEPTH = 1024;

  private static final byte[] NOTHING = new byte[0];
  private static final int KEPT_RETURN_BYTES = 1 << 16;

  public final long[] stack = new long[Word.LIMBS * MAX_WORDS];
  public final long[] scratch = new long[Division.SCRATCH_LONGS];
  public final int depth;

  public int pc;
  public int sp;
  public long gas;
  public int memoryBase;
  public int memorySize;

  Execution execution;
  Code code = Code.EMPTY;
  AccountState self;
  Address caller = Address.ZERO;
  UInt256 value = UInt256.ZERO;
  byte[] input = NOTHING;
  int inputOffset;
  int inputSize;
  boolean isStatic;
  boolean isCreation;
  int checkpoint;

  /// What the last call of this frame returned.
  byte[] returnData = NOTHING;

  int returnSize;
  private byte[] returnBuffer = NOTHING;

  /// What this frame returns: a range of its memory.
  int outputOffset;

  int outputSize;

  /// Where in the caller's memory the output goes.
  int targetOffset;

  int targetSize;

  /// The call that this frame waits for.
  @Nullable Frame child;

  @SuppressWarnings("NullAway.Init") // set by start, before anything runs
  Frame(int depth) {
    this.depth = depth;
  }

  /// Makes the frame ready to run code on behalf of an account.
  void start(Execution execution, Code code, AccountState self) {
    this.execution = execution;
    this.code = code;
    this.self = self;
    pc = 0;
    sp = 0;
    memoryBase = 0;
    memorySize = 0;
    returnData = NOTHING;
    returnSize = 0;
    outputOffset = 0;
    outputSize = 0;
    targetOffset = 0;
    targetSize = 0;
    child = null;
    isStatic = false;
    isCreation = false;
  }

  void input(byte[] source, int offset, int sizeBytes) {
    input = source;
    inputOffset = offset;
    inputSize = sizeBytes;
  }

  /// A word of the stack, counted from its top.
  public UInt256 word(int fromTop) {
    return number(sp - Word.LIMBS * (fromTop + 1));
  }

  /// The input of the call.
  public Bytes input() {
    return Bytes.copy(input, inputOffset, inputSize);
  }

  /// What the call carries.
  public UInt256 value() {
    return value;
  }

  public Code code() {
    return code;
  }

  public Execution execution() {
    return execution;
  }

  public Address address() {
    return self.address();
  }

  public Address caller() {
    return caller;
  }

  public @Nullable Frame child() {
    return child;
  }

  public int inputSize() {
    return inputSize;
  }

  public int returnSize() {
    return returnSize;
  }

  public byte[] memory() {
    return execution.memory.bytes();
  }

  /// Writes a number as a word.
  void put(int offset, UInt256 number) {
    stack[offset] = number.limb0();
    stack[offset + 1] = number.limb1();
    stack[offset + 2] = number.limb2();
    stack[offset + 3] = number.limb3();
  }

  UInt256 number(int offset) {
    return new UInt256(stack[offset + 3], stack[offset + 2], stack[offset + 1], stack[offset]);
  }

  /// Takes gas and tells whether there was enough.
  boolean charge(long amount) {
    gas -= amount;
    return gas >= 0;
  }

  /// Makes memory reach to the end of a range; returns the gas left, negative when it was not
  /// enough.
  public long grow(long gasLeft, long offset, long sizeBytes) {
    if (offset > MemoryGas.MAX_BYTES || sizeBytes > MemoryGas.MAX_BYTES) {
      return -1;
    }
    long end = offset + sizeBytes;
    if (end <= memorySize) {
      return gasLeft;
    }
    long words = MemoryGas.words(end);
    long left = gasLeft - (MemoryGas.ofWords(words) - MemoryGas.ofWords(memorySize >>> 5));
    long newEnd = memoryBase + (words << 5);
    if (left < 0 || newEnd > MemoryGas.MAX_BYTES) {
      gas = left; // what was missing, for an observer
      return -1;
    }
    execution.memory.clear(memoryBase + memorySize, (int) newEnd);
    memorySize = (int) (words << 5);
    return left;
  }

  /// Pays for a range of memory, none when it is empty; tells whether there was enough gas.
  boolean reach(long offset, long sizeBytes) {
    if (sizeBytes == 0) {
      return true;
    }
    long left = grow(gas, offset, sizeBytes);
    if (left < 0) {
      return false;
    }
    gas = left;
    return true;
  }

  /// Pays for a price per word, and tells whether there was enough gas.
  boolean chargeWords(long perWord, long sizeBytes) {
    return sizeBytes <= MemoryGas.MAX_BYTES && charge(perWord * MemoryGas.words(sizeBytes));
  }

  /// Pays for the warm or cold access beyond the static price, and tells whether it was enough.
  boolean chargeAccess(AccountState account) {
    long extra = execution.gas.coldAccountExtra;
    return extra == 0 || !execution.world.warm(account) || charge(extra);
  }

  /// What the last call of this frame returned.
  public Bytes returnData() {
    return Bytes.copy(returnData, 0, returnSize);
  }

  public int checkpoint() {
    return checkpoint;
  }

  void clearReturnData() {
    returnSize = 0;
  }

  /// Takes over an array as what the last call returned.
  void takeReturnData(byte[] output) {
    returnData = output;
    returnSize = output.length;
  }

  /// Copies the output of a call that ended, from its memory.
  void copyReturnData(Frame ended) {
    int size = ended.outputSize;
    if (returnBuffer.length < size || returnBuffer.length > KEPT_RETURN_BYTES) {
      returnBuffer = new byte[Math.max(size, 256)];
    }
    System.arraycopy(memory(), ended.memoryBase + ended.outputOffset, returnBuffer, 0, size);
    returnData = returnBuffer;
    returnSize = size;
  }

  /// Copies the head of the return data to where the call wanted it.
  void deliver(int offset, int sizeBytes) {
    int size = Math.min(sizeBytes, returnSize);
    if (size > 0) {
      System.arraycopy(returnData, 0, memory(), memoryBase + offset, size);
    }
  }

  /// A range of an array that counts as followed by zeros.
  static final class Source {
    private final byte[] array;
    private final int offset;
    private final int sizeBytes;

    Source(byte[] array, int offset, int sizeBytes) {
      this.array = array;
      this.offset = offset;
      this.sizeBytes = sizeBytes;
    }
  }

  /// Copies to memory from the source; the range in memory has been reached.
  void copyPadded(long to, Source source, long from, long sizeBytes) {
    int target = memoryBase + (int) to;
    int size = (int) sizeBytes;
    int copied = from >= source.sizeBytes ? 0 : (int) Math.min(size, source.sizeBytes - from);
    if (copied > 0) {
      System.arraycopy(source.array, source.offset + (int) from, memory(), target, copied);
    }
    Arrays.fill(memory(), target + copied, target + size, (byte) 0);
  }

  /// What the frame returned or reverted with.
  public Bytes output() {
    return Bytes.copy(memory(), memoryBase + outputOffset, outputSize);
  }
}
