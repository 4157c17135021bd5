package org.cairn.node.driver;

import java.util.ArrayList;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
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
}
