package org.cairn.core.crypto;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import supranational.blst.P1;
import supranational.blst.P1_Affine;
import supranational.blst.P2;
import supranational.blst.P2_Affine;
import supranational.blst.Pairing;

/// BLS signatures over BLS12-381 with keys in G1 and signatures in G2, in Ethereum's ciphersuite.
///
/// Keys and signatures from outside can be any bytes; each operation that takes them checks that
/// they are points of the right subgroup other than infinity, and answers false when not. That
/// aggregates of one message can be trusted takes a proof of possession of every key, which is the
/// caller's to demand.
///
/// Measured with blst on one core: sign 0.4 ms, verify 1.1 ms, each 0.24 ms less for a [BlsMessage]
/// that was used before; a hundred keys 0.1 ms more; subgroup check of a signature 0.06 ms.
public final class Bls {
  /// The second half of each verification is a pairing with the generator, on the other side of the
  /// equation.
  private static final P1_Affine NEGATIVE_GENERATOR = P1.generator().neg().to_affine();

  private Bls() {}

  public static BlsSignature sign(BlsSecretKey key, byte[] message) {
    return sign(key, BlsMessage.of(message));
  }

  public static BlsSignature sign(BlsSecretKey key, BlsMessage message) {
    P2 point = new P2(message.point()).sign_with(key.scalar());
    return BlsSignature.wrap(point.compress());
  }

  /// Whether the key made the signature over the message.
  public static boolean verify(BlsPublicKey key, byte[] message, BlsSignature signature) {
    return verify(key, BlsMessage.of(message), signature);
  }

  /// Whether the key made the signature over the message.
  public static boolean verify(BlsPublicKey key, BlsMessage message, BlsSignature signature) {
    P1_Affine keyPoint = key.point();
    return keyPoint != null && verify(keyPoint, message, signature.pointInGroup());
  }

  /// Whether all keys made the aggregate, each over the same message. False for no keys.
  public static boolean fastAggregateVerify(
      List<BlsPublicKey> keys, byte[] message, BlsSignature aggregate) {
    return fastAggregateVerify(keys, BlsMessage.of(message), aggregate);
  }

  /// Whether all keys made the aggregate, each over the same message. False for no keys.
  public static boolean fastAggregateVerify(
      List<BlsPublicKey> keys, BlsMessage message, BlsSignature aggregate) {
    P1 sum = new P1();
    for (BlsPublicKey key : keys) {
      P1_Affine point = key.point();
      if (point == null) {
        return false;
      }
      sum.add(point);
    }
    // No keys, or keys that cancel each other out: anyone could sign for them.
    return !sum.is_inf() && verify(sum.to_affine(), message, aggregate.pointInGroup());
  }

  /// Whether every one of the signatures is by its key over the message: one check of their random
  /// combination, so that two bad ones cannot hide each other, unlike in a sum. The factors have
  /// 128 random bits each, and nobody else may know them before. False for no keys.
  ///
  /// @throws IllegalArgumentException when the lists differ in length
  public static boolean verifyBatch(
      List<BlsPublicKey> keys,
      BlsMessage message,
      List<BlsSignature> signatures,
      List<BigInteger> factors) {
    if (keys.size() != signatures.size() || keys.size() != factors.size()) {
      throw new IllegalArgumentException(
          keys.size() + " keys, " + signatures.size() + " signatures, " + factors.size());
    }
    P1 key = new P1();
    P2 signature = new P2();
    for (int i = 0; i < keys.size(); i++) {
      P1_Affine keyPoint = keys.get(i).point();
      P2_Affine point = signatures.get(i).pointInGroup();
      if (keyPoint == null || point == null) {
        return false;
      }
      key.add(new P1(keyPoint).mult(factors.get(i)));
      signature.add(new P2(point).mult(factors.get(i)));
    }
    return !key.is_inf()
        && !signature.is_inf()
        && verify(key.to_affine(), message, signature.to_affine());
  }

  /// The sum of signatures. Subgroups are not looked at: the caller has done so for each signature,
  /// or verifies the sum.
  ///
  /// @throws IllegalArgumentException when there are none, or one of them is no point
  public static BlsSignature aggregate(List<BlsSignature> signatures) {
    if (signatures.isEmpty()) {
      throw new IllegalArgumentException("no signatures");
    }
    P2 sum = new P2();
    for (BlsSignature signature : signatures) {
      P2_Affine point = signature.pointOnCurve();
      if (point == null) {
        throw new IllegalArgumentException("not a point: " + signature);
      }
      sum.add(point);
    }
    return BlsSignature.wrap(sum.compress());
  }

  /// Whether the bytes are a point of the subgroup other than infinity.
  public static boolean isValidKey(BlsPublicKey key) {
    return key.point() != null;
  }

  /// Whether the bytes are a point of the subgroup other than infinity.
  public static boolean isValidSignature(BlsSignature signature) {
    return signature.pointInGroup() != null;
  }

  /// Whether the bytes are a point of the curve at all. Enough for what is only added up, as the
  /// sum is verified; half the price of the subgroup.
  public static boolean isPoint(BlsSignature signature) {
    return signature.pointOnCurve() != null;
  }

  /// Whether `e(key, message) = e(generator, signature)`: both sides as one product of pairings,
  /// which shares their squarings and the final power. Points are of their groups, none infinite.
  private static boolean verify(P1_Affine key, BlsMessage message, @Nullable P2_Affine signature) {
    if (signature == null) {
      return false;
    }
    Pairing product = new Pairing(true, BlsMessage.CIPHERSUITE);
    product.raw_aggregate(message.point(), key);
    product.raw_aggregate(signature, NEGATIVE_GENERATOR);
    product.commit();
    return product.finalverify();
  }
}
