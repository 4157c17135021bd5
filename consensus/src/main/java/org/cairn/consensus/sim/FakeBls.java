package org.cairn.consensus.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Round;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Stake;

/// Signatures as keyed hashes, added by exclusive or. Nobody in the model signs for another, and a
/// sum verifies exactly when each part does, up to what xor hides.
public final class FakeBls implements BlsProvider {
  /// The key of a validator in the model.
  public static Bytes key(int validator) {
    byte[] key = new byte[Validator.PUBLIC_KEY_BYTES];
    ByteBuffer.wrap(key).putInt(0x7e57).putInt(validator);
    return Bytes.wrap(key);
  }

  public static List<Validator> validators(List<Long> stakes) {
    List<Validator> validators = new ArrayList<>();
    for (int i = 0; i < stakes.size(); i++) {
      validators.add(new Validator(key(i), new Stake(stakes.get(i))));
    }
    return validators;
  }

  /// Two different mixtures of the key and the message, 64 bits each: nobody here looks for
  /// collisions, and a run makes millions of them.
  public static Bytes sign(Bytes key, Hash message) {
    ByteBuffer in = ByteBuffer.wrap(key.shared());
    long secret = mix(in.getLong(), in.getLong());
    while (in.remaining() >= Long.BYTES) {
      secret = mix(secret, in.getLong());
    }
    long first = secret;
    long second = ~secret;
    ByteBuffer words = ByteBuffer.wrap(message.shared());
    while (words.hasRemaining()) {
      long word = words.getLong();
      first = mix(first, word);
      second = mix(second, ~word);
    }
    byte[] signature = new byte[Message.SIGNATURE_BYTES];
    ByteBuffer.wrap(signature).putLong(first).putLong(second);
    return Bytes.wrap(signature);
  }

  private static long mix(long state, long word) {
    long product = (state ^ word) * 0x9e3779b97f4a7c15L;
    product = (product ^ (product >>> 32)) * 0xd6e8feb86659fd93L;
    return product ^ (product >>> 32);
  }

  /// The reveal of a leader in a round.
  public static Bytes reveal(EpochContext context, Round round, int leader) {
    return sign(key(leader), context.revealRoot(round));
  }

  /// A signature that looks like one and is none.
  public static Bytes forged(int salt) {
    byte[] signature = new byte[Message.SIGNATURE_BYTES];
    ByteBuffer.wrap(signature).putInt(salt);
    return Bytes.wrap(signature);
  }

  @Override
  public boolean isWellFormed(Bytes signature) {
    return signature.get(Message.SIGNATURE_BYTES - 1) == 0;
  }

  @Override
  public boolean verify(Bytes publicKey, Hash message, Bytes signature) {
    return sign(publicKey, message).equals(signature);
  }

  @Override
  public boolean verifyAggregate(List<Bytes> publicKeys, Hash message, Bytes signature) {
    byte[] sum = new byte[Message.SIGNATURE_BYTES];
    for (Bytes key : publicKeys) {
      add(sum, sign(key, message));
    }
    return Bytes.wrap(sum).equals(signature);
  }

  @Override
  public Bytes aggregate(List<Bytes> signatures) {
    byte[] sum = new byte[Message.SIGNATURE_BYTES];
    for (Bytes signature : signatures) {
      add(sum, signature);
    }
    return Bytes.wrap(sum);
  }

  private static void add(byte[] sum, Bytes signature) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= signature.get(i);
    }
  }
}
