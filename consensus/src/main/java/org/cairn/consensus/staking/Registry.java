package org.cairn.consensus.staking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// All validators there ever were, by index. Immutable; the registries of the blocks of an epoch
/// share nearly all of what they are made of.
public final class Registry {
  /// So many newcomers are found in a map of their own before the large one is made anew.
  private static final int MAX_RECENT = 1024;

  private final HashedList<StakedValidator> validators;
  private final Map<Bytes, Integer> indexes;

  /// Indexes of validators that came after the map of the others was made.
  private final Map<Bytes, Integer> recent;

  /// @throws IllegalArgumentException when a key occurs twice
  public Registry(List<StakedValidator> validators) {
    this(HashedList.of(StakingCodec.VALIDATORS, validators), indexes(validators), Map.of());
  }

  private Registry(
      HashedList<StakedValidator> validators,
      Map<Bytes, Integer> indexes,
      Map<Bytes, Integer> recent) {
    this.validators = validators;
    this.indexes = indexes;
    this.recent = recent;
  }

  HashedList.Editor<StakedValidator> edit() {
    return validators.edit();
  }

  /// The same validators in other states, perhaps followed by new ones.
  Registry changed(HashedList<StakedValidator> now) {
    if (now.size() == size()) {
      return new Registry(now, indexes, recent);
    }
    if (recent.size() + now.size() - size() > MAX_RECENT) {
      return new Registry(now, indexes(now), Map.of());
    }
    Map<Bytes, Integer> newcomers = new HashMap<>(recent);
    for (int i = size(); i < now.size(); i++) {
      Bytes key = now.get(i).publicKey();
      if (indexOf(key) >= 0 || newcomers.put(key, i) != null) {
        throw new IllegalArgumentException("key occurs twice: " + key);
      }
    }
    return new Registry(now, indexes, newcomers);
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
    Integer known = indexes.get(publicKey);
    return known != null ? known : recent.getOrDefault(publicKey, -1);
  }

  /// What all validators own.
  long balancesGwei() {
    return validators.gwei();
  }

  Hash root() {
    return validators.root();
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
