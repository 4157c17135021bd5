package org.cairn.evm.gas;

import java.math.BigInteger;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.fork.BlobParameters;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;

/// The market for blobs (EIP-4844, EIP-7691, EIP-7918).
public final class BlobGas {
  public static final long PER_BLOB = 131_072;

  /// EIP-7594: the most blobs in one transaction.
  public static final int MAX_BLOBS_PER_TRANSACTION = 6;

  private static final BigInteger MIN_BASE_FEE = BigInteger.ONE;

  /// EIP-7918: the execution gas whose price a blob's price follows.
  private static final long BASE_COST = 8192;

  private BlobGas() {}

  /// The price of a unit of blob gas; the largest price there is where the formula goes beyond.
  public static Wei baseFee(long excessBlobGas, BlobParameters parameters) {
    BigInteger fee =
        fakeExponential(
            MIN_BASE_FEE,
            BigInteger.valueOf(excessBlobGas),
            BigInteger.valueOf(parameters.baseFeeUpdateFraction()));
    return fee.bitLength() > 256 ? new Wei(UInt256.MAX) : new Wei(UInt256.of(fee));
  }

  /// EIP-4844: factor * e^(numerator / denominator) by its Taylor series in integers.
  private static BigInteger fakeExponential(
      BigInteger factor, BigInteger numerator, BigInteger denominator) {
    BigInteger output = BigInteger.ZERO;
    BigInteger term = factor.multiply(denominator);
    for (long i = 1; term.signum() > 0; i++) {
      output = output.add(term);
      term = term.multiply(numerator).divide(denominator.multiply(BigInteger.valueOf(i)));
    }
    return output.divide(denominator);
  }

  /// The excess of a block from its parent's, by the rules of the block itself.
  public static long nextExcess(
      Rules rules, long parentExcess, long parentUsed, Wei parentBaseFee) {
    BlobParameters parameters = rules.blobs();
    long target = parameters.target() * PER_BLOB;
    long sum = Math.addExact(parentExcess, parentUsed);
    if (sum < target) {
      return 0;
    }
    if (rules.isAtLeast(Fork.OSAKA)) {
      BigInteger blobPrice =
          baseFee(parentExcess, parameters)
              .value()
              .toBigInteger()
              .multiply(BigInteger.valueOf(PER_BLOB));
      BigInteger reserve =
          parentBaseFee.value().toBigInteger().multiply(BigInteger.valueOf(BASE_COST));
      if (reserve.compareTo(blobPrice) > 0) {
        return parentExcess
            + parentUsed * (parameters.max() - parameters.target()) / parameters.max();
      }
    }
    return sum - target;
  }
}
