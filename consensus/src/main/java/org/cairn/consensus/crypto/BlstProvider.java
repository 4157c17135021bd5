package org.cairn.consensus.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsPublicKey;
import org.cairn.core.crypto.BlsSignature;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The real thing, by blst. Keys of validators are decompressed once; any thread may call. A
/// signature costs 0.06 ms to look at and a check 1.2 ms, however many keys it has.
public final class BlstProvider implements BlsProvider {
  /// Several times the largest set.
  private static final int MAX_KEYS = 1 << 14;

  private final Map<Bytes, BlsPublicKey> keys = new ConcurrentHashMap<>();
  private final @Nullable LongSupplier randomness;

  /// @throws IllegalArgumentException when a validator's key is no valid key
  public BlstProvider(ValidatorSet validators) {
    this(validators, null);
  }

  /// With randomness, which nobody else may know, batches cost one check instead of one a
  /// signature.
  ///
  /// @throws IllegalArgumentException when a validator's key is no valid key
  public BlstProvider(ValidatorSet validators, @Nullable LongSupplier randomness) {
    this.randomness = randomness;
    for (int i = 0; i < validators.size(); i++) {
      Validator validator = validators.get(i);
      BlsPublicKey key = BlsPublicKey.of(validator.publicKey());
      if (!Bls.isValidKey(key)) {
        throw new IllegalArgumentException("invalid key of validator " + i + ": " + key);
      }
      keys.put(validator.publicKey(), key);
    }
  }

  @Override
  public boolean isWellFormed(Bytes signature) {
    return Bls.isValidSignature(BlsSignature.of(signature));
  }

  @Override
  public boolean verify(Bytes publicKey, Hash message, Bytes signature) {
    return Bls.verify(key(publicKey), message.shared(), BlsSignature.of(signature));
  }

  @Override
  public boolean verifyAggregate(List<Bytes> publicKeys, Hash message, Bytes signature) {
    List<BlsPublicKey> found = publicKeys.stream().map(this::key).toList();
    return Bls.fastAggregateVerify(found, message.shared(), BlsSignature.of(signature));
  }

  @Override
  public boolean verifyBatch(List<Bytes> publicKeys, Hash message, List<Bytes> signatures) {
    LongSupplier random = randomness;
    if (random == null || publicKeys.size() == 1) {
      return BlsProvider.super.verifyBatch(publicKeys, message, signatures);
    }
    List<BigInteger> factors = new ArrayList<>();
    for (int i = 0; i < publicKeys.size(); i++) {
      byte[] bits =
          ByteBuffer.allocate(2 * Long.BYTES)
              .putLong(random.getAsLong())
              .putLong(random.getAsLong())
              .array();
      factors.add(new BigInteger(1, bits).setBit(0)); // never zero
    }
    return Bls.verifyBatch(
        publicKeys.stream().map(this::key).toList(),
        message.shared(),
        signatures.stream().map((Bytes signature) -> BlsSignature.of(signature)).toList(),
        factors);
  }

  @Override
  public Bytes aggregate(List<Bytes> signatures) {
    return Bls.aggregate(
            signatures.stream().map((Bytes signature) -> BlsSignature.of(signature)).toList())
        .toBytes();
  }

  private BlsPublicKey key(Bytes publicKey) {
    BlsPublicKey known = keys.get(publicKey);
    if (known != null) {
      return known;
    }
    // A validator of a later epoch: only keys of sets come here.
    BlsPublicKey key = BlsPublicKey.of(publicKey);
    if (keys.size() < MAX_KEYS) {
      keys.put(publicKey, key);
    }
    return key;
  }
}
