package org.cairn.node.driver;

import java.util.ArrayList;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.CairnConfig;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.GenesisValidator;

/// What consensus takes from the chain's specification.
public final class ChainFacts {
  private ChainFacts() {}

  public static EpochContext.Chain chain(ChainSpec spec, Genesis genesis) {
    return new EpochContext.Chain(
        spec.config().chainId(),
        genesis.hash(),
        genesis.block().header().timestampSeconds() * 1000,
        spec.requireCairn().epochLengthBlocks());
  }

  public static ValidatorSet genesisValidators(CairnConfig cairn) {
    var validators = new ArrayList<Validator>();
    for (GenesisValidator validator : cairn.validators()) {
      validators.add(new Validator(validator.publicKey(), cairn.weight(validator)));
    }
    return new ValidatorSet(validators);
  }

  /// The stake before the first block.
  public static StakingState genesisStake(CairnConfig cairn, Genesis genesis) {
    var stakes = new ArrayList<StakingState.GenesisStake>();
    for (GenesisValidator validator : cairn.validators()) {
      stakes.add(
          new StakingState.GenesisStake(
              validator.publicKey(),
              new WithdrawalCredentials(validator.withdrawalCredentials()),
              validator.stakeGwei()));
    }
    BlockHeader header = genesis.block().header();
    return StakingState.genesis(
        cairn.staking(), stakes, header.prevRandao(), header.timestampSeconds() * 1000);
  }
}
