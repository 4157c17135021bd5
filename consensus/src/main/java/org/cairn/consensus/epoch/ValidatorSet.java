package org.cairn.consensus.epoch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.message.SignerSet;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// The ordered validators of an epoch. A validator's index in it names the validator in messages.
public final class ValidatorSet {
  /// Sums and products with small factors stay exact in a `long`, and in a double of a JSON reader.
  public static final long MAX_TOTAL = (1L << 53) - 1;

  private final List<Validator> validators;
  private final Map<Bytes, Integer> indices = new HashMap<>();
  private final long[] weights;
  private final long total;
  private final Hash root;

  /// @throws IllegalArgumentException when there are none or too many, a key occurs twice, or the
  ///   total weight is out of range
  public ValidatorSet(List<Validator> validators) {
    if (validators.isEmpty() || validators.size() > SignerSet.MAX_VALIDATORS) {
      throw new IllegalArgumentException("validators: " + validators.size());
    }
    this.validators = List.copyOf(validators);
    this.weights = new long[validators.size()];
    RlpWriter writer = new RlpWriter().startList();
    long sum = 0;
    for (int i = 0; i < weights.length; i++) {
      Validator validator = validators.get(i);
      if (indices.putIfAbsent(validator.publicKey(), i) != null) {
        throw new IllegalArgumentException("public key occurs twice: " + validator.publicKey());
      }
      weights[i] = validator.stake().value();
      sum = Math.addExact(sum, weights[i]);
      writer.startList().bytes(validator.publicKey()).scalar(weights[i]).endList();
    }
    if (sum > MAX_TOTAL) {
      throw new IllegalArgumentException("total stake " + sum + " is more than " + MAX_TOTAL);
    }
    this.total = sum;
    this.root = Sha256.hash(writer.endList().toByteArray());
  }

  public int size() {
    return weights.length;
  }

  public Validator get(int validator) {
    return validators.get(validator);
  }

  public Bytes publicKey(int validator) {
    return validators.get(validator).publicKey();
  }

  public long weight(int validator) {
    return weights[validator];
  }

  /// The index of a key, or -1.
  public int indexOf(Bytes publicKey) {
    return indices.getOrDefault(publicKey, -1);
  }

  public long total() {
    return total;
  }

  /// The weight that certifies: more than two thirds. Two quorums share more than a third of the
  /// total, hence an honest validator.
  public long quorum() {
    return 2 * total / 3 + 1;
  }

  /// The weight of the signers, each counted once.
  ///
  /// @throws IllegalArgumentException when the bitmap is not the canonical one for this set
  public long weight(SignerSet signers) {
    if (!signers.fits(weights.length)) {
      throw new IllegalArgumentException("bitmap does not fit " + weights.length + " validators");
    }
    long sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (signers.contains(i)) {
        sum += weights[i];
      }
    }
    return sum;
  }

  /// The hash of the ordered list, which every signature covers.
  public Hash root() {
    return root;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValidatorSet that && validators.equals(that.validators);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  @Override
  public String toString() {
    return "ValidatorSet" + validators;
  }
}
