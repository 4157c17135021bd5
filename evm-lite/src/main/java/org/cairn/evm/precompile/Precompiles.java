package org.cairn.evm.precompile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.core.crypto.Bls12381.Group;
import org.cairn.core.types.Address;
import org.cairn.evm.fork.Fork;
import org.jspecify.annotations.Nullable;

/// The precompiles of one fork, by address.
public final class Precompiles {
  private static final int MAX_NUMBER = 0x100;
  private static final Map<Fork, Precompiles> BY_FORK = byFork();

  private final @Nullable Precompile[] byNumber;
  private final List<Address> addresses;

  /// Those that a simulation has moved to addresses where no chain has any.
  private final Map<Address, Precompile> moved;

  private Precompiles(@Nullable Precompile[] byNumber, Map<Address, Precompile> moved) {
    this.byNumber = byNumber;
    this.moved = Map.copyOf(moved);
    List<Address> found = new ArrayList<>();
    for (int number = 0; number <= MAX_NUMBER; number++) {
      if (byNumber[number] != null) {
        found.add(address(number));
      }
    }
    addresses = List.copyOf(found);
  }

  public static Precompiles at(Fork fork) {
    Precompiles found = BY_FORK.get(fork);
    if (found == null) {
      throw new IllegalArgumentException("no precompiles for " + fork);
    }
    return found;
  }

  /// The same without some, and with some at other addresses: `moves` are new addresses with the
  /// old ones, which must be among those removed.
  public Precompiles rearranged(Set<Address> removed, Map<Address, Address> moves) {
    @Nullable Precompile[] remaining = Arrays.copyOf(byNumber, byNumber.length);
    Map<Address, Precompile> elsewhere = new HashMap<>();
    removed.forEach(address -> {
      int number = number(address);
      if (number >= 0) {
        remaining[number] = null;
      }
    });
    moves.forEach((to, from) -> {
      Precompile precompile = find(from);
      int number = number(to);
      if (precompile != null && number >= 0) {
        remaining[number] = precompile;
      } else if (precompile != null) {
        elsewhere.put(to, precompile);
      }
    });
    return new Precompiles(remaining, elsewhere);
  }

  /// The number that the address is, or one below zero when it is above all that precompiles have.
  private static int number(Address address) {
    byte[] bytes = address.shared();
    int last = Address.SIZE_BYTES - 1;
    for (int i = 0; i < last - 1; i++) {
      if (bytes[i] != 0) {
        return -1;
      }
    }
    int number = (bytes[last - 1] & 0xff) << 8 | (bytes[last] & 0xff);
    return number <= MAX_NUMBER ? number : -1;
  }

  /// The precompile at the address, or nothing when there is none in this fork.
  public @Nullable Precompile find(Address address) {
    byte[] bytes = address.shared();
    int last = Address.SIZE_BYTES - 1;
    for (int i = 0; i < last - 1; i++) {
      if (bytes[i] != 0) {
        return moved.isEmpty() ? null : moved.get(address);
      }
    }
    return find(0, 0, (bytes[last - 1] & 0xff) << 8 | (bytes[last] & 0xff));
  }

  /// The same for an address in the limbs of a word, `limb0` the least significant; what is above
  /// 160 bits must have been cut off.
  public @Nullable Precompile find(long limb2, long limb1, long limb0) {
    if ((limb2 | limb1) != 0 || limb0 < 0 || limb0 > MAX_NUMBER) {
      return null;
    }
    return byNumber[(int) limb0];
  }

  /// All addresses in rising order: warm from the start of each transaction (EIP-2929).
  public List<Address> addresses() {
    return addresses;
  }

  private static Address address(int number) {
    byte[] bytes = new byte[Address.SIZE_BYTES];
    bytes[Address.SIZE_BYTES - 2] = (byte) (number >>> 8);
    bytes[Address.SIZE_BYTES - 1] = (byte) number;
    return Address.wrap(bytes);
  }

  private static Map<Fork, Precompiles> byFork() {
    Map<Fork, Precompiles> result = new EnumMap<>(Fork.class);
    @Nullable Precompile[] table = new Precompile[MAX_NUMBER + 1];
    for (Fork fork : Fork.values()) {
      add(table, fork);
      result.put(fork, new Precompiles(Arrays.copyOf(table, table.length), Map.of()));
    }
    return result;
  }

  /// Enters what the fork brings or prices anew.
  private static void add(@Nullable Precompile[] table, Fork fork) {
    switch (fork) {
      case FRONTIER -> {
        table[0x01] = new EcRecover();
        table[0x02] = new Sha256Hash();
        table[0x03] = new Ripemd160Hash();
        table[0x04] = new Identity();
      }
      case BYZANTIUM -> {
        table[0x05] = new ModExp(ModExp.Pricing.EIP_198);
        table[0x06] = new Bn254Operation.Add(500);
        table[0x07] = new Bn254Operation.Multiply(40_000);
        table[0x08] = new Bn254Operation.Pairing(100_000, 80_000);
      }
      case ISTANBUL -> {
        // EIP-1108
        table[0x06] = new Bn254Operation.Add(150);
        table[0x07] = new Bn254Operation.Multiply(6_000);
        table[0x08] = new Bn254Operation.Pairing(45_000, 34_000);
        table[0x09] = new Blake2F();
      }
      case BERLIN -> table[0x05] = new ModExp(ModExp.Pricing.EIP_2565);
      case CANCUN -> table[0x0a] = new PointEvaluation();
      case PRAGUE -> {
        table[0x0b] = new Bls12381Operation.Add(Group.G1);
        table[0x0c] = new Bls12381Operation.Multiply(Group.G1);
        table[0x0d] = new Bls12381Operation.Add(Group.G2);
        table[0x0e] = new Bls12381Operation.Multiply(Group.G2);
        table[0x0f] = new Bls12381Operation.Pairing();
        table[0x10] = new Bls12381Operation.Map(Group.G1);
        table[0x11] = new Bls12381Operation.Map(Group.G2);
      }
      case OSAKA -> {
        table[0x05] = new ModExp(ModExp.Pricing.EIP_7883);
        table[0x100] = new P256Verify();
      }
      case HOMESTEAD,
          TANGERINE_WHISTLE,
          SPURIOUS_DRAGON,
          CONSTANTINOPLE,
          PETERSBURG,
          LONDON,
          MUIR_GLACIER,
          ARROW_GLACIER,
          GRAY_GLACIER,
          PARIS,
          SHANGHAI -> {}
    }
  }
}
