package org.cairn.consensus.staking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// All validators there ever were, by index. Immutable; most blocks change nothing in it, so that
/// its root is computed once and shared by the states of many blocks.
public final class Registry {
  private final List<StakedValidator> validators;
  private final Map<Bytes, Integer> indexes;

  // Written by whoever computes it first; the value is the same for all.
  private volatile @Nullable Hash root;

  /// @throws IllegalArgumentException when a key occurs twice
  public Registry(List<StakedValidator> validators) {
    this(List.copyOf(validators), indexes(validators));
  }

  private Registry(List<StakedValidator> validators, Map<Bytes, Integer> indexes) {
    this.validators = validators;
    this.indexes = indexes;
  }

  /// The same validators in other states, perhaps followed by new ones.
  Registry changed(List<StakedValidator> now) {
    return now.size() == validators.size()
        ? new Registry(List.copyOf(now), indexes)
        : new Registry(now);
  }

  private static Map<Bytes, Integer> indexes(List<StakedValidator> validators) {
    Map<Bytes, Integer> indexes = HashMap.newHashMap(validators.size());
    for (int i = 0; i < validators.size(); i++) {
      if (indexes.put(validators.get(i).publicKey(), i) != null) {
        throw new IllegalArgumentException("key occurs twice: " + validators.get(i).publicKey());
      }
    }
    return indexes;
  }

  public int size() {
    return validators.size();
  }

  public StakedValidator get(int index) {
    return validators.get(index);
  }

  public List<StakedValidator> all() {
    return validators;
  }

  /// The index of a key, or -1.
  public int indexOf(Bytes publicKey) {
    return indexes.getOrDefault(publicKey, -1);
  }

  /// The hash of the encoding.
  Hash root() {
    Hash known = root;
    if (known == null) {
      RlpWriter writer = new RlpWriter(validators.size() * 160 + 16);
      StakingCodec.write(writer, this);
      known = Sha256.hash(writer.toByteArray());
      root = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Registry that && validators.equals(that.validators);
  }

  @Override
  public int hashCode() {
    return validators.hashCode();
  }

  @Override
  public String toString() {
    return "Registry" + validators;
  }
}
