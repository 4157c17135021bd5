package org.cairn.rpc.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;

/// Addresses with their check sum in the case of the letters (EIP-55), which are the keys of the
/// pool's objects.
public final class Checksum {
  private Checksum() {}

  public static String of(Address address) {
    char[] digits = address.toString().substring(2).toCharArray();
    Hash hash = Keccak256.hash(new String(digits).getBytes(US_ASCII));
    for (int i = 0; i < digits.length; i++) {
      int nibble = hash.shared()[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
      if (nibble >= 8) {
        digits[i] = Character.toUpperCase(digits[i]);
      }
    }
    return "0x" + new String(digits);
  }
}
