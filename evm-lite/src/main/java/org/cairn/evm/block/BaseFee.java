package org.cairn.evm.block;

import java.math.BigInteger;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// The price of gas that follows from the parent block (EIP-1559).
public final class BaseFee {
  public static final Wei INITIAL = Wei.of(1_000_000_000);

  static final long ELASTICITY = 2;
  private static final long CHANGE_DENOMINATOR = 8;

  private BaseFee() {}

  /// The base fee of the block after this one.
  public static Wei next(BlockHeader parent) {
    Wei fee = parent.baseFeePerGas();
    if (fee == null) {
      return INITIAL;
    }
    long target = parent.gasLimit() / ELASTICITY;
    long used = parent.gasUsed();
    if (used == target) {
      return fee;
    }
    BigInteger change =
        fee.value()
            .toBigInteger()
            .multiply(BigInteger.valueOf(Math.abs(used - target)))
            .divide(BigInteger.valueOf(target))
            .divide(BigInteger.valueOf(CHANGE_DENOMINATOR));
    return used > target
        ? fee.plus(new Wei(UInt256.of(change.max(BigInteger.ONE))))
        : fee.minus(new Wei(UInt256.of(change)));
  }
}
