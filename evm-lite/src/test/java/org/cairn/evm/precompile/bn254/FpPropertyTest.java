package org.cairn.evm.precompile.bn254;

import org.cairn.evm.precompile.field.FieldProperties;
import org.junit.jupiter.api.Test;

class FpPropertyTest {
  @Test
  void arithmetic_onRandomAndEdgeNumbers_agreesWithBigInteger() {
    FieldProperties.check(Fp.FIELD);
  }

  @Test
  void dot_ofRandomAndLargestElements_agreesWithBigInteger() {
    for (int count = 3; count <= 6; count++) {
      int terms = count;
      FieldProperties.checkSums(Fp.FIELD, (m, r, x, y) -> Fp.FIELD.dot(m, r, x, y, terms), count);
    }
  }

  @Test
  void read_ofTheModulusAndAbove_isRefused() {
    FieldProperties.checkReading(Fp.FIELD);
  }
}
