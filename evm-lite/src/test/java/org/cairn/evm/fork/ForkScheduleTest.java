package org.cairn.evm.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fork.ForkSchedule.Activation;
import org.cairn.evm.fork.ForkSchedule.BlobChange;
import org.junit.jupiter.api.Test;

class ForkScheduleTest {
  private static final ForkSchedule SCHEDULE =
      new ForkSchedule(
          5,
          List.of(
              new Activation(Fork.HOMESTEAD, 10),
              new Activation(Fork.LONDON, 20),
              new Activation(Fork.PARIS, 20),
              new Activation(Fork.SHANGHAI, 1000),
              new Activation(Fork.OSAKA, 2000)),
          List.of(new BlobChange(2500, BlobParameters.BPO1)));

  @Test
  void at_aBlock_isTheLatestForkInForce() {
    assertThat(SCHEDULE.at(9, 100).fork()).isEqualTo(Fork.FRONTIER);
    assertThat(SCHEDULE.at(10, 100).fork()).isEqualTo(Fork.HOMESTEAD);
    assertThat(SCHEDULE.at(20, 999).fork()).isEqualTo(Fork.PARIS);
    assertThat(SCHEDULE.at(21, 1000).fork()).isEqualTo(Fork.SHANGHAI);
    assertThat(SCHEDULE.at(22, 2000)).isEqualTo(Rules.of(5, Fork.OSAKA));
  }

  @Test
  void at_aHeader_withATerminalDifficulty_knowsTheMergeByTheDifficulty() {
    var schedule =
        new ForkSchedule(
            5,
            List.of(
                new Activation(Fork.LONDON, 0),
                new Activation(Fork.PARIS, 30), // known later than it came
                new Activation(Fork.SHANGHAI, 1000)),
            List.of(),
            UInt256.of(100_000));
    assertThat(schedule.at(header(20, 900, 7)).fork()).isEqualTo(Fork.LONDON);
    assertThat(schedule.at(header(20, 900, 0)).fork()).isEqualTo(Fork.PARIS);
    assertThat(schedule.at(header(31, 900, 7)).fork()).isEqualTo(Fork.LONDON);
    assertThat(schedule.at(header(31, 1000, 0)).fork()).isEqualTo(Fork.SHANGHAI);
    assertThat(SCHEDULE.at(header(20, 999, 7)).fork()).isEqualTo(Fork.PARIS);
  }

  @Test
  void at_aTimeOf64Bits_isLaterThanAnyFork() {
    assertThat(SCHEDULE.at(22, -1).fork()).isEqualTo(Fork.OSAKA);
    assertThat(SCHEDULE.at(22, -1).blobs()).isEqualTo(BlobParameters.BPO1);
  }

  private static BlockHeader header(long number, long timestampSeconds, long difficulty) {
    return new BlockHeader(
        Hash.ZERO,
        Hash.ZERO,
        Address.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        Bytes.EMPTY,
        UInt256.of(difficulty),
        number,
        0,
        0,
        timestampSeconds,
        Bytes.EMPTY,
        Hash.ZERO,
        0,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void at_aBlobChange_hasItsParameters() {
    assertThat(SCHEDULE.at(30, 2499).blobs()).isEqualTo(BlobParameters.PRAGUE);
    assertThat(SCHEDULE.at(30, 2500).blobs()).isEqualTo(BlobParameters.BPO1);
  }

  @Test
  void fromGenesis_anyBlock_isThatFork() {
    assertThat(ForkSchedule.fromGenesis(7, Fork.OSAKA).at(0, 0)).isEqualTo(Rules.of(7, Fork.OSAKA));
    assertThat(ForkSchedule.fromGenesis(7, Fork.BERLIN).at(99, 99).fork()).isEqualTo(Fork.BERLIN);
  }

  @Test
  void activations_outOfOrder_areRefused() {
    List<Activation> reversed =
        List.of(new Activation(Fork.LONDON, 5), new Activation(Fork.BERLIN, 6));
    assertThatThrownBy(() -> new ForkSchedule(1, reversed, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("BERLIN cannot follow LONDON");
  }

  @Test
  void tables_ofEachFork_onlyAddOpcodes() {
    for (Fork fork : Fork.values()) {
      for (int opcode = 0; opcode < 256; opcode++) {
        if (InstructionTable.of(fork).isDefined(opcode)) {
          assertThat(InstructionTable.of(Fork.OSAKA).isDefined(opcode)).isTrue();
        }
      }
    }
    assertThat(InstructionTable.of(Fork.PRAGUE).isDefined(Opcode.CLZ)).isFalse();
    assertThat(InstructionTable.of(Fork.OSAKA).isDefined(Opcode.CLZ)).isTrue();
  }
}
