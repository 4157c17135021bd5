package org.cairn.consensus.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.BlstProvider;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.consensus.sim.stake.Keys;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Stake;

/// The keys of a world and what checks their signatures: the model's, or real BLS.
public final class Crypto implements Keys {
  private final List<BlsSecretKey> realKeys;
  private final BlsProvider provider;

  private Crypto(List<BlsSecretKey> realKeys, BlsProvider provider) {
    this.realKeys = realKeys;
    this.provider = provider;
  }

  static Crypto of(boolean real, int validators) {
    if (!real) {
      return new Crypto(List.of(), new FakeBls());
    }
    BlsSecretKey master = BlsSecretKey.deriveMaster(new byte[BlsSecretKey.MIN_SEED_BYTES]);
    List<BlsSecretKey> keys = new ArrayList<>();
    List<Validator> known = new ArrayList<>();
    for (int i = 0; i < validators; i++) {
      keys.add(master.deriveChild(i));
      known.add(new Validator(keys.get(i).publicKey().toBytes(), new Stake(1)));
    }
    return new Crypto(keys, new Remembering(new BlstProvider(new ValidatorSet(known))));
  }

  List<Validator> validators(List<Long> stakes) {
    if (realKeys.isEmpty()) {
      return FakeBls.validators(stakes);
    }
    List<Validator> validators = new ArrayList<>();
    for (int i = 0; i < stakes.size(); i++) {
      Stake stake = new Stake(stakes.get(i));
      validators.add(new Validator(realKeys.get(i).publicKey().toBytes(), stake));
    }
    return validators;
  }

  public BlsProvider provider() {
    return provider;
  }

  @Override
  public Bytes publicKey(int validator) {
    return realKeys.isEmpty()
        ? FakeBls.key(validator)
        : realKeys.get(validator).publicKey().toBytes();
  }

  @Override
  public Bytes sign(int validator, Hash message) {
    return realKeys.isEmpty()
        ? FakeBls.sign(FakeBls.key(validator), message)
        : Bls.sign(realKeys.get(validator), message.shared()).toBytes();
  }

  /// Signatures checked once for all nodes of a world: they answer the same to everybody.
  private static final class Remembering implements BlsProvider {
    private record Check(List<Bytes> keys, Hash message, Bytes signature) {}

    private final BlsProvider real;
    private final Map<Check, Boolean> known = new HashMap<>();

    Remembering(BlsProvider real) {
      this.real = real;
    }

    @Override
    public boolean isWellFormed(Bytes signature) {
      return known.computeIfAbsent(
          new Check(List.of(), Hash.ZERO, signature), _ -> real.isWellFormed(signature));
    }

    @Override
    public boolean verify(Bytes publicKey, Hash message, Bytes signature) {
      return verifyAggregate(List.of(publicKey), message, signature);
    }

    @Override
    public boolean verifyAggregate(List<Bytes> publicKeys, Hash message, Bytes signature) {
      return known.computeIfAbsent(
          new Check(List.copyOf(publicKeys), message, signature),
          _ -> real.verifyAggregate(publicKeys, message, signature));
    }

    @Override
    public Bytes aggregate(List<Bytes> signatures) {
      return real.aggregate(signatures);
    }
  }
}
