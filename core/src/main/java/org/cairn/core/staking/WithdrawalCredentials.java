package org.cairn.core.staking;

import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;

/// Where a validator's stake goes when it leaves: an address, with type 1 (what exceeds the minimum
/// stake is paid out as it comes) or type 2 (it stays and counts, EIP-7251). Ethereum's type 0,
/// which names a BLS key, has no way out here.
public record WithdrawalCredentials(Hash bytes) {
  private static final byte PAYING = 1;
  private static final byte COMPOUNDING = 2;
  private static final int PADDING_END = Hash.SIZE_BYTES - Address.SIZE_BYTES;

  /// @throws IllegalArgumentException when [#accepts] does not hold
  public WithdrawalCredentials {
    if (!accepts(bytes)) {
      throw new IllegalArgumentException(
          "withdrawal credentials of neither type 0x01 nor 0x02: " + bytes);
    }
  }

  /// Whether the bytes name an address in one of the two ways.
  public static boolean accepts(Hash bytes) {
    byte[] array = bytes.shared();
    for (int i = 1; i < PADDING_END; i++) {
      if (array[i] != 0) {
        return false;
      }
    }
    return array[0] == PAYING || array[0] == COMPOUNDING;
  }

  public static WithdrawalCredentials of(Address address, boolean compounding) {
    byte[] bytes = new byte[Hash.SIZE_BYTES];
    bytes[0] = compounding ? COMPOUNDING : PAYING;
    System.arraycopy(address.shared(), 0, bytes, PADDING_END, Address.SIZE_BYTES);
    return new WithdrawalCredentials(Hash.wrap(bytes));
  }

  public Address address() {
    return Address.copy(bytes.shared(), PADDING_END);
  }

  public boolean compounding() {
    return bytes.shared()[0] == COMPOUNDING;
  }

  /// The same address, compounding.
  public WithdrawalCredentials toCompounding() {
    return of(address(), true);
  }
}
