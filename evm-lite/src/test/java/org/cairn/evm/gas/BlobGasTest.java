package org.cairn.evm.gas;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.fork.BlobParameters;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.junit.jupiter.api.Test;

class BlobGasTest {
  @Test
  void baseFee_withoutExcess_isOneWei() {
    assertThat(BlobGas.baseFee(0, BlobParameters.CANCUN)).isEqualTo(Wei.of(1));
  }

  @Test
  void baseFee_followsTheExponential() {
    // e^(x / fraction) with x = 10 * fraction: 22026
    long excess = 10 * BlobParameters.CANCUN.baseFeeUpdateFraction();
    assertThat(BlobGas.baseFee(excess, BlobParameters.CANCUN)).isEqualTo(Wei.of(22_026));
  }

  @Test
  void baseFee_beyondAWord_isTheLargestThereIs() {
    assertThat(BlobGas.baseFee(1_000_000_000L, BlobParameters.CANCUN))
        .isEqualTo(new Wei(UInt256.MAX));
  }

  @Test
  void nextExcess_belowTheTarget_isZero() {
    Rules rules = Rules.of(1, Fork.PRAGUE);
    assertThat(BlobGas.nextExcess(rules, 0, 6 * BlobGas.PER_BLOB, Wei.of(1))).isZero();
    assertThat(BlobGas.nextExcess(rules, 0, 7 * BlobGas.PER_BLOB, Wei.of(1)))
        .isEqualTo(BlobGas.PER_BLOB);
  }

  @Test
  void nextExcess_inOsakaWithDearExecution_neverFalls() {
    // EIP-7918: the reserve price is above one wei a blob gas when the base fee is 17 wei or more.
    Rules rules = Rules.of(1, Fork.OSAKA);
    long used = 6 * BlobGas.PER_BLOB;
    assertThat(BlobGas.nextExcess(rules, 1000, used, Wei.of(17))).isEqualTo(1000 + used / 3);
    assertThat(BlobGas.nextExcess(rules, 1000, used, Wei.of(16))).isEqualTo(1000);
  }
}
