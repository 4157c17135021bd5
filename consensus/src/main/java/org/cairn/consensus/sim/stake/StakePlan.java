package org.cairn.consensus.sim.stake;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What happens to stake in a run: the chain's rules, who may join, and who wishes what when. Keys
/// are named by number: first those of the genesis validators, then those who may join.
///
/// @param compounding by key, whether its withdrawal credentials are of type 2
/// @param joiners by key behind the genesis validators: when its process starts
/// @param faulty keys that are corrupt or may fall silent
/// @param spare how many of the heaviest honest validators the others can do without
public record StakePlan(
    StakingParameters parameters,
    List<Boolean> compounding,
    List<Long> joiners,
    List<Integer> faulty,
    int spare,
    List<Wish> wishes) {
  /// Deposits are bound to the chain by it.
  public static final Bytes FORK_VERSION = Bytes.of((byte) 0xca, (byte) 0, (byte) 0, (byte) 1);

  /// Of another chain with the same rules.
  public static final Bytes OTHER_FORK_VERSION =
      Bytes.of((byte) 0xca, (byte) 0, (byte) 0, (byte) 2);

  public StakePlan {
    compounding = List.copyOf(compounding);
    joiners = List.copyOf(joiners);
    faulty = List.copyOf(faulty);
    wishes = List.copyOf(wishes);
  }

  /// The same, but for what is wished.
  public StakePlan with(List<Wish> others) {
    return new StakePlan(parameters, compounding, joiners, faulty, spare, others);
  }

  /// Who owns the stake of a key.
  public static Address owner(int key) {
    byte[] address = new byte[Address.SIZE_BYTES];
    address[0] = 0x0a;
    address[Address.SIZE_BYTES - 1] = (byte) key;
    return Address.wrap(address);
  }

  public WithdrawalCredentials credentials(int key) {
    return WithdrawalCredentials.of(owner(key), compounding.get(key));
  }

  /// Where the stake of these genesis validators begins.
  public StakingState genesis(List<Bytes> keys, List<Long> gwei, long genesisMillis) {
    List<StakingState.GenesisStake> stakes = new ArrayList<>();
    for (int key = 0; key < gwei.size(); key++) {
      stakes.add(new StakingState.GenesisStake(keys.get(key), credentials(key), gwei.get(key)));
    }
    return StakingState.genesis(parameters, stakes, Hash.ZERO, genesisMillis);
  }
}
