package org.cairn.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.cairn.core.types.Hex;
import org.cairn.evm.fork.Fork;
import org.junit.jupiter.api.Test;

class Blake2FTest {
  private static final Precompile BLAKE2F = PrecompilesTest.at(Fork.ISTANBUL, 9);

  /// The only block of BLAKE2b-512 of "abc": the state starts from the parameters, t is 3.
  private static byte[] abc(int rounds) {
    return Hex.decode(
        "0x%08x".formatted(rounds)
            + "48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
            + "d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b"
            + "616263"
            + "00".repeat(125)
            + "0300000000000000"
            + "0000000000000000"
            + "01");
  }

  @Test
  void run_ofTwelveRounds_isBlake2bOfAbc() {
    byte[] input = abc(12);
    assertThat(PrecompilesTest.hex(BLAKE2F.run(input, 0, input.length)))
        .isEqualTo(
            "0xba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
                + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    assertThat(BLAKE2F.gas(input, 0, input.length)).isEqualTo(12);
  }

  @Test
  void run_ofNoRounds_mixesTheStartOnly() {
    byte[] input = abc(0);
    assertThat(PrecompilesTest.hex(BLAKE2F.run(input, 0, input.length)))
        .isEqualTo(
            "0x08c9bcf367e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
                + "d282e6ad7f520e511f6c3e2b8c68059b9442be0454267ce079217e1319cde05b");
  }

  @Test
  void run_ofAnotherLengthOrFlag_isRefused() {
    byte[] input = abc(1);
    assertThat(BLAKE2F.run(input, 0, 212)).isNull();
    assertThat(BLAKE2F.run(Arrays.copyOf(input, 214), 0, 214)).isNull();
    assertThat(BLAKE2F.run(input, 0, 0)).isNull();
    assertThat(BLAKE2F.gas(input, 0, 0)).isZero();
    input[212] = 2;
    assertThat(BLAKE2F.run(input, 0, 213)).isNull();
  }

  @Test
  void gas_ofTheMostRounds_isUnsigned() {
    assertThat(BLAKE2F.gas(abc(-1), 0, 213)).isEqualTo(0xffff_ffffL);
  }
}
