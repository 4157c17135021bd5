package org.cairn.evm.precompile.p256;

import org.cairn.evm.precompile.field.FieldProperties;
import org.junit.jupiter.api.Test;

class FpPropertyTest {
  @Test
  void arithmetic_onRandomAndEdgeNumbers_agreesWithBigInteger() {
    FieldProperties.check(Fp.FIELD);
  }

  @Test
  void read_ofTheModulusAndAbove_isRefused() {
    FieldProperties.checkReading(Fp.FIELD);
  }
}
