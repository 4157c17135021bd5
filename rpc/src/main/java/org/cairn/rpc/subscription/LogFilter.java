package org.cairn.rpc.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cairn.core.block.Log;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Which logs a client wants: any of the addresses, and at each position any of the topics. An
/// empty set lets everything through.
public final class LogFilter {
  private static final int BLOOM_BYTES = 256;

  private final Set<Address> addresses;
  private final List<Set<Hash>> topics;

  /// For each set that is not empty, the bloom bits of its members. A block can only hold a
  /// matching log if of each set some member has all its bits.
  private final List<List<int[]>> probes = new ArrayList<>();

  public LogFilter(Set<Address> addresses, List<Set<Hash>> topics) {
    this.addresses = Set.copyOf(addresses);
    this.topics = topics.stream().<Set<Hash>>map(Set::copyOf).toList();
    if (!this.addresses.isEmpty()) {
      probes.add(this.addresses.stream().map(address -> bits(address.shared())).toList());
    }
    for (Set<Hash> position : this.topics) {
      if (!position.isEmpty()) {
        probes.add(position.stream().map(topic -> bits(topic.shared())).toList());
      }
    }
  }

  /// The conditions that a matching log meets: for each, addresses or topics of which it has one.
  List<List<Bytes>> conditions() {
    List<List<Bytes>> conditions = new ArrayList<>();
    if (!addresses.isEmpty()) {
      conditions.add(addresses.stream().map(Address::toBytes).toList());
    }
    for (Set<Hash> position : topics) {
      if (!position.isEmpty()) {
        conditions.add(position.stream().map(Hash::toBytes).toList());
      }
    }
    return conditions;
  }

  public boolean matches(Log log) {
    if (!addresses.isEmpty() && !addresses.contains(log.address())) {
      return false;
    }
    if (topics.size() > log.topics().size()) {
      return false;
    }
    for (int i = 0; i < topics.size(); i++) {
      Set<Hash> wanted = topics.get(i);
      if (!wanted.isEmpty() && !wanted.contains(log.topics().get(i))) {
        return false;
      }
    }
    return true;
  }

  /// Whether a block with this bloom may hold a matching log.
  public boolean mayMatch(Bytes bloom) {
    byte[] filter = bloom.shared();
    for (List<int[]> set : probes) {
      boolean possible = false;
      for (int[] bits : set) {
        possible |= isSet(filter, bits[0]) && isSet(filter, bits[1]) && isSet(filter, bits[2]);
      }
      if (!possible) {
        return false;
      }
    }
    return true;
  }

  /// Yellow paper 4.3.1: the low 11 bits of the first three pairs of bytes of the hash.
  private static int[] bits(byte[] value) {
    byte[] hash = Keccak256.hash(value).shared();
    int[] bits = new int[3];
    for (int i = 0; i < 3; i++) {
      bits[i] = ((hash[2 * i] & 0xff) << 8 | (hash[2 * i + 1] & 0xff)) & 0x7ff;
    }
    return bits;
  }

  private static boolean isSet(byte[] bloom, int bit) {
    return (bloom[BLOOM_BYTES - 1 - bit / 8] & (1 << (bit % 8))) != 0;
  }
}
