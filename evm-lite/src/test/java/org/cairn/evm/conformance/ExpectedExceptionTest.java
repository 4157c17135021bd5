package org.cairn.evm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.evm.block.Verdict;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.tx.Refusal;
import org.junit.jupiter.api.Test;

class ExpectedExceptionTest {
  private static Verdict.Invalid block(Reason reason) {
    return new Verdict.Invalid(reason, "detail");
  }

  @Test
  void fits_theNamedReason_andNoOther() {
    String name = "BlockException.INVALID_GASLIMIT";
    assertThat(ExpectedException.fits(name, block(Reason.GAS_LIMIT))).isTrue();
    assertThat(ExpectedException.fits(name, block(Reason.GAS_USED))).isFalse();
    assertThat(ExpectedException.fits(name, Refusal.Reason.INTRINSIC_GAS)).isFalse();
  }

  @Test
  void fits_oneOfSeveralNames_suffices() {
    String names = "TransactionException.NONCE_MISMATCH_TOO_LOW|BlockException.INVALID_GAS_USED";
    assertThat(ExpectedException.fits(names, block(Reason.GAS_USED))).isTrue();
    assertThat(ExpectedException.fits(names, Refusal.Reason.NONCE_TOO_LOW)).isTrue();
    assertThat(ExpectedException.fits(names, Refusal.Reason.NONCE_TOO_HIGH)).isFalse();
  }

  @Test
  void fits_aNameThatIsNotInTheTable_takesAnyRefusal() {
    assertThat(ExpectedException.fits("TooManyUncles", block(Reason.STATE_ROOT))).isTrue();
  }

  @Test
  void fitsUnreadable_bytesOrSignature_byName() {
    assertThat(ExpectedException.fitsUnreadable("TransactionException.RLP_INVALID_TO")).isTrue();
    assertThat(ExpectedException.fitsUnreadable("TransactionException.NONCE_IS_MAX")).isFalse();
  }
}
