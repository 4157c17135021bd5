package org.cairn.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.cairn.core.types.Address;
import org.cairn.evm.fork.Fork;
import org.junit.jupiter.api.Test;

class PrecompilesPropertyTest {
  private static final int INPUTS_EACH = 120;
  private static final long MAX_GAS = 200_000;

  @Test
  void run_onAnyBytes_neverThrowsNorWritesToItsInput() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (Fork fork : new Fork[] {Fork.FRONTIER, Fork.BYZANTIUM, Fork.BERLIN, Fork.OSAKA}) {
      for (Address address : Precompiles.at(fork).addresses()) {
        Precompile precompile = Objects.requireNonNull(Precompiles.at(fork).find(address));
        for (int i = 0; i < INPUTS_EACH; i++) {
          byte[] memory = memory(random);
          int offset = random.nextInt(memory.length + 1);
          int length = random.nextInt(memory.length - offset + 1);
          byte[] before = memory.clone();
          String inputs = "seed " + seed + ", " + fork + ", " + address;
          long gas = precompile.gas(memory, offset, length);
          assertThat(gas).as(inputs).isNotNegative();
          if (gas <= MAX_GAS) {
            byte[] output = precompile.run(memory, offset, length);
            byte[] alone = Arrays.copyOfRange(memory, offset, offset + length);
            assertThat(precompile.run(alone, 0, length)).as(inputs).isEqualTo(output);
          }
          assertThat(memory).as(inputs).isEqualTo(before);
        }
      }
    }
  }

  /// Mostly zeros, so that lengths and coordinates are sometimes small.
  private static byte[] memory(Random random) {
    byte[] memory = new byte[random.nextInt(800)];
    int written = random.nextInt(20);
    for (int i = 0; i < written && memory.length > 0; i++) {
      memory[random.nextInt(memory.length)] = (byte) random.nextInt();
    }
    if (random.nextInt(4) == 0) {
      random.nextBytes(memory);
    }
    return memory;
  }
}
