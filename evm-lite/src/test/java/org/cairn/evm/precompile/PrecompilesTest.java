package org.cairn.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hex;
import org.cairn.evm.fork.Fork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrecompilesTest {
  @Test
  void addresses_ofEachFork_areThoseOfItsEips() {
    assertThat(Precompiles.at(Fork.FRONTIER).addresses()).hasSize(4);
    assertThat(Precompiles.at(Fork.SPURIOUS_DRAGON).addresses()).hasSize(4);
    assertThat(Precompiles.at(Fork.BYZANTIUM).addresses()).hasSize(8);
    assertThat(Precompiles.at(Fork.ISTANBUL).addresses()).hasSize(9);
    assertThat(Precompiles.at(Fork.SHANGHAI).addresses()).hasSize(9);
    assertThat(Precompiles.at(Fork.CANCUN).addresses()).hasSize(10);
    assertThat(Precompiles.at(Fork.PRAGUE).addresses()).hasSize(17);
    assertThat(Precompiles.at(Fork.OSAKA).addresses())
        .hasSize(18)
        .contains(Address.fromHex("0x0000000000000000000000000000000000000100"));
  }

  @Test
  void find_ofAnAddressAndOfItsLimbs_isTheSame() {
    for (Address address : Precompiles.at(Fork.OSAKA).addresses()) {
      byte[] bytes = address.shared();
      long low = (bytes[18] & 0xffL) << 8 | (bytes[19] & 0xff);
      assertThat(Precompiles.at(Fork.OSAKA).find(address))
          .isNotNull()
          .isSameAs(Precompiles.at(Fork.OSAKA).find(0, 0, low));
    }
  }

  @Test
  void find_ofOtherAddresses_isNothing() {
    Precompiles precompiles = Precompiles.at(Fork.OSAKA);
    assertThat(precompiles.find(Address.ZERO)).isNull();
    assertThat(precompiles.find(0, 0, 0x12)).isNull();
    assertThat(precompiles.find(0, 0, 0x101)).isNull();
    assertThat(precompiles.find(0, 0, -1)).isNull();
    assertThat(precompiles.find(1, 0, 1)).isNull();
    assertThat(precompiles.find(0, 1, 1)).isNull();
    assertThat(precompiles.find(Address.fromHex("0x" + "01".repeat(20)))).isNull();
    assertThat(precompiles.find(Address.fromHex("0x" + "0".repeat(35) + "10100"))).isNull();
  }

  @Test
  void run_readsItsRangeOnly() {
    byte[] memory = Hex.decode("0xff61626364ff");
    Precompile identity = at(Fork.FRONTIER, 4);
    assertThat(identity.run(memory, 1, 4)).isEqualTo(Hex.decode("0x61626364"));
    assertThat(identity.gas(memory, 1, 4)).isEqualTo(18);
    assertThat(identity.run(memory, 6, 0)).isEmpty();
    assertThat(identity.gas(memory, 6, 0)).isEqualTo(15);
    assertThat(hex(at(Fork.FRONTIER, 2).run(memory, 1, 3)))
        .isEqualTo("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(at(Fork.FRONTIER, 2).gas(memory, 0, 33)).isEqualTo(60 + 24);
    assertThat(hex(at(Fork.FRONTIER, 3).run(memory, 1, 3)))
        .isEqualTo("0x0000000000000000000000008eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
    assertThat(at(Fork.FRONTIER, 3).gas(memory, 0, 1)).isEqualTo(600 + 120);
  }

  static Precompile at(Fork fork, int number) {
    return Objects.requireNonNull(Precompiles.at(fork).find(0, 0, number));
  }

  static String hex(byte @Nullable [] output) {
    return Bytes.of(Objects.requireNonNull(output)).toString();
  }
}
