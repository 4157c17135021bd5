package org.cairn.evm.precompile.bn254;

import org.cairn.evm.precompile.field.FieldProperties;
import org.junit.jupiter.api.Test;

class FpPropertyTest {
  @Test
  void arithmetic_onRandomAndEdgeNumbers_agreesWithBigInteger() {
    FieldProperties.check(Fp.FIELD, 6);
  }

  @Test
  void read_ofTheModulusAndAbove_isRefused() {
    FieldProperties.checkReading(Fp.FIELD);
  }
}
