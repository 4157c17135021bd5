package org.cairn.evm.code;

import java.util.Arrays;
import org.cairn.core.state.Account;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.evm.fork.Opcode;
import org.jspecify.annotations.Nullable;

/// Code that the interpreter can run. Immutable but for the bitmap of jump destinations and the
/// copy with fused instructions, which are made when it is first run; two threads that make them at
/// once write the same.
///
/// The bytes are followed by 33 zeros: a program that runs off its end finds STOP and a push finds
/// its immediate, so that the program counter needs no bound.
public final class Code {
  public static final Code EMPTY = new Code(new byte[0], 0, 0, Account.NO_CODE);

  private static final int PADDING_BYTES = 33;
  private static final int DELEGATION_BYTES = 23;

  private final byte[] padded;
  private final int sizeBytes;
  private final Hash hash;
  private final @Nullable Address delegate;
  private volatile long @Nullable [] jumpDestinations;
  private volatile byte @Nullable [] fused;

  private Code(byte[] source, int offset, int sizeBytes, Hash hash) {
    this.padded = new byte[sizeBytes + PADDING_BYTES];
    System.arraycopy(source, offset, padded, 0, sizeBytes);
    this.sizeBytes = sizeBytes;
    this.hash = hash;
    this.delegate = delegateOf(padded, sizeBytes);
  }

  /// Code with a hash that the caller has computed.
  public static Code of(Bytes bytes, Hash hash) {
    return bytes.isEmpty() ? EMPTY : new Code(bytes.shared(), 0, bytes.size(), hash);
  }

  /// Initcode: it has no hash, as nothing asks for it.
  public static Code initcode(byte[] source, int offset, int sizeBytes) {
    return sizeBytes == 0 ? EMPTY : new Code(source, offset, sizeBytes, Hash.ZERO);
  }

  /// The designator that delegates to an address (EIP-7702).
  public static Bytes delegationTo(Address target) {
    byte[] designator = new byte[DELEGATION_BYTES];
    designator[0] = (byte) 0xef;
    designator[1] = 1;
    System.arraycopy(target.shared(), 0, designator, 3, Address.SIZE_BYTES);
    return Bytes.wrap(designator);
  }

  private static @Nullable Address delegateOf(byte[] code, int sizeBytes) {
    boolean delegates =
        sizeBytes == DELEGATION_BYTES && code[0] == (byte) 0xef && code[1] == 1 && code[2] == 0;
    return delegates ? Address.copy(code, 3) : null;
  }

  /// The bytes with their padding, for hot paths: they must not be written to.
  public byte[] padded() {
    return padded;
  }

  public int sizeBytes() {
    return sizeBytes;
  }

  public boolean isEmpty() {
    return sizeBytes == 0;
  }

  public Hash hash() {
    return hash;
  }

  /// The same of code that is at hand as bytes.
  public static @Nullable Address delegateIn(Bytes code) {
    return delegateOf(code.shared(), code.size());
  }

  /// Where EIP-7702 says to take the code from, when these bytes are a designator.
  public @Nullable Address delegate() {
    return delegate;
  }

  public Bytes toBytes() {
    return Bytes.copy(padded, 0, sizeBytes);
  }

  /// A bit for each byte of the code that is a JUMPDEST and no part of a push.
  public long[] jumpDestinations() {
    long[] bitmap = jumpDestinations;
    if (bitmap == null) {
      bitmap = analyze(padded, sizeBytes);
      jumpDestinations = bitmap;
    }
    return bitmap;
  }

  /// The padded bytes with fused instructions, for the interpreter: they must not be written to.
  public byte[] fused() {
    byte[] bytes = fused;
    if (bytes == null) {
      bytes = Fusion.fuse(padded, sizeBytes, jumpDestinations());
      fused = bytes;
    }
    return bytes;
  }

  /// Whether a jump may go there.
  public boolean isDestination(long target) {
    long[] bitmap = jumpDestinations;
    if (bitmap == null) {
      return false;
    }
    long index = target >>> 6;
    return index < bitmap.length && (bitmap[(int) index] >>> target & 1) != 0;
  }

  private static long[] analyze(byte[] code, int sizeBytes) {
    long[] bitmap = new long[(sizeBytes + 63) >>> 6];
    for (int pc = 0; pc < sizeBytes; pc++) {
      int opcode = code[pc] & 0xff;
      if (opcode == Opcode.JUMPDEST) {
        bitmap[pc >>> 6] |= 1L << (pc & 63);
      } else if (opcode >= Opcode.PUSH1 && opcode <= Opcode.PUSH32) {
        pc += opcode - Opcode.PUSH1 + 1;
      }
    }
    return bitmap;
  }

  /// What the code takes in memory, for the cache's bound.
  int weightBytes() {
    return 2 * padded.length + padded.length / 8 + 160;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Code that
        && sizeBytes == that.sizeBytes
        && Arrays.equals(padded, that.padded);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }
}
