package org.cairn.evm.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.Log;
import org.cairn.core.block.Receipt;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.evm.fork.Fork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockArithmeticTest {
  private static final BlockHeader HEADER = new TestChain(Fork.OSAKA).head.header();

  private static Wei next(long baseFee, long gasUsed) {
    BlockHeader header = TestChain.with(HEADER, "baseFeePerGas", Wei.of(baseFee));
    return BaseFee.next(TestChain.with(header, "gasUsed", gasUsed));
  }

  @Test
  void baseFee_followsTheUseOfTheParent() {
    assertThat(next(1_000, 15_000_000)).isEqualTo(Wei.of(1_000));
    assertThat(next(1_000, 30_000_000)).isEqualTo(Wei.of(1_125));
    assertThat(next(1_000, 0)).isEqualTo(Wei.of(875));
    assertThat(next(1_000, 22_500_000)).isEqualTo(Wei.of(1_062));
    assertThat(next(7, 0)).as("the decrease rounds down to nothing").isEqualTo(Wei.of(7));
    assertThat(next(7, 15_000_001)).as("an increase is at least one").isEqualTo(Wei.of(8));
    assertThat(BaseFee.next(TestChain.with(HEADER, "baseFeePerGas", null)))
        .isEqualTo(BaseFee.INITIAL);
  }

  @Test
  void gasLimit_movesByLessThanA1024th() {
    assertThat(GasLimits.isAllowed(1_024_000, 1_024_999)).isTrue();
    assertThat(GasLimits.isAllowed(1_024_000, 1_025_000)).isFalse();
    assertThat(GasLimits.isAllowed(1_024_000, 1_023_001)).isTrue();
    assertThat(GasLimits.isAllowed(1_024_000, 1_023_000)).isFalse();
    assertThat(GasLimits.isAllowed(5_000, 4_999)).isFalse();
    for (long wished : new long[] {0, 1_023_990, 1_024_000, 1_024_500, Long.MAX_VALUE}) {
      long limit = GasLimits.towards(1_024_000, wished);
      assertThat(GasLimits.isAllowed(1_024_000, limit)).isTrue();
    }
    assertThat(GasLimits.towards(1_024_000, 1_024_500)).isEqualTo(1_024_500);
    assertThat(GasLimits.towards(5_001, 0)).isEqualTo(5_000);
  }

  private static final Address CONTRACT = ChainRules.ETHEREUM_DEPOSIT_CONTRACT;

  private static byte[] depositData() {
    byte[] data = new byte[576];
    int[] places = {160, 256, 320, 384, 512};
    int[] sizes = {48, 32, 8, 96, 8};
    for (int i = 0; i < 5; i++) {
      data[32 * i + 30] = (byte) (places[i] >>> 8);
      data[32 * i + 31] = (byte) places[i];
      data[places[i] + 31] = (byte) sizes[i];
      Arrays.fill(data, places[i] + 32, places[i] + 32 + sizes[i], (byte) (i + 1));
    }
    return data;
  }

  private static @Nullable Bytes requests(Address address, Hash topic, byte[] data) {
    Log log = new Log(address, List.of(topic), Bytes.of(data));
    Receipt receipt = new Receipt(2, true, null, 1, Bloom.EMPTY, List.of(log));
    return DepositLogs.requests(List.of(receipt, receipt), CONTRACT);
  }

  @Test
  void depositLogs_becomeRequests() {
    String request =
        "01".repeat(48) + "02".repeat(32) + "03".repeat(8) + "04".repeat(96) + "05".repeat(8);
    assertThat(requests(CONTRACT, DepositLogs.EVENT, depositData()))
        .isEqualTo(Bytes.fromHex(request + request));
  }

  @Test
  void depositLogs_ofOthersOrOtherEvents_areIgnored() {
    assertThat(requests(Address.ZERO, DepositLogs.EVENT, new byte[3])).isEqualTo(Bytes.EMPTY);
    assertThat(requests(CONTRACT, Hash.ZERO, new byte[3])).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void depositLogs_ofAnotherLayout_areRefused() {
    assertThat(requests(CONTRACT, DepositLogs.EVENT, new byte[576])).isNull();
    assertThat(requests(CONTRACT, DepositLogs.EVENT, new byte[575])).isNull();
    assertThat(requests(CONTRACT, DepositLogs.EVENT, new byte[0])).isNull();
    for (int at : new int[] {0, 31, 62, 95, 127, 159, 160, 191, 287, 351, 415, 543}) {
      byte[] data = depositData();
      data[at] ^= 1;
      assertThat(requests(CONTRACT, DepositLogs.EVENT, data)).as("byte " + at).isNull();
    }
  }
}
