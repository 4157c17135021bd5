package org.cairn.genesis.spec;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// The rules of a chain as geth's `config` states them: its id, when each fork starts, and the blob
/// parameters of each fork that has any. The maps are in fork order.
public record ChainConfig(
    long chainId,
    Map<ForkName, Long> forks,
    Map<ForkName, BlobParameters> blobSchedule,
    boolean daoForkSupport,
    @Nullable UInt256 terminalTotalDifficulty,
    @Nullable Address depositContractAddress) {

  public ChainConfig {
    forks = Collections.unmodifiableMap(copy(forks));
    blobSchedule = Collections.unmodifiableMap(copy(blobSchedule));
  }

  /// Every fork up to Osaka from genesis on, proof of stake from the first block.
  public static ChainConfig newest(long chainId, Address depositContract) {
    EnumMap<ForkName, Long> forks = new EnumMap<>(ForkName.class);
    for (ForkName fork : ForkName.values()) {
      if (fork.compareTo(ForkName.OSAKA) <= 0 && fork != ForkName.DAO) {
        forks.put(fork, 0L);
      }
    }
    EnumMap<ForkName, BlobParameters> blobs = new EnumMap<>(ForkName.class);
    blobs.put(ForkName.CANCUN, BlobParameters.CANCUN);
    blobs.put(ForkName.PRAGUE, BlobParameters.PRAGUE);
    blobs.put(ForkName.OSAKA, BlobParameters.PRAGUE);
    return new ChainConfig(chainId, forks, blobs, false, UInt256.ZERO, depositContract);
  }

  /// The block number or the timestamp in seconds at which the fork starts, or nothing.
  public @Nullable Long activation(ForkName fork) {
    return forks.get(fork);
  }

  /// Whether the fork's rules hold in a block. A timestamp fork holds only after London.
  public boolean isActive(ForkName fork, long number, long timestampSeconds) {
    Long start = forks.get(fork);
    if (start == null) {
      return false;
    }
    return switch (fork.trigger()) {
      case NUMBER -> start <= number;
      case TIMESTAMP ->
          start <= timestampSeconds && isActive(ForkName.LONDON, number, timestampSeconds);
    };
  }

  private static <V> EnumMap<ForkName, V> copy(Map<ForkName, V> map) {
    EnumMap<ForkName, V> copy = new EnumMap<>(ForkName.class);
    copy.putAll(map);
    return copy;
  }
}
